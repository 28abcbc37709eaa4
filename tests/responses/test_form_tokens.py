"""What the form's token promises: one form is one rating, of its service, its questionnaire and its day."""

from __future__ import annotations

import html
import re
import time
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.core.secrets import signer
from portal.responses.models import Response
from portal.surveys.queries import current_survey, survey_by_id
from portal.surveys.services import add_draft, publish
from tests.builders import ANSWERS, PACKED, a_service
from tests.responses.posting import FORM, count, send, summary, token, token_in

KEY = "0b7ad21c-40a5-4a0f-8d23-3c7b1c7e0001"


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        a_service("kk", name="Kartu Keluarga")


def test_a_form_sent_twice_is_one_rating_and_one_receipt(app: Flask, client: FlaskClient) -> None:
    data = {"token": token(client), **ANSWERS}
    first, second = client.post(FORM, data=data), client.post(FORM, data=data)
    assert first.headers["Location"] == second.headers["Location"]
    assert count(app) == 1


def test_a_form_sent_again_with_other_answers_asks_first(app: Flask, client: FlaskClient) -> None:
    sent = token(client)
    client.post(FORM, data={"token": sent, **ANSWERS})
    again = client.post(FORM, data={"token": sent, **ANSWERS, "waktu": 4})
    assert again.status_code == 422
    assert count(app) == 1
    fresh = re.search(r'name="token" value="([^"]+)"', again.text)
    assert fresh is not None
    assert client.post(FORM, data={"token": fresh[1], **ANSWERS, "waktu": 4}).status_code == 303
    assert count(app) == 2


def test_a_corrected_form_is_sent_with_the_same_key(app: Flask, client: FlaskClient) -> None:
    answer = send(client, waktu=9)
    kept = re.search(r'name="token" value="([^"]+)"', answer.text)
    assert kept is not None
    client.post(FORM, data={"token": kept[1], **ANSWERS})
    client.post(FORM, data={"token": kept[1], **ANSWERS})
    assert count(app) == 1


@pytest.mark.parametrize("bad", ["", "x", "a.b.c", "\x00"])
def test_a_form_without_our_token_is_shown_again_with_a_fresh_one(app: Flask, client: FlaskClient, bad: str) -> None:
    answer = client.post(FORM, data={"token": bad, **ANSWERS})
    assert answer.status_code == 422
    assert count(app) == 0
    fresh = re.search(r'name="token" value="([^"]+)"', answer.text)
    assert fresh is not None
    assert client.post(FORM, data={"token": fresh[1], **ANSWERS}).status_code == 303


def test_the_token_of_another_service_is_refused(app: Flask, client: FlaskClient) -> None:
    answer = client.post(FORM, data={"token": token(client, "/rate/kk"), **ANSWERS})
    assert answer.status_code == 422
    assert count(app) == 0


def old_token(app: Flask, *content: str, days: float) -> str:
    made_at = time.time() - days * 24 * 3600
    with app.test_request_context(), pytest.MonkeyPatch.context() as patch:
        serializer: URLSafeTimedSerializer = signer("form-token")
        patch.setattr("itsdangerous.timed.time.time", lambda: made_at)
        return str(serializer.dumps(list(content)))


def test_a_form_sent_again_after_its_day_leads_to_the_same_receipt(app: Flask, client: FlaskClient) -> None:
    fresh, old = (old_token(app, "ktp-el", "skm@1", KEY, days=days) for days in (0.9, 60))
    first = client.post(FORM, data={"token": fresh, **ANSWERS})
    again = client.post(FORM, data={"token": old, **ANSWERS})
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.headers["Location"] == again.headers["Location"]
    changed = client.post(FORM, data={"token": old, **ANSWERS, "waktu": 4})
    assert changed.status_code == 422
    assert "sudah dipakai untuk penilaian lain" in html.unescape(changed.text)
    assert count(app) == 1


def test_a_key_of_another_service_is_not_known(app: Flask, client: FlaskClient) -> None:
    fresh = old_token(app, "kk", "skm@1", KEY, days=0)
    assert client.post("/rate/kk", data={"token": fresh, **ANSWERS}).status_code == 303
    old = old_token(app, "ktp-el", "skm@1", KEY, days=2)
    assert client.post(FORM, data={"token": old, **ANSWERS}).status_code == 422
    assert count(app) == 1


def test_a_day_old_token_is_stale_and_what_was_entered_is_kept(app: Flask, client: FlaskClient) -> None:
    old = old_token(app, "ktp-el", "skm@1", KEY, days=1.1)
    answer = client.post(FORM, data={"token": old, **ANSWERS})
    assert answer.status_code == 422
    assert "kedaluwarsa" in answer.text
    assert len(re.findall(r"<input[^>]* checked", answer.text)) == 9
    assert count(app) == 0
    assert client.post(FORM, data={"token": token_in(answer), **ANSWERS}).status_code == 303


def publish_second_version(app: Flask) -> None:
    """A version that asks the nine elements in the opposite order, and one of them by another name."""
    first = current_survey().questionnaire
    *others, last = reversed(first.questions)
    second = replace(first, version=2, questions=(*others, replace(last, code="syarat")))
    with transaction():
        publish(survey=add_draft(questionnaire=second), day=today())


def test_a_form_is_read_as_the_version_that_it_showed(app: Flask, client: FlaskClient) -> None:
    shown = token(client)
    with app.app_context():
        publish_second_version(app)
    wrong = client.post(FORM, data={"token": shown, **ANSWERS, "waktu": 9})
    assert summary(wrong) == {"waktu"}
    assert 'name="persyaratan"' in wrong.text
    assert 'name="syarat"' not in wrong.text
    assert client.post(FORM, data={"token": token_in(wrong), **ANSWERS}).status_code == 303
    assert client.post(FORM, data={"token": shown, **ANSWERS}).status_code == 303
    with app.app_context():
        row = db.session.scalars(select(Response)).one()
        assert row.ratings == PACKED
        assert survey_by_id(row.survey_id).questionnaire.key == "skm@1"
    assert 'name="syarat"' in client.get(FORM).text
    assert send(client).status_code == 422
    assert send(client, persyaratan=None, syarat=3).status_code == 303
    with app.app_context():
        assert sorted(db.session.scalars(select(Response.ratings))) == sorted([PACKED, PACKED[::-1]])


@pytest.mark.parametrize("survey", ["skm@2", "skm@0", "x@1", "skm", "", "\x00@1"])
def test_a_form_of_an_unknown_version_is_foreign(app: Flask, client: FlaskClient, survey: str) -> None:
    answer = client.post(FORM, data={"token": old_token(app, "ktp-el", survey, KEY, days=0), **ANSWERS})
    assert answer.status_code == 422
    assert "bukan untuk layanan ini" in answer.text
    assert count(app) == 0
