"""Periods at the desk: what is shown, what may be asked for and by whom, and what comes of it."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.audit.queries import first_break
from portal.domain.closing import RunKind, RunState
from portal.domain.periods import next_month
from portal.publication.jobs import asked_for
from portal.publication.models import ClosedMonth, Publication, PublicationRun
from tests.builders import a_service, ratings
from tests.cast import csrf_of, signed_in
from tests.publication.desk import Inside, ago, asked, closed, count, deeds, in_blocks, send, state, this_month


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        a_service("poli", unit="puskesmas-remu", name="Poli umum")


# --- what is shown -----------------------------------------------------------------------------------------------


def test_each_month_says_where_it_stands_and_only_what_the_public_sees(inside: Inside, admin: FlaskClient) -> None:
    inside(ratings, 30, month=ago(1))
    inside(closed, ago(2))
    inside(ratings, 7, month=ago(1))
    page = " ".join(admin.get("/admin/periods").text.split())
    assert [page.count(f'">{words}</span>') for words in ("berjalan", "berakhir, belum ditutup", "ditutup")] == [
        1,
        1,
        1,
    ]
    assert '<td class="number">30</td>' in page
    assert "37" not in page.split("<tbody>")[1].split("</tbody>")[0]
    assert "Penerbitan ke-1" in page


def test_before_anything_was_published_the_page_says_so(admin: FlaskClient) -> None:
    page = admin.get("/admin/periods").text
    assert "Belum ada yang diterbitkan." in page
    assert f"/admin/periods/{ago(1)}/close" in page


def test_many_months_are_paged(inside: Inside, admin: FlaskClient) -> None:
    inside(closed, ago(30))
    assert f"/admin/periods/{ago(26)}/close" not in admin.get("/admin/periods").text
    assert f"/admin/periods/{ago(26)}/close" in admin.get("/admin/periods?page=2").text
    for odd in ("0", "-1", "x", "9" * 40, "²"):
        assert admin.get(f"/admin/periods?page={odd}").status_code == 200


def test_before_it_is_asked_for_the_page_says_what_happens_and_that_there_is_no_way_back(
    inside: Inside, admin: FlaskClient
) -> None:
    inside(closed, ago(3))
    page = admin.get(f"/admin/periods/{ago(1)}/close").text
    assert "Ikut ditutup" in page
    assert "tidak dapat dibatalkan" in page
    assert "tidak dapat dibatalkan" in admin.get("/admin/periods/publish").text


# --- what may be asked for ---------------------------------------------------------------------------------------


def test_closing_is_asked_for_then_done_by_the_worker_and_all_is_on_record(inside: Inside, admin: FlaskClient) -> None:
    month = ago(1)
    inside(ratings, 25, month=month)
    assert "Menunggu giliran" in send(admin, f"/admin/periods/{month}/close")
    assert inside(count, ClosedMonth) == 0
    inside(asked_for)
    assert "Selesai: penerbitan ke-1." in admin.get("/admin/periods").text
    assert inside(count, ClosedMonth) == 1
    assert json.loads(inside(deeds, "run.ask")[0].detail)["after"] == {"kind": "close", "month": month}
    done = inside(deeds, "publication.release")[0]
    assert (done.actor, done.subject) == ("administrator.kota@contoh.example", "1")
    assert inside(first_break) is None


def test_publishing_now_publishes_once_and_closes_nothing(inside: Inside, admin: FlaskClient) -> None:
    inside(ratings, 40, month=this_month())
    send(admin, "/admin/periods/publish")
    inside(asked_for)
    inside(asked_for)
    assert inside(in_blocks) == 30
    assert [inside(count, table) for table in (ClosedMonth, Publication)] == [0, 1]


@pytest.mark.parametrize(("months", "said"), [(0, "belum berakhir"), (-1, "belum berakhir"), (2, "sudah ditutup")])
def test_a_month_that_runs_or_is_closed_is_not_closed(
    inside: Inside, admin: FlaskClient, months: int, said: str
) -> None:
    inside(closed, ago(2))
    month = next_month(this_month()) if months < 0 else ago(months)
    assert said in send(admin, f"/admin/periods/{month}/close")
    assert said in admin.get(f"/admin/periods/{month}/close", follow_redirects=True).text
    assert inside(deeds, "run.ask") == []


@pytest.mark.parametrize("month", ["2026", "2026-Q3", "2026-13", "kemarin", "2001-01"])
def test_what_is_no_month_or_unknown_is_not_found(admin: FlaskClient, month: str) -> None:
    assert admin.get(f"/admin/periods/{month}/close").status_code == 404
    token = csrf_of(admin, "/account")
    assert admin.post(f"/admin/periods/{month}/close", data={"csrf_token": token}).status_code == 404


def test_two_administrators_do_not_ask_at_once(app: Flask, inside: Inside, admin: FlaskClient) -> None:
    other = signed_in(app, "administrator", name="-dua")
    send(admin, f"/admin/periods/{ago(1)}/close")
    assert "sedang berjalan atau menunggu" in send(other, "/admin/periods/publish")
    assert len(inside(deeds, "run.ask")) == 1
    assert "Terbitkan sekarang</a>" not in other.get("/admin/periods").text


def test_what_waits_can_be_taken_back_but_not_what_has_begun(inside: Inside, admin: FlaskClient) -> None:
    send(admin, "/admin/periods/publish")
    assert "Dibatalkan; tidak ada yang diterbitkan." in send(admin, "/admin/periods/runs/1/cancel")
    assert "sudah mulai atau sudah selesai" in send(admin, "/admin/periods/runs/1/cancel")
    inside(asked_for)
    assert inside(state) is RunState.CANCELLED
    assert len(inside(deeds, "run.cancel")) == 1
    token = csrf_of(admin, "/account")
    assert admin.post("/admin/periods/runs/99/cancel", data={"csrf_token": token}).status_code == 404


def test_a_month_that_the_night_closed_first_is_not_closed_twice(inside: Inside) -> None:
    inside(asked, RunKind.CLOSE, ago(1))
    inside(closed, ago(1))
    inside(asked_for)
    assert inside(state) is RunState.ALREADY_CLOSED
    assert inside(count, Publication) == 1


@pytest.mark.parametrize("role", ["manager", "unit_head", "reviewer", "moderator", "integrity", "auditor"])
def test_nobody_else_asks_for_anything(app: Flask, inside: Inside, role: str) -> None:
    client = signed_in(app, role, "dukcapil")
    for address in ("/admin/periods/publish", f"/admin/periods/{ago(1)}/close", "/admin/periods/runs/1/cancel"):
        token = csrf_of(client, "/account")
        assert client.post(address, data={"csrf_token": token}).status_code == 403
    assert client.get("/admin/periods").status_code == (200 if role == "auditor" else 403)
    assert inside(count, PublicationRun) == 0


def test_the_auditor_sees_no_button_that_would_be_refused(app: Flask) -> None:
    page = signed_in(app, "auditor").get("/admin/periods").text
    assert "/close" not in page
    assert "/publish" not in page


def test_a_form_from_elsewhere_does_nothing(inside: Inside, admin: FlaskClient) -> None:
    assert admin.post("/admin/periods/publish", data={}).status_code == 400
    assert inside(count, PublicationRun) == 0
