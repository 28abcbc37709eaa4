"""The citizen's form without JavaScript: what a browser sees, sends and gets back."""

from __future__ import annotations

import html
import re
import time
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.core.secrets import signer
from portal.responses.models import Comment, RespondentAttributes, Response
from portal.surveys.queries import current_survey, survey_by_id
from portal.surveys.services import add_draft, publish
from tests.builders import ANSWERS, PACKED, a_code, a_service

FORM = "/rate/ktp-el"
KEY = "0b7ad21c-40a5-4a0f-8d23-3c7b1c7e0001"


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        a_service("kk", name="Kartu Keluarga")


def token(client: FlaskClient, address: str = FORM) -> str:
    return token_in(client.get(address))


def token_in(answer: TestResponse) -> str:
    found = re.search(r'name="token" value="([^"]+)"', answer.text)
    assert found is not None
    return html.unescape(found[1])


def send(client: FlaskClient, address: str = FORM, **change: Any) -> TestResponse:
    data = {"token": token(client, address), **ANSWERS, **change}
    return client.post(address, data={name: value for name, value in data.items() if value is not None})


def count(app: Flask, model: type = Response) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def summary(answer: TestResponse) -> set[str]:
    """Where the links of the error summary lead."""
    box = re.search(r"govuk-error-summary__list.*?</ul>", answer.text, re.DOTALL)
    assert box is not None, answer.text[:2000]
    return set(re.findall(r'href="#([^"]+)"', box[0]))


def test_a_rating_leads_to_its_receipt_with_the_nonce_behind_the_hash(app: Flask, client: FlaskClient) -> None:
    answer = send(client, comment="Ramah.", sex="P", occupation="petani_nelayan")
    assert answer.status_code == 303
    address, nonce = answer.headers["Location"].split("#")
    assert re.fullmatch(r"[0-9a-f]{32}", nonce)
    page = client.get(address)
    assert page.status_code == 200
    assert nonce not in page.text
    assert "Ramah" not in page.text
    with app.app_context():
        row = db.session.scalars(select(Response)).one()
        assert (row.ratings, row.channel, row.source) == (PACKED, "open", "web")
        assert db.session.scalars(select(Comment.text)).one() == "Ramah."
        assert db.session.scalars(select(RespondentAttributes)).one().occupation == "petani_nelayan"


def test_every_page_has_a_token_of_its_own_and_no_cookie(client: FlaskClient) -> None:
    first, second = client.get(FORM), client.get(FORM)
    assert first.text != second.text
    assert first.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in first.headers
    assert "TOKEN" not in first.text


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


def test_what_was_entered_is_kept_and_the_wrong_field_is_named(app: Flask, client: FlaskClient) -> None:
    answer = send(client, waktu=5, comment="Antre <b>lama</b>", age_band="26_35")
    assert answer.status_code == 422
    assert summary(answer) == {"waktu"}
    assert "Antre &lt;b&gt;lama&lt;/b&gt;" in answer.text
    assert re.search(r'value="26_35"[^>]* selected|selected[^>]* value="26_35"', answer.text)
    assert len(re.findall(r"<input[^>]* checked", answer.text)) == 8
    assert count(app) == 0


def test_a_corrected_form_is_sent_with_the_same_key(app: Flask, client: FlaskClient) -> None:
    answer = send(client, waktu=9)
    kept = re.search(r'name="token" value="([^"]+)"', answer.text)
    assert kept is not None
    client.post(FORM, data={"token": kept[1], **ANSWERS})
    client.post(FORM, data={"token": kept[1], **ANSWERS})
    assert count(app) == 1


@pytest.mark.parametrize(
    ("change", "target"),
    [
        ({"waktu": "0"}, "waktu"),
        ({"waktu": "empat"}, "waktu"),
        ({"waktu": "4.0"}, "waktu"),
        ({"waktu": "4\x00"}, "waktu"),
        ({"waktu": "²"}, "waktu"),
        ({"comment": "a" * 5001}, "comment"),
        ({"comment": "a\x00b"}, "comment"),
        ({"visit_code": "salah"}, "visit_code"),
        ({"visit_code": "\x00"}, "visit_code"),
        ({"sex": "X"}, "sex"),
        ({"occupation": "raja"}, "occupation"),
    ],
)
def test_each_wrong_field_is_linked(app: Flask, client: FlaskClient, change: dict[str, Any], target: str) -> None:
    answer = send(client, **change)
    assert answer.status_code == 422
    assert target in summary(answer)
    assert count(app) == 0


