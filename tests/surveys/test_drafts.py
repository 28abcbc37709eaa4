"""Questionnaires in the browser: a draft is written by administrators alone, and changes nothing until published."""

from __future__ import annotations

import datetime
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.audit.models import AuditEntry
from portal.audit.queries import first_break
from portal.core.database import transaction
from portal.core.duties import Person, duties_of_person, hand_over
from portal.core.extensions import db
from portal.domain.drafts import wording
from portal.domain.permissions import Grant, Role
from portal.domain.skm import SKM
from portal.ledger.models import LedgerEntry
from portal.surveys.models import SurveyVersion
from portal.surveys.queries import current_survey, version_by_key
from tests.builders import ANSWERS, a_rating, a_service, close, ratings
from tests.cast import csrf_of, signed_in

WAKTU = wording(SKM.question("waktu"))
KEAMANAN = {name: f"Keamanan {name}" for name in WAKTU}
AUTHOR = "administrator.kota@contoh.example"


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    return signed_in(app, "administrator")


def send(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    token = csrf_of(client, "/account")
    return client.post(f"/admin/surveys/{path}", data={**fields, "csrf_token": token})


def edit(app: Flask, key: str = "skm@2") -> int:
    with app.app_context():
        return version_by_key(key).version_of_edit


def current(app: Flask) -> str:
    with app.app_context():
        return current_survey().questionnaire.key


def publish(app: Flask, client: FlaskClient, key: str = "skm@2") -> TestResponse:
    return send(client, f"{key}/publish", version=edit(app, key))


def told(client: FlaskClient, answer: TestResponse) -> str:
    """The page to which an answer leads."""
    assert answer.status_code == 303
    return client.get(answer.location).text


def deeds(app: Flask) -> list[str]:
    with app.app_context():
        assert first_break() is None
        query = select(AuditEntry.action).where(AuditEntry.action.like("survey.%")).order_by(AuditEntry.number)
        return list(db.session.scalars(query))


def test_a_draft_goes_from_its_start_over_other_words_to_every_form(app: Flask, administrator: FlaskClient) -> None:
    with app.app_context():
        a_service()
    visitor = app.test_client()
    assert "Draf dimulai." in told(administrator, send(administrator, "skm@1/draft"))
    words = {**WAKTU, "text_id": "Cepatkah pelayanannya?", "text_en": "Was the service quick?"}
    saved = send(administrator, "skm@2/elements/waktu", **words, version=1)
    page = told(administrator, saved)
    assert "<del" in page
    assert "Cepatkah pelayanannya?" in page
    assert "Cepatkah pelayanannya?" in administrator.get("/admin/surveys/skm@2/preview").text
    assert "Was the service quick?" in administrator.get("/admin/surveys/skm@2/preview?lang=en").text
    assert "Cepatkah" not in visitor.get("/rate/ktp-el").text
    effect = administrator.get("/admin/surveys/skm@2/publish").text
    assert "dijumlahkan dalam satu nilai" in effect
    assert current(app) == "skm@1"
    assert "Kuesioner terbit." in told(administrator, publish(app, administrator))
    assert current(app) == "skm@2"
    assert "Cepatkah pelayanannya?" in visitor.get("/rate/ktp-el").text
    assert "Was the service quick?" in visitor.get("/rate/ktp-el?lang=en").text
    assert deeds(app) == ["survey.start_draft", "survey.edit", "survey.publish"]


def test_publishing_is_an_entry_of_the_log_and_final(app: Flask, administrator: FlaskClient) -> None:
    send(administrator, "skm@1/draft")
    send(administrator, "skm@2/title", title_id="Survei", title_en="Survey", version=1)
    publish(app, administrator)
    with app.app_context():
        row = db.session.scalars(select(SurveyVersion).where(SurveyVersion.version == 2)).one()
        entry = db.session.scalars(select(LedgerEntry)).one()
        expected = {"entry": "settings", "name": "survey/skm", "version": 2, "hash": row.content_hash}
        assert json.loads(entry.payload) == expected
        assert row.author == AUTHOR
    for path in ("title", "elements/waktu", "elements", "elements/waktu/remove", "publish", "discard"):
        answer = send(administrator, f"skm@2/{path}", **WAKTU, code="aman", title_id="x", version=edit(app))
        assert "sudah terbit dan tidak dapat diubah" in told(administrator, answer), path
    for path in ("title", "elements/waktu", "publish"):
        assert administrator.get(f"/admin/surveys/skm@2/{path}").status_code == 303
    page = administrator.get("/admin/surveys/skm@2").text
    assert "Ubah kata-katanya" not in page
    assert "Mulai draf baru dari versi ini" in page


def test_a_form_on_the_screen_is_still_taken_after_the_next_version(app: Flask, administrator: FlaskClient) -> None:
    with app.app_context():
        a_service()
    visitor = app.test_client()
    token = re.search(r'name="token" value="([^"]+)"', visitor.get("/rate/ktp-el").text)
    assert token is not None
    send(administrator, "skm@1/draft")
    send(administrator, "skm@2/elements/biaya/remove", version=1)
    publish(app, administrator)
    assert 'name="biaya"' not in visitor.get("/rate/ktp-el").text
    assert visitor.post("/rate/ktp-el", data={"token": token[1], **ANSWERS}).status_code == 303


def test_another_set_of_elements_starts_anew_and_old_pages_stand(app: Flask, administrator: FlaskClient) -> None:
    with app.app_context():
        a_service()
        ratings(40)
        close("2026-07")
    visitor = app.test_client()
    pages = ["/units/dukcapil?period=2026-Q3", "/accountability?period=2026-Q3", "/", "/method", "/units"]
    before = {page: visitor.get(page).text for page in pages[:2]}
    send(administrator, "skm@1/draft")
    send(administrator, "skm@2/elements/biaya/remove", version=1)
    assert send(administrator, "skm@2/elements", code="keamanan").location.endswith("/elements/keamanan")
    assert "belum lengkap" in told(administrator, publish(app, administrator))
    assert "belum diisi" in administrator.get("/admin/surveys/skm@2").text
    send(administrator, "skm@2/elements/keamanan", **KEAMANAN, version=edit(app))
    effect = administrator.get("/admin/surveys/skm@2/publish").text
    assert "dihitung dari awal" in effect
    assert "yang tidak ditanyakan: biaya" in effect
    publish(app, administrator)
    assert current(app) == "skm@2"
    assert {page: visitor.get(page).text for page in pages[:2]} == before
    assert {visitor.get(page).status_code for page in pages} == {200}
    reviewer = signed_in(app, "reviewer")
    assert "Biaya/Tarif" in reviewer.get("/workplace/dukcapil/review?period=2026-Q3").text
    answers = {code: 4 for code in ANSWERS if code != "biaya"} | {"keamanan": 2}
    with app.app_context():
        for _number in range(30):
            a_rating(answers=answers, day=datetime.date(2026, 10, 3))
        close("2026-10")
    unit = visitor.get("/units/dukcapil?period=2026-Q4").text
    assert "Keamanan name_id" in unit
    assert "Keamanan name_en" in visitor.get("/units/dukcapil?period=2026-Q4&lang=en").text
    assert visitor.get("/units/dukcapil?period=2026").status_code == 200
    assert visitor.get("/accountability?period=2026-Q4").status_code == 200


def test_answers_that_changed_places_are_not_published(app: Flask, administrator: FlaskClient) -> None:
    send(administrator, "skm@1/draft")
    turned = {**WAKTU, "choice_1_id": WAKTU["choice_4_id"], "choice_4_id": WAKTU["choice_1_id"]}
    send(administrator, "skm@2/elements/waktu", **turned, version=1)
    page = told(administrator, publish(app, administrator))
    assert "Urutan jawaban tidak boleh ditukar" in page
    assert "Perbaiki: waktu." in page
    assert current(app) == "skm@1"


def test_a_draft_is_seen_by_nobody_outside(app: Flask, administrator: FlaskClient) -> None:
    with app.app_context():
        a_service()
    send(administrator, "skm@1/draft")
    headers = {"Idempotency-Key": "00000000-0000-4000-8000-000000000001"}
    body = {"service": "ktp-el", "survey": "skm@2", "answers": dict(ANSWERS)}
    assert app.test_client().post("/api/v1/ratings", json=body, headers=headers).status_code == 422
    send(administrator, "skm@2/title", title_id="Survei", title_en="Survey", version=1)
    publish(app, administrator)
    assert app.test_client().post("/api/v1/ratings", json=body, headers=headers).status_code == 201


def test_there_is_one_draft_at_a_time_and_it_starts_from_what_is_published(
    app: Flask, administrator: FlaskClient
) -> None:
    send(administrator, "skm@1/draft")
    assert "Sudah ada draf." in told(administrator, send(administrator, "skm@1/draft"))
    assert "sudah terbit" in told(administrator, send(administrator, "skm@2/draft"))
    assert administrator.get("/admin/surveys/skm@3").status_code == 404
    assert "sama dengan versi yang berlaku" in told(administrator, publish(app, administrator))
    assert current(app) == "skm@1"
    assert "Draf dibuang." in told(administrator, send(administrator, "skm@2/discard", version=1))
    assert administrator.get("/admin/surveys/skm@2").status_code == 404
    send(administrator, "skm@1/draft")
    assert deeds(app) == ["survey.start_draft", "survey.discard", "survey.start_draft"]


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(
    app: Flask, administrator: FlaskClient
) -> None:
    send(administrator, "skm@1/draft")
    wrong = {**WAKTU, "name_id": "Waktu tunggu", "name_en": "x" * 81}
    answer = send(administrator, "skm@2/elements/waktu", **wrong, version=1)
    assert answer.status_code == 422
    assert "Terlalu panjang: paling banyak 80 huruf." in answer.text
    assert "Waktu tunggu" in answer.text
    assert edit(app) == 1
    answer = send(administrator, "skm@2/elements", code="<b>")
    assert answer.status_code == 422
    assert "3 sampai 30 huruf kecil" in answer.text
    assert "&lt;b&gt;" in answer.text
    assert send(administrator, "skm@2/elements/tidak_ada", **WAKTU, version=1).status_code == 404
    assert send(administrator, "skm@2/elements/tidak_ada/remove", version=1).status_code == 404


def test_who_saves_a_stale_form_sees_both_versions_and_may_save_over_it(app: Flask, administrator: FlaskClient) -> None:
    other = signed_in(app, "administrator", name="2")
    send(administrator, "skm@1/draft")
    send(other, "skm@2/elements/waktu", **{**WAKTU, "name_id": "Lama menunggu"}, version=1)
    mine = {**WAKTU, "name_id": "Kecepatan"}
    answer = send(administrator, "skm@2/elements/waktu", **mine, version=1)
    assert answer.status_code == 409
    assert "Lama menunggu" in answer.text
    assert 'value="Kecepatan"' in answer.text
    assert 'name="version" value="2"' in answer.text
    assert send(administrator, "skm@2/elements/waktu", **mine, version=2).status_code == 303
    with app.app_context():
        assert version_by_key("skm@2").questionnaire.question("waktu").name.id == "Kecepatan"


@pytest.mark.parametrize("step", ["publish", "discard", "elements/biaya/remove"])
@pytest.mark.parametrize("version", ["", "0", "1", "x", "9" * 30])
def test_no_step_is_taken_with_a_draft_that_somebody_changed_since(
    app: Flask, administrator: FlaskClient, step: str, version: str
) -> None:
    send(administrator, "skm@1/draft")
    send(administrator, "skm@2/title", title_id="Survei", title_en="Survey", version=1)
    answer = send(administrator, f"skm@2/{step}", version=version)
    assert "Orang lain lebih dulu mengubah draf ini." in told(administrator, answer)
    assert current(app) == "skm@1"
    assert edit(app) == 2


def test_the_auditor_reads_versions_drafts_and_preview_and_is_offered_nothing_else(
    app: Flask, administrator: FlaskClient
) -> None:
    send(administrator, "skm@1/draft")
    auditor = signed_in(app, "auditor")
    for key in ("skm@1", "skm@2"):
        page = auditor.get(f"/admin/surveys/{key}").text
        assert "<form" not in page.split("<main")[1]
        assert "/elements/" not in page
        assert auditor.get(f"/admin/surveys/{key}/preview").status_code == 200
    for path in ("skm@1/draft", "skm@2/publish", "skm@2/discard", "skm@2/title", "skm@2/elements"):
        assert send(auditor, path, version=1, code="aman", title_id="x").status_code == 403
    assert edit(app) == 1


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.MODERATOR, Role.INTEGRITY])
def test_others_see_no_draft(app: Flask, role: Role) -> None:
    with app.app_context():
        a_service()
    client = signed_in(app, role.value, "dukcapil" if role is Role.INTEGRITY else None)
    assert client.get("/admin/surveys").status_code == 403
    assert client.get("/admin/surveys/skm@1/preview").status_code == 403


