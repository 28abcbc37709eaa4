"""What the intake notices stands in the mark alone: the answer to the citizen is the same, byte for byte."""

from __future__ import annotations

import datetime
import re
import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.core.clock import now, today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.responses import views
from portal.responses.models import Mark
from portal.responses.services import forget_old
from tests.builders import ANSWERS, a_code, a_service
from tests.responses.posting import FORM, count, noticed, send, token, token_in
from tests.responses.solving import crowd, post

STRAIGHT: dict[str, Any] = dict.fromkeys(ANSWERS, 4)
LONG = "Petugas loket tiga sangat membantu dan antrean cepat sekali"


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        for slug in ("ktp-el", "kk", "akta"):
            a_service(slug)
        a_service("sim", unit="perhubungan")


def minutes_pass(monkeypatch: pytest.MonkeyPatch, minutes: float = 1) -> None:
    """Let forms that are open now be sent later."""
    later = now() + datetime.timedelta(minutes=minutes)
    monkeypatch.setattr(views, "now", lambda: later)
    monkeypatch.setattr("portal.responses.keeping.now", lambda: later)


def test_nine_answers_alike_in_no_time_are_noticed(app: Flask, client: FlaskClient) -> None:
    send(client, **STRAIGHT)
    assert noticed(app) == ["too_fast"]


