"""Publishing a questionnaire: what every form asks from then on, what stays as it was, and what is refused."""

from __future__ import annotations

import datetime
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.core.extensions import db
from portal.core.revision import read_public_revision
from portal.ledger.models import LedgerEntry
from portal.surveys.models import SurveyVersion
from tests.builders import ANSWERS, a_rating, a_service, close, ratings
from tests.cast import signed_in
from tests.surveys.drafting import AUTHOR, KEAMANAN, WAKTU, current, deeds, edit, publish, send, told


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    return signed_in(app, "administrator")


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


def ask_safety_instead_of_cost(app: Flask, administrator: FlaskClient) -> None:
    """Publish skm@2, which asks `keamanan` and no longer `biaya`."""
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


@pytest.fixture
def published_quarter(app: Flask) -> None:
    with app.app_context():
        a_service()
        ratings(40)
        close("2026-07")


@pytest.mark.usefixtures("published_quarter")
def test_pages_of_the_past_stand_when_other_elements_are_asked(app: Flask, administrator: FlaskClient) -> None:
    visitor = app.test_client()
    pages = ["/units/dukcapil?period=2026-Q3", "/accountability?period=2026-Q3"]
    before = {page: visitor.get(page).text for page in pages}
    ask_safety_instead_of_cost(app, administrator)
    assert {page: visitor.get(page).text for page in pages} == before
    assert {visitor.get(page).status_code for page in ("/", "/method", "/units")} == {200}
    reviewer = signed_in(app, "reviewer")
    assert "Biaya/Tarif" in reviewer.get("/workplace/dukcapil/review?period=2026-Q3").text


@pytest.mark.usefixtures("published_quarter")
def test_other_elements_start_anew_under_their_names(app: Flask, administrator: FlaskClient) -> None:
    ask_safety_instead_of_cost(app, administrator)
    answers = {code: 4 for code in ANSWERS if code != "biaya"} | {"keamanan": 2}
    with app.app_context():
        for _number in range(30):
            a_rating(answers=answers, day=datetime.date(2026, 10, 3))
        close("2026-10")
    visitor = app.test_client()
    assert "Keamanan name_id" in visitor.get("/units/dukcapil?period=2026-Q4").text
    assert "Keamanan name_en" in visitor.get("/units/dukcapil?period=2026-Q4&lang=en").text
    assert "Keamanan name_id" in visitor.get("/accountability?period=2026-Q4").text
    assert visitor.get("/units/dukcapil?period=2026").status_code == 200
    card = visitor.get("/api/v1/units/dukcapil/scorecard?period=2026-Q4").get_json()
    assert card["channels"]["open"]["elements"]["keamanan"]["n"] == 30
    assert "biaya" not in card["channels"]["open"]["elements"]


def test_answers_that_changed_places_are_not_published(app: Flask, administrator: FlaskClient) -> None:
    send(administrator, "skm@1/draft")
    turned = {**WAKTU, "choice_1_id": WAKTU["choice_4_id"], "choice_4_id": WAKTU["choice_1_id"]}
    send(administrator, "skm@2/elements/waktu", **turned, version=1)
    page = told(administrator, publish(app, administrator))
    assert "Urutan jawaban tidak boleh ditukar" in page
    assert "Perbaiki: waktu." in page
    assert current(app) == "skm@1"


def test_pages_kept_by_this_process_and_others_learn_of_a_new_version(app: Flask, administrator: FlaskClient) -> None:
    def revision() -> int:
        with app.app_context():
            return read_public_revision(db.engine)

    visitor = app.test_client()
    assert "Secepat kilat" not in visitor.get("/method").text
    send(administrator, "skm@1/draft")
    send(administrator, "skm@2/elements/waktu", **{**WAKTU, "choice_4_id": "Secepat kilat"}, version=1)
    before = revision()
    publish(app, administrator)
    assert revision() == before + 1
    assert "Secepat kilat" in visitor.get("/method").text
