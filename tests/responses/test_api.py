"""`POST /api/v1/ratings`: kept once, answered with a receipt, and nothing kept of what is wrong."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.commitments import comment_commitment
from portal.responses.models import Comment, IntakeKey, Mark, RespondentAttributes, Response
from portal.surveys.queries import current_survey
from portal.surveys.services import add_draft
from tests.builders import ANSWERS, PACKED, a_code, a_service

KEY = "0b7ad21c-40a5-4a0f-8d23-3c7b1c7e0001"
BODY: dict[str, Any] = {"service": "ktp-el", "answers": dict(ANSWERS)}


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        a_service("kk", name="Kartu Keluarga")


def send(client: FlaskClient, body: Any = None, *, key: str | None = KEY, **headers: str) -> TestResponse:
    given = {"Idempotency-Key": key} if key is not None else {}
    return client.post("/api/v1/ratings", json=BODY if body is None else body, headers={**given, **headers})


def count(app: Flask, model: type = Response) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def fields(answer: TestResponse) -> set[tuple[str, str]]:
    return {(error["field"], error["code"]) for error in answer.get_json()["errors"]}


def test_a_rating_is_kept_with_its_parts_apart(app: Flask, client: FlaskClient) -> None:
    body = {**BODY, "comment": " Antre lama. ", "respondent": {"sex": "P", "age_band": "26_35"}}
    answer = send(client, body)
    assert answer.status_code == 201
    assert answer.get_json()["status"] == "received"
    with app.app_context():
        row = db.session.scalars(select(Response)).one()
        assert (row.ratings, row.channel, row.source) == (PACKED, "open", "api")
        comment = db.session.scalars(select(Comment)).one()
        assert comment.text == "Antre lama."
        assert row.comment_commitment == comment_commitment(comment.salt, comment.text)
        assert db.session.scalars(select(RespondentAttributes)).one().education is None
        assert db.session.scalars(select(Mark)).one().listed is False


def test_nothing_is_kept_that_tells_time_order_or_person(app: Flask, client: FlaskClient) -> None:
    send(client, {**BODY, "nonce": "ab" * 16})
    with app.app_context():
        assert set(Response.__table__.columns.keys()) == {
            "unit_id", "id", "service_id", "survey_id", "channel", "source", "month", "ratings", "choices", "salt",
            "nonce_hash", "comment_commitment",
        }  # fmt: skip
        key = db.session.scalars(select(IntakeKey)).one()
        assert KEY.encode() not in key.key
        row = db.session.scalars(select(Response)).one()
        assert bytes.fromhex("ab" * 16) not in row.nonce_hash


def test_the_same_key_and_content_gives_the_same_receipt(app: Flask, client: FlaskClient) -> None:
    first, second = send(client), send(client)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.get_json()["receipt"] == second.get_json()["receipt"]
    assert "nonce" in first.get_json()
    assert "nonce" not in second.get_json()
    assert count(app) == 1


def test_the_same_key_with_other_content_is_refused(app: Flask, client: FlaskClient) -> None:
    send(client)
    answer = send(client, {**BODY, "answers": {**ANSWERS, "waktu": 4}})
    assert answer.status_code == 422
    assert answer.get_json()["code"] == "key_reused"
    assert fields(answer) == {("Idempotency-Key", "key_reused")}
    assert count(app) == 1


def test_a_replay_is_recognised_before_its_used_code(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        code = a_code(day=today())
    body = {**BODY, "visit_code": code}
    assert send(client, body).status_code == 201
    assert send(client, body).status_code == 200
    with app.app_context():
        assert db.session.scalars(select(Response.channel)).all() == ["verified"]


def test_a_replay_differs_neither_by_nonce_nor_by_null(app: Flask, client: FlaskClient) -> None:
    send(client, {**BODY, "nonce": "ab" * 16})
    answer = send(client, {**BODY, "nonce": "cd" * 16, "survey": None, "respondent": {}})
    assert answer.status_code == 200
    assert count(app) == 1


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"answers": {**ANSWERS, "waktu": 5}}, "waktu", "out_of_range"),
        ({"answers": {**ANSWERS, "waktu": 0}}, "waktu", "out_of_range"),
        ({"answers": {**ANSWERS, "waktu": "4"}}, "waktu", "out_of_range"),
        ({"answers": {**ANSWERS, "waktu": 4.0}}, "waktu", "out_of_range"),
        ({"answers": {**ANSWERS, "waktu": True}}, "waktu", "out_of_range"),
        ({"answers": {**ANSWERS, "waktu": [4]}}, "waktu", "out_of_range"),
        ({"answers": {**ANSWERS, "harga": 4}}, "harga", "unknown_element"),
        ({"answers": {"waktu": 4, "biaya": 4, "sarana": 4, "produk": 4}}, "answers", "too_few_answers"),
        ({"answers": {}}, "answers", "too_few_answers"),
        ({"answers": [4] * 9}, "answers", "wrong_type"),
        ({"answers": None}, "answers", "wrong_type"),
        ({"service": 7}, "service", "wrong_type"),
        ({"survey": "skm@99"}, "survey", "unknown_survey"),
        ({"survey": "skm"}, "survey", "unknown_survey"),
        ({"comment": "a" * 5001}, "comment", "too_long"),
        ({"comment": "a\x00b"}, "comment", "bad_character"),
        ({"comment": "\ud800"}, "comment", "bad_character"),
        ({"visit_code": "AAAAA-AAAAA-A"}, "visit_code", "unknown"),
        ({"nonce": "zz" * 16}, "nonce", "bad_nonce"),
        ({"nonce": "ab" * 15}, "nonce", "bad_nonce"),
        ({"respondent": {"sex": "X"}}, "respondent.sex", "unknown_value"),
        ({"respondent": {"name": "Yosep"}}, "respondent.name", "unknown_field"),
        ({"name": "Yosep"}, "name", "unknown_field"),
    ],
)
def test_each_wrong_field_is_named(
    app: Flask, client: FlaskClient, change: dict[str, Any], field: str, code: str
) -> None:
    answer = send(client, {**BODY, **change})
    assert answer.status_code == 422
    assert (field, code) in fields(answer)
    assert all(error["message"] for error in answer.get_json()["errors"])
    assert count(app) == 0
    assert count(app, IntakeKey) == 0


def test_a_stored_draft_takes_no_rating(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), transaction():
        add_draft(questionnaire=replace(current_survey().questionnaire, version=2))
    answer = send(client, {**BODY, "survey": "skm@2"})
    assert answer.status_code == 422
    assert fields(answer) == {("survey", "unknown_survey")}
    assert count(app) == 0


@pytest.mark.parametrize("survey", ["\x00@1", "skm\x00@1", "skm@1\x00", "skm@", "@1", "skm@-1", "skm@" + "9" * 7])
def test_an_unknown_questionnaire_is_named(app: Flask, client: FlaskClient, survey: str) -> None:
    answer = send(client, {**BODY, "survey": survey})
    assert answer.status_code == 422
    assert fields(answer) == {("survey", "unknown_survey")}
    assert count(app) == 0


def test_a_missing_field_is_named(client: FlaskClient) -> None:
    answer = send(client, {"service": "ktp-el"})
    assert answer.status_code == 422
    assert fields(answer) == {("answers", "missing")}


@pytest.mark.parametrize("service", ["tidak-ada", "KTP", "a\x00b", "../x", ""])
def test_an_unknown_service_is_not_found(app: Flask, client: FlaskClient, service: str) -> None:
    answer = send(client, {**BODY, "service": service})
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "unknown_service"
    assert count(app) == 0


def test_a_doubled_key_is_named(app: Flask, client: FlaskClient) -> None:
    text = json.dumps(BODY).replace('"waktu": 2', '"waktu": 2, "waktu": 3')
    answer = client.post(
        "/api/v1/ratings", data=text, content_type="application/json", headers={"Idempotency-Key": KEY}
    )
    assert answer.status_code == 422
    assert fields(answer) == {("waktu", "duplicate")}
    assert count(app) == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "bad_json"),
        (b"{", "bad_json"),
        (b"[" * 60_000, "bad_json"),
        (b'{"a": ' + b"9" * 5000 + b"}", "bad_json"),
        (b'{"service": "\xff"}', "bad_encoding"),
    ],
)
def test_what_is_no_json_is_refused(app: Flask, client: FlaskClient, data: bytes, code: str) -> None:
    answer = client.post(
        "/api/v1/ratings", data=data, content_type="application/json", headers={"Idempotency-Key": KEY}
    )
    assert answer.status_code == 400
    assert answer.get_json()["code"] == code
    assert count(app) == 0


def test_json_that_is_no_object_is_refused(client: FlaskClient) -> None:
    assert send(client, [1, 2]).status_code == 422
    assert send(client, "x").status_code == 422


@pytest.mark.parametrize("key", [None, ""])
def test_a_missing_key_is_refused(client: FlaskClient, key: str | None) -> None:
    answer = send(client, key=key)
    assert answer.status_code == 400
    assert fields(answer) == {("Idempotency-Key", "missing")}


def test_a_key_that_is_no_uuid_is_refused(client: FlaskClient) -> None:
    answer = send(client, key="satu")
    assert answer.status_code == 400
    assert fields(answer) == {("Idempotency-Key", "bad_key")}


def test_other_content_types_are_refused(client: FlaskClient) -> None:
    answer = client.post("/api/v1/ratings", data=BODY["answers"], headers={"Idempotency-Key": KEY})
    assert answer.status_code == 415
    assert answer.get_json()["code"] == "unsupported_media_type"


def test_a_large_body_is_refused(client: FlaskClient) -> None:
    answer = send(client, {**BODY, "comment": "a" * 10_000_000})
    assert answer.status_code == 413
    assert answer.get_json()["code"] == "too_large"


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://lain.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_browser_on_another_site_is_refused(app: Flask, client: FlaskClient, headers: dict[str, str]) -> None:
    answer = send(client, **headers)
    assert answer.status_code == 403
    assert answer.get_json()["code"] == "cross_site"
    assert count(app) == 0


def test_own_pages_may_send(client: FlaskClient) -> None:
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert send(client, **own).status_code == 201


def test_keys_are_read_in_any_spelling(app: Flask, client: FlaskClient) -> None:
    send(client, key=KEY)
    assert send(client, key=KEY.upper()).status_code == 200
    assert send(client, key=str(uuid.uuid4())).status_code == 201
    assert count(app) == 2
