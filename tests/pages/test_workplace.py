"""The workplace: each role arrives where its work is, and sees nothing that the public does not."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from portal.domain.questionnaire import Channel
from tests.builders import a_service, a_unit, close, ratings
from tests.cast import signed_in


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        a_service("poli", unit="puskesmas")
        ratings(45)
        ratings(12, channel=Channel.VERIFIED, month="2026-04")
        close("2026-07")


@pytest.mark.parametrize("role", ["manager", "unit_head"])
def test_people_of_a_unit_arrive_at_its_desk(app: Flask, role: str) -> None:
    answer = signed_in(app, role, "dukcapil").get("/workplace")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/workplace/dukcapil")


def test_the_desk_shows_duties_before_the_score_and_leads_on(app: Flask) -> None:
    page = signed_in(app, "manager", "dukcapil").get("/workplace/dukcapil").text
    assert page.index("Yang menunggu Anda") < page.index("Nilai pada Triwulan III 2026")
    assert "Tidak ada yang menunggu Anda hari ini." in page
    assert "belum terverifikasi" in page
    assert 'href="/workplace/dukcapil/review?period=2026-Q3"' in page
    assert 'href="/units/dukcapil?period=2026-Q3"' in page


def test_a_page_says_whose_session_it_is(app: Flask) -> None:
    page = signed_in(app, "manager", "dukcapil").get("/workplace/dukcapil?lang=en").text
    assert "manager.dukcapil@contoh.example" in page
    assert 'action="/logout?lang=en"' in page


@pytest.mark.parametrize("role", ["reviewer", "auditor"])
def test_reviewers_and_auditors_arrive_at_all_units(app: Flask, role: str) -> None:
    page = signed_in(app, role).get("/workplace").text
    assert "Ini bukan peringkat." in page
    for unit in ("dukcapil", "puskesmas"):
        assert f'href="/workplace/{unit}/review?period=2026-Q3"' in page
    assert "Belum ada penilaian pada periode ini." in page


def test_the_list_of_units_shows_the_public_headline_score_of_the_period(app: Flask) -> None:
    client = signed_in(app, "reviewer")
    for period in ("2026-Q3", "2026-Q2", "2026"):
        public = client.get(f"/api/v1/units/dukcapil/scorecard?period={period}").get_json()
        index = public["channels"][public["headline"]]["index"]
        page = client.get(f"/workplace?period={period}").text
        assert index is None or f"{index:.2f}".replace(".", ",") in page
    assert client.get("/workplace?period=2026-13").status_code == 400


@pytest.mark.parametrize("role", ["moderator", "integrity", "administrator"])
def test_others_find_duties_and_no_scores(app: Flask, role: str) -> None:
    page = signed_in(app, role).get("/workplace").text
    assert ("Tidak ada yang menunggu Anda hari ini." in page) is (role != "administrator")
    assert "/review" not in page


def test_who_has_one_unit_finds_the_tools_on_its_desk_and_no_way_round_in_a_circle(app: Flask) -> None:
    manager = signed_in(app, "manager", "dukcapil").get("/workplace/dukcapil").text
    reviewer = signed_in(app, "reviewer").get("/workplace/dukcapil").text
    assert ('href="/admin/audit"' in manager, 'aria-label="Letak halaman"' in manager) == (True, False)
    assert ('href="/admin/audit"' in reviewer, 'aria-label="Letak halaman"' in reviewer) == (False, True)


def test_the_desk_says_what_the_public_page_says_and_which_elements_are_weakest(app: Flask) -> None:
    client = signed_in(app, "manager", "dukcapil")
    page, public = (
        client.get("/workplace/dukcapil?period=2026-Q3").text,
        client.get("/units/dukcapil?period=2026-Q3").text,
    )
    said = re.search(r'<p class="lead">([^<]*dari 100[^<]*)</p>', public)
    assert said is not None
    assert said[0] in page
    weakest = page.partition("Unsur terlemah:")[2].partition("</p>")[0]
    assert re.findall(r"</strong> ([\d,]+)", weakest) == ["50,0", "50,0", "75,0"]


def test_a_desk_without_any_rating_opens(app: Flask) -> None:
    with app.app_context():
        a_unit("baru", name="Dinas Baru")
    answer = signed_in(app, "manager", "baru").get("/workplace/baru")
    assert answer.status_code == 200
    assert "Unsur terlemah" not in answer.text


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_pages_say_whether_the_public_sees_the_same_only_where_it_is_true(app: Flask) -> None:
    manager, reviewer = signed_in(app, "manager", "dukcapil"), signed_in(app, "reviewer")
    administrator = signed_in(app, "administrator")
    same, not_all = "Nilai di halaman ini sama dengan yang dilihat publik.", "tidak semua yang tampil di sini"
    public = {manager: ["/workplace/dukcapil", "/workplace/dukcapil/review"], reviewer: ["/workplace"]}
    desks = {
        manager: [f"/workplace/dukcapil/{desk}" for desk in ("promises", "training", "reviews")],
        reviewer: ["/admin/reviews", "/admin/reviews/new", "/admin/training", "/account"],
        administrator: ["/workplace", "/admin/units", "/admin/notices", "/admin/settings"],
    }
    for pages, said in ((public, (True, False)), (desks, (False, True))):
        for client, addresses in pages.items():
            for address in addresses:
                page = client.get(address).text
                assert (same in page, not_all in page) == said, address