def test_nine_answers_alike_in_their_time_are_not(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = token(client)
    minutes_pass(monkeypatch)
    assert client.post(FORM, data={"token": opened, **STRAIGHT}).status_code == 303
    assert noticed(app) == [""]


def test_a_form_that_came_back_is_sent_as_fast_as_one_likes(app: Flask, client: FlaskClient) -> None:
    back = client.post(FORM, data={"token": "none of ours", **STRAIGHT})
    assert client.post(FORM, data={"token": token_in(back), **STRAIGHT}).status_code == 303
    assert noticed(app) == [""]


def test_a_form_sent_again_with_other_answers_is_noticed(app: Flask, client: FlaskClient) -> None:
    sent = {"token": token(client), **ANSWERS}
    client.post(FORM, data=sent)
    back = client.post(FORM, data={**sent, "waktu": 4})
    fresh = app.test_client()
    assert fresh.post(FORM, data={**sent, "token": token_in(back), "waktu": 4}).status_code == 303
    assert noticed(app) == ["", "replay"]


def test_a_second_rating_of_a_service_by_one_device_is_noticed(app: Flask, client: FlaskClient) -> None:
    for address in (FORM, "/rate/kk", FORM):
        assert send(client, address).status_code == 303
    assert send(app.test_client()).status_code == 303
    assert noticed(app) == ["", "", "", "repeat_device"]


def test_form_and_api_know_one_device(app: Flask, client: FlaskClient) -> None:
    send(client)
    assert post(client).status_code == 201
    assert noticed(app) == ["", "repeat_device"]


def test_a_form_that_had_to_be_mended_is_no_second_rating(app: Flask, client: FlaskClient) -> None:
    send(client, "/rate/kk")
    assert send(client, waktu=9).status_code == 422
    assert send(client).status_code == 303
    assert noticed(app) == ["", ""]


def test_a_form_sent_twice_is_no_second_rating(app: Flask, client: FlaskClient) -> None:
    send(client, "/rate/kk")
    sent = {"token": token(client), **ANSWERS}
    assert {client.post(FORM, data=sent).status_code for _time in range(3)} == {303}
    assert noticed(app) == ["", ""]


def test_a_new_day_is_a_new_device(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    send(client)
    yesterday = client.get_cookie("device", path="/rate")
    assert yesterday is not None
    monkeypatch.setattr("portal.responses.keeping.today", lambda: today() + datetime.timedelta(days=1))
    send(client)
    tomorrow = client.get_cookie("device", path="/rate")
    assert tomorrow is not None
    assert tomorrow.value.split(".")[0] != yesterday.value.split(".")[0]
    assert noticed(app) == ["", ""]


def test_the_third_comment_of_the_same_words_is_noticed_within_a_unit(app: Flask) -> None:
    for service in ("ktp-el", "kk", "sim"):
        post(app.test_client(), service=service, comment=LONG)
    assert noticed(app) == ["", "", ""]
    post(app.test_client(), service="akta", comment=f"  {LONG.upper()}!")
    assert noticed(app) == ["", "", "", "same_comment"]


def test_short_comments_may_be_alike(app: Flask) -> None:
    for _citizen in range(4):
        post(app.test_client(), comment="Pelayanan cepat dan ramah, terima kasih")
    assert noticed(app) == [""] * 4


def test_what_comments_are_known_by_goes_with_the_day_of_the_mark(app: Flask, client: FlaskClient) -> None:
    post(client, comment=LONG)
    with app.app_context():
        with transaction():
            forget_old(today=today() + datetime.timedelta(days=30))
        assert db.session.scalars(select(Mark.comment_hash)).one() is not None
        with transaction():
            forget_old(today=today() + datetime.timedelta(days=31))
        assert db.session.scalars(select(Mark.comment_hash)).one() is None


DIFFERS = re.compile(
    r"\d+-[0-9A-Z]{26}(#[0-9a-f]{32})?"
    r"|device=[^;]+|Expires=[^;]+|Max-Age=\d+"
    r'|"(ticket|nonce)": ?"[^"]+"'
)
"""In any two answers: receipt, ticket and key of the rating, number of the device, and what is left of the day."""


def bytes_of(answer: TestResponse) -> tuple[int, list[tuple[str, str]], str]:
    """All that a citizen gets, but for what differs in any two answers."""
    headers = [(name, DIFFERS.sub("", value)) for name, value in answer.headers if name != "X-Request-ID"]
    return answer.status_code, headers, DIFFERS.sub("", answer.text)


def test_the_answer_to_a_form_does_not_tell_that_it_was_noticed(app: Flask) -> None:
    plain = send(app.test_client())
    fast = send(app.test_client(), **STRAIGHT)
    crowd(app)
    unproven = send(app.test_client(), waktu=3)
    assert noticed(app) == ["", "no_proof", "too_fast"]
    assert bytes_of(plain) == bytes_of(fast) == bytes_of(unproven)


def test_the_answer_to_a_known_device_does_not_tell_either(app: Flask, client: FlaskClient) -> None:
    send(client, "/rate/kk")
    counted, held = send(client), send(client)
    assert noticed(app) == ["", "", "repeat_device"]
    assert bytes_of(counted) == bytes_of(held)


def test_nor_does_that_of_the_api(app: Flask, client: FlaskClient) -> None:
    answers = [post(app.test_client(), comment=LONG) for _citizen in range(3)]
    assert noticed(app) == ["", "", "same_comment"]
    assert bytes_of(answers[0]) == bytes_of(answers[2])
    assert len(answers[0].data) == len(answers[2].data)


def test_seeing_the_form_sets_no_cookie_and_a_mistake_neither(app: Flask, client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get(FORM).headers
    assert "Set-Cookie" not in send(client, waktu=9).headers
    assert "Set-Cookie" not in client.post(FORM, data={"token": "x"}).headers
    assert count(app) == 0


def test_the_cookie_is_for_the_two_doors_alone_and_until_midnight(client: FlaskClient) -> None:
    cookies = send(client).headers.getlist("Set-Cookie")
    assert {re.findall(r"Path=([^;]+)", cookie)[0] for cookie in cookies} == {"/rate", "/api/v1/ratings"}
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie
        assert 0 < int(re.findall(r"Max-Age=(\d+)", cookie)[0]) <= 24 * 3600
    assert "Set-Cookie" not in send(client, "/rate/kk").headers


def test_behind_tls_the_cookie_is_secure(client: FlaskClient) -> None:
    opened = token(client)
    answer = client.post(FORM, data={"token": opened, **ANSWERS}, base_url="https://localhost")
    assert all("Secure" in cookie for cookie in answer.headers.getlist("Set-Cookie"))
    assert answer.headers.getlist("Set-Cookie")


@pytest.mark.parametrize("forged", ["x", "WyJhIl0.x.y", ""])
def test_a_forged_cookie_is_a_new_device(app: Flask, client: FlaskClient, forged: str) -> None:
    client.set_cookie("device", forged, path="/rate")
    assert "Set-Cookie" in send(client).headers
    assert noticed(app) == [""]


def test_with_a_code_a_phone_may_rate_for_a_whole_family(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        codes = [a_code(day=today()) for _member in range(3)]
    assert {post(client, str(uuid.uuid4()), visit_code=code).status_code for code in codes} == {201}
    assert noticed(app) == ["", "", ""]
