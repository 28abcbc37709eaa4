"""The citizen's form without JavaScript: what a browser sees, sends and gets back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from portal.core.clock import today
from portal.core.extensions import db
from portal.responses.models import Comment, RespondentAttributes, Response
from tests.builders import ANSWERS, PACKED, a_code, a_service
from tests.responses.posting import FORM, count, send, summary, token


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        a_service("kk", name="Kartu Keluarga")


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


def test_what_was_entered_is_kept_and_the_wrong_field_is_named(app: Flask, client: FlaskClient) -> None:
    answer = send(client, waktu=5, comment="Antre <b>lama</b>", age_band="26_35")
    assert answer.status_code == 422
    assert summary(answer) == {"waktu"}
    assert "Antre &lt;b&gt;lama&lt;/b&gt;" in answer.text
    assert re.search(r'value="26_35"[^>]* selected|selected[^>]* value="26_35"', answer.text)
    assert len(re.findall(r"<input[^>]* checked", answer.text)) == 8
    assert count(app) == 0


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
