"""Questionnaires in the browser: a draft is written by administrators alone, and changes nothing until published."""

from __future__ import annotations

import datetime
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.core.database import transaction
from portal.core.duties import Person, duties_of_person, hand_over
from portal.domain.permissions import Grant, Role
from portal.surveys.queries import version_by_key
from tests.builders import ANSWERS, a_service
from tests.cast import signed_in
from tests.surveys.drafting import AUTHOR, WAKTU, current, deeds, edit, publish, send, told


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    return signed_in(app, "administrator")


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
