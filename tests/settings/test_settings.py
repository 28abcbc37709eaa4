"""Settings in the browser: only an administrator changes them, each change is logged, checked, kept and reversible."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.audit.models import AuditEntry
from portal.audit.queries import first_break
from portal.core.extensions import db
from portal.domain.permissions import Role
from portal.domain.settings import value_hash
from portal.ledger.models import LedgerEntry
from portal.settings.models import Setting
from portal.settings.queries import setting
from tests.builders import a_service
from tests.cast import csrf_of, signed_in

CONTACT = {"email": "kontak@kota.example", "phone": "0951 321 456"}
SENTENCE = {
    "indonesian": "Portal tutup pada 1 Mei.",
    "english": "The portal is closed on 1 May.",
    "until": "2999-05-01",
}


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    return signed_in(app, "administrator")


def send(client: FlaskClient, name: str, fields: dict[str, str], version: object = 0, step: str = "") -> TestResponse:
    token = csrf_of(client, f"/admin/settings/{name}")
    sent = {**fields, "version": version, "csrf_token": token}
    return client.post(f"/admin/settings/{name}{step}", data=sent)


def value(app: Flask, name: str) -> object:
    with app.app_context():
        found = setting(name)
        return found if isinstance(found, int) else dict(found)


def test_a_setting_that_nobody_set_has_its_default(app: Flask) -> None:
    assert value(app, "digest_hour") == 7
    assert value(app, "contact") == {"email": "", "phone": ""}


def test_a_change_is_kept_logged_without_its_value_and_on_record(app: Flask, administrator: FlaskClient) -> None:
    assert send(administrator, "contact", CONTACT).status_code == 303
    assert value(app, "contact") == CONTACT
    with app.app_context():
        entry = db.session.scalars(select(LedgerEntry)).one()
        assert json.loads(entry.payload) == {
            "entry": "settings",
            "name": "contact",
            "version": 1,
            "hash": value_hash("contact", 1, CONTACT).hex(),
        }
        deed = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "setting.change")).one()
        assert (deed.actor, deed.subject) == ("administrator.kota@contoh.example", "contact")
        assert json.loads(deed.detail) == {
            "before": {"value": {"email": "", "phone": ""}},
            "after": {"value": CONTACT},
        }
        assert first_break() is None


@pytest.mark.parametrize(("lang", "words"), [("id", "Hubungi kantor portal"), ("en", "kontak@kota.example")])
def test_the_contact_stands_under_public_pages_the_form_and_errors(
    app: Flask, administrator: FlaskClient, lang: str, words: str
) -> None:
    with app.app_context():
        a_service()
    visitor = app.test_client()
    pages = [f"/method?lang={lang}", f"/rate/ktp-el?lang={lang}", f"/tidak-ada?lang={lang}"]
    assert [page for page in pages if words in visitor.get(page).text] == []
    send(administrator, "contact", CONTACT)
    assert [page for page in pages if words not in visitor.get(page).text] == []


@pytest.mark.parametrize(("lang", "words"), [("id", SENTENCE["indonesian"]), ("en", SENTENCE["english"])])
def test_an_announcement_stands_on_public_pages_in_the_readers_language_until_it_is_ended(
    app: Flask, administrator: FlaskClient, lang: str, words: str
) -> None:
    with app.app_context():
        a_service()
    visitor = app.test_client()
    pages = [f"/?lang={lang}", f"/rate/ktp-el?lang={lang}"]
    send(administrator, "announcement", SENTENCE)
    assert [page for page in pages if words not in visitor.get(page).text] == []
    assert 'aria-label="Pengumuman"' not in administrator.get("/workplace").text
    send(administrator, "announcement", dict.fromkeys(SENTENCE, ""), 1)
    assert [page for page in pages if words in visitor.get(page).text] == []


@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        ("contact", {"email": "bukan", "phone": ""}, "Bukan alamat e-mail."),
        ("contact", {"email": "", "phone": "<b>112</b>"}, "Bukan nomor telepon"),
        ("announcement", {**SENTENCE, "english": " "}, "Isi dalam kedua bahasa"),
        ("announcement", {**SENTENCE, "until": "besok"}, "Isi hari terakhir"),
        ("announcement", {**SENTENCE, "until": ""}, "Isi hari terakhir"),
        ("announcement", {**SENTENCE, "until": "2020-01-01"}, "sudah lewat"),
        ("announcement", {**SENTENCE, "indonesian": "x" * 201}, "Terlalu panjang"),
        ("announcement", {**SENTENCE, "indonesian": "a\x00b"}, "karakter kendali"),
        ("digest_hour", {"digest_hour": "24"}, "Pilih jam 0 sampai 23."),
        ("digest_hour", {"digest_hour": "-1"}, "Pilih jam 0 sampai 23."),
        ("digest_hour", {}, "Pilih jam 0 sampai 23."),
    ],
)
def test_a_bad_value_is_refused_in_words_and_what_was_typed_is_kept(
    app: Flask, administrator: FlaskClient, name: str, fields: dict[str, str], words: str
) -> None:
    answer = send(administrator, name, fields)
    assert answer.status_code == 422
    assert words in answer.text
    if name == "announcement" and fields["english"] != " ":
        assert SENTENCE["english"] in answer.text
    with app.app_context():
        assert db.session.scalars(select(Setting)).all() == []
        assert db.session.scalars(select(LedgerEntry)).all() == []


def test_who_saves_a_stale_form_sees_both_versions_and_may_save_over_it(app: Flask, administrator: FlaskClient) -> None:
    other = signed_in(app, "administrator", name="2")
    send(other, "contact", CONTACT)
    mine = {"email": "saya@kota.example", "phone": "0951 1234"}
    answer = send(administrator, "contact", mine, 0)
    assert answer.status_code == 409
    assert "Orang lain lebih dulu menyimpan" in answer.text
    assert all(text in answer.text for text in [*CONTACT.values(), *mine.values()])
    assert 'name="version" value="1"' in answer.text
    assert value(app, "contact") == CONTACT
    assert send(administrator, "contact", mine, 1).status_code == 303
    assert value(app, "contact") == mine


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_version_that_is_none_never_fits(app: Flask, administrator: FlaskClient, version: str) -> None:
    assert send(administrator, "contact", CONTACT, version).status_code == 409
    assert value(app, "contact") == {"email": "", "phone": ""}


def test_the_history_tells_who_and_when_and_a_change_is_taken_back_as_a_new_one(
    app: Flask, administrator: FlaskClient
) -> None:
    send(administrator, "digest_hour", {"digest_hour": "9"}, 0)
    send(administrator, "digest_hour", {"digest_hour": "16"}, 1)
    page = administrator.get("/admin/settings/digest_hour").text
    assert "administrator.kota@contoh.example" in page
    assert re.findall(r"pukul (\d\d)\.00", page) == ["16", "09", "16", "07", "09"]
    with app.app_context():
        first = db.session.scalars(
            select(AuditEntry.number).where(AuditEntry.action == "setting.change").order_by(AuditEntry.number)
        ).first()
    assert send(administrator, "digest_hour", {"number": str(first)}, 2, "/undo").status_code == 303
    assert value(app, "digest_hour") == 7
    with app.app_context():
        assert len(db.session.scalars(select(LedgerEntry)).all()) == 3


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "1", "9" * 30])
def test_no_other_deed_is_taken_for_a_change_of_the_setting(
    app: Flask, administrator: FlaskClient, number: str
) -> None:
    send(administrator, "contact", CONTACT)
    assert send(administrator, "digest_hour", {"number": number}, 0, "/undo").status_code == 404
    assert value(app, "digest_hour") == 7


def test_a_value_that_would_no_longer_be_taken_is_not_taken_back_either(app: Flask, administrator: FlaskClient) -> None:
    send(administrator, "announcement", SENTENCE)
    send(administrator, "announcement", dict.fromkeys(SENTENCE, ""), 1)
    with app.app_context():
        last = db.session.scalars(select(AuditEntry.number).order_by(AuditEntry.number.desc())).first()
    assert send(administrator, "announcement", {"number": str(last)}, 1, "/undo").status_code == 303
    assert value(app, "announcement") == dict.fromkeys(SENTENCE, "")
    assert send(administrator, "announcement", {"number": str(last)}, 2, "/undo").status_code == 303
    assert value(app, "announcement") == SENTENCE


def test_the_auditor_reads_and_is_offered_no_form(app: Flask, administrator: FlaskClient) -> None:
    send(administrator, "contact", CONTACT)
    auditor = signed_in(app, "auditor")
    page = auditor.get("/admin/settings/contact").text
    assert CONTACT["email"] in page
    assert "<form" not in page.split("<main")[1]
    token = csrf_of(auditor, "/account")
    sent = {"email": "", "phone": "", "version": "1", "csrf_token": token}
    assert auditor.post("/admin/settings/contact", data=sent).status_code == 403
    assert value(app, "contact") == CONTACT


@pytest.mark.parametrize("role", [Role.MANAGER, Role.REVIEWER, Role.MODERATOR, Role.INTEGRITY])
def test_others_neither_read_nor_are_led_there(app: Flask, role: Role) -> None:
    with app.app_context():
        a_service()
    client = signed_in(app, role.value, "dukcapil" if role in {Role.MANAGER, Role.INTEGRITY} else None)
    assert client.get("/admin/settings").status_code == 403
    assert "/admin/settings" not in client.get("/workplace", follow_redirects=True).text


def test_an_unknown_setting_is_not_found(administrator: FlaskClient) -> None:
    assert administrator.get("/admin/settings/kunci").status_code == 404
    token = csrf_of(administrator, "/admin/settings/contact")
    assert administrator.post("/admin/settings/kunci", data={"csrf_token": token, "version": 0}).status_code == 404