def test_broken_utf8_is_named(app: Flask, client: FlaskClient) -> None:
    fields = "&".join(f"{code}={value}" for code, value in {"token": token(client), **ANSWERS}.items())
    data = f"{fields}&comment=%ff%fe".encode()
    answer = client.post(FORM, data=data, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert summary(answer) == {"comment"}
    assert count(app) == 0


def test_too_few_answers_lead_to_the_first_open_question(app: Flask, client: FlaskClient) -> None:
    answer = send(client, prosedur=None, waktu=None, biaya=None, produk=None, sarana=None)
    assert answer.status_code == 422
    assert summary(answer) == {"prosedur"}
    assert count(app) == 0


def test_a_doubled_answer_is_refused(app: Flask, client: FlaskClient) -> None:
    data = MultiDict([("token", token(client)), *ANSWERS.items(), ("waktu", 4)])
    answer = client.post(FORM, data=data)
    assert answer.status_code == 422
    assert summary(answer) == {"waktu"}
    assert count(app) == 0


def test_an_unknown_field_is_refused(app: Flask, client: FlaskClient) -> None:
    answer = send(client, nik="9671")
    assert answer.status_code == 422
    assert count(app) == 0


def test_a_flood_of_fields_is_refused(app: Flask, client: FlaskClient) -> None:
    data = {"token": token(client), **ANSWERS, **{f"f{number}": "1" for number in range(5000)}}
    assert client.post(FORM, data=data).status_code == 400
    some = dict(list(data.items())[:200])
    multipart = client.post(FORM, data=some, content_type="multipart/form-data")
    assert multipart.status_code == 413
    assert count(app) == 0


def test_a_large_body_is_refused(app: Flask, client: FlaskClient) -> None:
    answer = client.post(FORM, data={"token": token(client), **ANSWERS, "comment": "a" * 10_000_000})
    assert answer.status_code == 413
    assert count(app) == 0


@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "application/xml"])
def test_other_content_types_are_refused(app: Flask, client: FlaskClient, content_type: str) -> None:
    answer = client.post(FORM, data=b"waktu=4", content_type=content_type)
    assert answer.status_code == 415
    assert count(app) == 0


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


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://lain.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_another_site_cannot_send_the_form(app: Flask, client: FlaskClient, headers: dict[str, str]) -> None:
    answer = client.post(FORM, data={"token": token(client), **ANSWERS}, headers=headers)
    assert answer.status_code == 403
    assert count(app) == 0


def test_a_code_makes_it_verified_and_serves_once(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        code = a_code(day=today())
    assert send(client, visit_code=code.lower().replace("-", " ")).status_code == 303
    second = send(client, visit_code=code)
    assert second.status_code == 422
    assert summary(second) == {"visit_code"}
    with app.app_context():
        assert db.session.scalars(select(Response.channel)).all() == ["verified"]


def test_an_unknown_service_is_a_page_that_helps(client: FlaskClient) -> None:
    for answer in (client.get("/rate/tidak-ada"), client.post("/rate/tidak-ada", data={})):
        assert answer.status_code == 404
        assert "Layanan ini tidak ditemukan." in answer.text


def test_the_form_speaks_english_on_demand(client: FlaskClient) -> None:
    answer = client.get(f"{FORM}?lang=en")
    assert '<html lang="en">' in answer.text
    assert "Very suitable" in answer.text
    sent = client.post(f"{FORM}?lang=en", data={"token": token(client), **ANSWERS})
    assert "lang=en" in sent.headers["Location"]


def test_few_staff_are_not_judged(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        a_service("domisili", unit="kelurahan", staff=4)
    page = client.get("/rate/domisili")
    assert 'name="kompetensi"' not in page.text
    assert 'name="perilaku"' not in page.text
    answer = send(client, "/rate/domisili")
    assert answer.status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Response.ratings)).all() == ["342430032"]