def test_the_preview_is_the_citizens_form_and_cannot_be_sent(app: Flask, administrator: FlaskClient) -> None:
    with app.app_context():
        a_service("contoh", name="Contoh layanan")
    preview = administrator.get("/admin/surveys/skm@1/preview").text
    shown = app.test_client().get("/rate/contoh").text
    groups = re.compile(r"<fieldset.*?</fieldset>", re.DOTALL)
    assert groups.findall(preview) == groups.findall(shown)
    assert len(groups.findall(preview)) == 9
    assert re.search(r'<button[^>]*id="kirim"[^>]* disabled', preview)
    few = administrator.get("/admin/surveys/skm@1/preview?staff=few").text
    assert len(groups.findall(few)) == 7


def test_a_draft_is_a_duty_of_its_author_and_goes_to_the_successor(app: Flask, administrator: FlaskClient) -> None:
    def keys(email: str, role: Role = Role.ADMINISTRATOR) -> list[str]:
        with app.test_request_context():
            person = Person(email, frozenset({Grant(role)}))
            return [duty.href for duty in duties_of_person(person, datetime.date(2026, 7, 1)) if "surveys" in duty.href]

    send(administrator, "skm@1/draft")
    assert keys(AUTHOR) == ["/admin/surveys/skm@2"]
    assert keys("lain@contoh.example") == []
    assert keys(AUTHOR, Role.AUDITOR) == []
    with app.app_context(), transaction():
        assert hand_over(AUTHOR, "lain@contoh.example") == 1
    assert keys("lain@contoh.example") == ["/admin/surveys/skm@2"]
    assert keys(AUTHOR) == []
    send(administrator, "skm@2/title", title_id="Survei", title_en="Survey", version=1)
    publish(app, administrator)
    assert keys("lain@contoh.example") == []
