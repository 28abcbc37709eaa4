"""Notices at the desk: looked at before they are published, withdrawn with a reason, said anew, never edited."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.publication.models import Notice
from tests.builders import a_service, published
from tests.cast import csrf_of, signed_in
from tests.publication.desk import Inside, count, deeds, send

NEW = "/admin/notices/new"
FILLED = {"unit": "dukcapil", "period": "2026-07", "kind": "correction", "text": "Angka  Juli\nkeliru", "english": ""}


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        published(20)


def test_a_notice_is_looked_at_then_published_and_on_record(inside: Inside, admin: FlaskClient) -> None:
    look = send(admin, NEW, **FILLED, step="preview")
    assert "Begini tampaknya" in look
    assert "<p>Angka Juli keliru</p>" in look
    assert inside(count, Notice) == 0
    assert "Catatan diterbitkan." in send(admin, NEW, **FILLED, step="do")
    assert json.loads(inside(deeds, "notices.add")[0].detail)["after"] == {
        "unit": "dukcapil",
        "period": "2026-07",
        "kind": "correction",
        "text": "Angka Juli keliru",
        "english": None,
    }


def test_what_was_looked_at_can_be_changed_and_nothing_is_lost(inside: Inside, admin: FlaskClient) -> None:
    page = send(admin, NEW, **FILLED | {"english": "July is wrong"}, step="edit")
    assert "July is wrong</textarea>" in page
    assert 'value="2026-07"' in page
    assert '<option selected value="correction">' in page
    assert inside(count, Notice) == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "Isian ini wajib ada."),
        ({"text": " \n "}, "Isian ini wajib ada."),
        ({"text": "x" * 301}, "paling banyak 300 huruf"),
        ({"text": "x" * 601}, "paling banyak 600 huruf"),
        ({"text": "a\x07b"}, "huruf yang tidak dapat disimpan"),
        ({"english": "x" * 301}, "paling banyak 300 huruf"),
        ({"period": ""}, "Isian ini wajib ada."),
        ({"period": "2026-13"}, "Periode tidak dikenal."),
        ({"unit": "tidak-ada"}, "Pilihan ini tidak dikenal."),
        ({"kind": "rumor"}, "Pilihan ini tidak dikenal."),
    ],
)
@pytest.mark.parametrize("step", ["preview", "do"])
def test_bad_input_is_named_and_what_was_entered_kept(
    inside: Inside, admin: FlaskClient, wrong: dict[str, str], said: str, step: str
) -> None:
    page = send(admin, NEW, **FILLED | wrong, step=step)
    assert said in page
    assert "keliru</textarea>" in page or "text" in wrong
    assert inside(count, Notice) == 0


def test_a_notice_of_a_period_to_come_says_when_it_will_show(admin: FlaskClient) -> None:
    assert "belum mulai" in send(admin, NEW, **FILLED | {"period": "2199"}, step="preview")
    assert "belum mulai" not in send(admin, NEW, **FILLED, step="preview")


def test_what_is_written_is_not_taken_for_html(admin: FlaskClient) -> None:
    assert "&lt;b&gt;" in send(admin, NEW, **FILLED | {"text": "<b>x</b>"}, step="preview")


def test_a_notice_is_withdrawn_with_its_reason_which_the_record_holds(inside: Inside, admin: FlaskClient) -> None:
    send(admin, NEW, **FILLED, step="do")
    assert "Isian ini wajib ada." in send(admin, "/admin/notices/1/withdraw", reason=" ")
    assert "Catatan dicabut." in send(admin, "/admin/notices/1/withdraw", reason="Angkanya benar")
    assert "Alasannya: Angkanya benar" in " ".join(admin.get("/admin/notices").text.split())
    assert json.loads(inside(deeds, "notices.withdraw")[0].detail)["after"] == {"reason": "Angkanya benar"}


def test_two_administrators_withdraw_it_once(app: Flask, inside: Inside, admin: FlaskClient) -> None:
    send(admin, NEW, **FILLED, step="do")
    other = signed_in(app, "administrator", name="-dua")
    send(other, "/admin/notices/1/withdraw", reason="Satu")
    page = send(admin, "/admin/notices/1/withdraw", reason="Dua")
    assert "sudah dicabut" in page
    assert len(inside(deeds, "notices.withdraw")) == 1
    assert "Satu" in admin.get("/admin/notices").text


def test_who_was_wrong_says_it_anew(admin: FlaskClient) -> None:
    send(admin, NEW, **FILLED | {"english": "Wrong"}, step="do")
    send(admin, "/admin/notices/1/withdraw", reason="Salah bulan")
    assert f"{NEW}?again=1" in admin.get("/admin/notices").text
    page = admin.get(f"{NEW}?again=1").text
    for entered in ("Angka Juli keliru</textarea>", "Wrong</textarea>", 'value="2026-07"', 'selected value="dukcapil"'):
        assert entered in page
    for odd in ("x", "²", "-1", "", "9" * 30):
        assert admin.get(f"{NEW}?again={odd}").status_code == 200
    assert admin.get(f"{NEW}?again=77").status_code == 404


@pytest.mark.parametrize("number", [77, 10**12])
def test_an_unknown_notice_is_not_found(admin: FlaskClient, number: int) -> None:
    assert admin.get(f"/admin/notices/{number}/withdraw").status_code == 404


def test_the_list_is_searched_and_paged(admin: FlaskClient) -> None:
    for number in range(27):
        send(admin, NEW, **FILLED | {"text": f"Kabar {number:02}", "unit": ""}, step="do")
    first, second = admin.get("/admin/notices?q=KABAR").text, admin.get("/admin/notices?q=kabar&page=2").text
    assert "27 catatan" in first
    assert ("Kabar 26" in first, "Kabar 01" in first, "Kabar 01" in second) == (True, False, True)
    assert "27 catatan" in admin.get("/admin/notices?q=%00").text
    assert "Tidak ada catatan yang cocok." in admin.get("/admin/notices?q=%25").text


@pytest.mark.parametrize("role", ["manager", "unit_head", "reviewer", "moderator", "integrity", "auditor"])
def test_nobody_else_says_or_withdraws_anything(app: Flask, inside: Inside, admin: FlaskClient, role: str) -> None:
    send(admin, NEW, **FILLED, step="do")
    client = signed_in(app, role, "dukcapil")
    for address in (NEW, "/admin/notices/1/withdraw"):
        data = FILLED | {"step": "do", "reason": "x", "csrf_token": csrf_of(client, "/account")}
        assert client.post(address, data=data).status_code == 403
    page = client.get("/admin/notices")
    assert page.status_code == (200 if role == "auditor" else 403)
    assert "/withdraw" not in page.text
    assert NEW not in page.text
    assert inside(count, Notice) == 1
