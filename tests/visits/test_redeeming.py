"""One code, one rating: at once from many, on the wrong form, guessed, expired, and after its service has ended."""

from __future__ import annotations

import datetime
import secrets
import threading
import uuid
from collections import Counter

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.catalogue.queries import service_by_slug
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.codes import code_from_bytes
from portal.domain.errors import InvalidInput, NotFound
from portal.responses.models import Response
from portal.visits.models import VisitCode
from portal.visits.services import redeem
from tests.builders import ANSWERS, a_code, a_rating, a_service
from tests.responses.posting import count, send, token

THREADS = 50
GUESSES = 10_000
NEW_YEAR = datetime.date(2027, 1, 1)


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()
    a_service("poli", unit="puskesmas-remu", name="Poli umum")


def post(client: FlaskClient, code: str, service: str = "ktp-el", key: str | None = None) -> tuple[int, str | None]:
    body = {"service": service, "answers": dict(ANSWERS), "visit_code": code}
    answer = client.post("/api/v1/ratings", json=body, headers={"Idempotency-Key": key or str(uuid.uuid4())})
    errors = answer.get_json().get("errors")
    return answer.status_code, errors[0]["code"] if errors else None


def a_guess() -> str:
    return code_from_bytes(secrets.token_bytes(7))


def used() -> list[bool]:
    db.session.rollback()
    return sorted(db.session.scalars(select(VisitCode.used)))


def test_one_code_from_fifty_threads_is_redeemed_once(app: Flask) -> None:
    code, start, answers = a_code(day=today()), threading.Barrier(THREADS), []

    def work() -> None:
        client = app.test_client()
        start.wait()
        answers.append(post(client, code))

    threads = [threading.Thread(target=work) for _number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"\none code from {THREADS} threads at once: {dict(Counter(answers))}")
    assert Counter(answers) == {(201, None): 1, (422, "used"): THREADS - 1}
    assert (count(app), used()) == (1, [True])


def test_a_code_of_one_unit_on_the_form_of_another_is_refused_and_stays_unused(app: Flask, client: FlaskClient) -> None:
    code = a_code(day=today())
    assert post(client, code, "poli") == (422, "other_service")
    answer = send(client, "/rate/poli", visit_code=code)
    assert answer.status_code == 422
    assert (used(), count(app)) == ([False], 0)
    assert post(client, code) == (201, None)


def test_ten_thousand_guesses_hit_nothing_and_nobody_else_is_disturbed() -> None:
    codes = [a_code() for _number in range(5)]
    service, refused = service_by_slug("ktp-el"), Counter[str]()
    with transaction():
        for _number in range(GUESSES):
            try:
                redeem(code=a_guess(), service=service, day=today())
            except InvalidInput as error:
                refused[error.errors[0].code] += 1
    print(f"\n{GUESSES} guessed codes, well-formed: {dict(refused)}")
    assert refused == {"unknown": GUESSES}
    assert used() == [False] * 5
    for code in codes:
        a_rating(visit_code=code)


def test_guesses_are_limited_and_right_codes_of_the_same_address_still_pass(client: FlaskClient) -> None:
    code = a_code(day=today())
    tried = Counter(post(client, a_guess()) for _number in range(80))
    assert tried == {(422, "unknown"): 60, (429, "too_many_codes"): 20}
    assert post(client, "00000-00014-T") == (422, "unknown"), "what the check symbol finds is a slip and no guess"
    assert post(client, code) == (201, None)
    form = send(client, visit_code=a_guess())
    assert form.status_code == 422
    assert "Terlalu banyak kode salah" in form.text
    assert send(client).status_code == 303


def test_an_expired_code_is_offered_as_an_open_rating_as_it_was_filled_in(app: Flask, client: FlaskClient) -> None:
    code = a_code(day=today() - datetime.timedelta(days=15))
    sent = {"token": token(client), "visit_code": code, "comment": "Petugas ramah."}
    answer = send(client, **sent)
    assert answer.status_code == 422
    assert 'name="without_code"' in answer.text
    assert "Petugas ramah." in answer.text
    assert answer.text.index('id="kirim"') < answer.text.index('name="without_code"'), "Enter sends with the code"
    assert answer.text.count(" checked") >= len(ANSWERS)
    assert 'name="without_code"' not in client.get("/rate/ktp-el").text
    assert send(client, **sent, without_code="1").status_code == 303
    assert db.session.scalars(select(Response.channel)).all() == ["open"]


def test_the_api_takes_the_same_rating_under_the_same_key_without_its_expired_code(client: FlaskClient) -> None:
    code, key = a_code(day=today() - datetime.timedelta(days=15)), str(uuid.uuid4())
    assert post(client, code, key=key) == (422, "expired")
    assert post(client, "", key=key) == (201, None)


def test_a_code_outlives_its_service_and_its_rating_counts_for_the_year_of_the_visit() -> None:
    code, late = (a_code(day=datetime.date(2026, 12, day)) for day in (20, 31))
    with transaction():
        service_by_slug("ktp-el").valid_to = 2026
    with pytest.raises(InvalidInput, match="visit_code: needed"):
        a_rating(day=NEW_YEAR)
    with pytest.raises(InvalidInput, match="visit_code: unknown"):
        a_rating(day=NEW_YEAR, visit_code=a_guess())
    a_rating(day=datetime.date(2027, 1, 3), visit_code=code)
    a_rating(day=datetime.date(2027, 1, 14), visit_code=late)
    rows = db.session.execute(select(Response.month, Response.channel)).all()
    assert [tuple(row) for row in rows] == [("2026-12", "verified")] * 2
    with pytest.raises(NotFound, match="closed_service"):
        a_rating(day=datetime.date(2027, 1, 15), visit_code=late)
