"""Queue machines: they print codes of their own unit, one by one, in batches that the log knows first."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.catalogue.queries import service_by_slug
from portal.core.clock import this_month, today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.visits import MACHINE_BATCH, MACHINE_MOST_A_DAY
from portal.ledger.models import LedgerEntry
from portal.visits.models import VisitBatch, VisitNumber
from portal.visits.queries import machine_of_key
from portal.visits.services import hand_out
from tests.builders import a_rating, a_service
from tests.visits.desk import a_key, count

ADDRESS = "/api/v1/visits/codes"


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()
    a_service("poli", unit="puskesmas-remu", name="Poli umum")


def ask(client: FlaskClient, key: str, **body: object) -> TestResponse:
    return client.post(ADDRESS, json={"service": "ktp-el", **body}, headers={"Authorization": f"Bearer {key}"})


def test_a_machine_prints_a_code_that_can_be_redeemed(client: FlaskClient) -> None:
    answer = ask(client, a_key())
    printed = answer.get_json()
    assert answer.status_code == 201
    assert set(printed) == {"code", "link", "service", "valid_until"}
    assert printed["link"] == f"http://localhost/rate/ktp-el#{printed['code'].replace('-', '')}"
    assert answer.headers["Cache-Control"] == "no-store"
    a_rating(visit_code=printed["code"], day=today())


def test_a_batch_enters_the_log_before_its_first_code_and_the_next_when_it_is_spent() -> None:
    key = a_key()
    for number in range(MACHINE_BATCH + 1):
        with transaction():
            machine = machine_of_key(key)
            assert machine is not None
            hand_out(machine=machine, service=service_by_slug("ktp-el"), day=today())
        if number == 0:
            assert [json.loads(text)["n"] for text in db.session.scalars(select(LedgerEntry.payload))] == [50]
    assert Counter(db.session.execute(select(VisitBatch.made)).scalars().all()) == {50: 1, 1: 1}
    logged = {json.loads(text)["batch"] for text in db.session.scalars(select(LedgerEntry.payload))}
    assert logged == {id_.hex() for id_ in db.session.scalars(select(VisitBatch.id))}


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer x", "Basic {key}", "{key}"])
def test_a_wrong_key_is_401_in_the_one_shape(client: FlaskClient, header: str | None) -> None:
    sent = {} if header is None else {"Authorization": header.format(key=a_key())}
    answer = client.post(ADDRESS, json={"service": "ktp-el"}, headers=sent)
    assert answer.status_code == 401
    assert set(answer.get_json()) == {"status", "code", "message", "errors", "request_id"}
    assert answer.get_json()["code"] == "unauthorized"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert count() == 0


def test_a_machine_prints_for_its_own_unit_alone(client: FlaskClient) -> None:
    key = a_key()
    assert ask(client, key, service="poli").status_code == 403
    assert ask(client, key, service="tidak-ada").status_code == 404
    assert ask(client, key, more=1).status_code == 422
    assert client.post(ADDRESS, data="{", headers={"Authorization": f"Bearer {key}"}).status_code == 415
    assert count(VisitBatch) == 0


def test_nothing_can_be_listed(client: FlaskClient) -> None:
    headers = {"Authorization": f"Bearer {a_key()}"}
    assert client.get(ADDRESS, headers=headers).status_code == 405
    assert client.get("/api/v1/visits/numbers", headers=headers).status_code == 405


def test_a_machine_has_limits_of_its_own(client: FlaskClient) -> None:
    key, other = a_key(), a_key(name="Lantai 2")
    codes = [ask(client, key, service="tidak-ada").status_code for _number in range(61)]
    assert codes == [404] * 60 + [429]
    assert ask(client, other).status_code == 201


def test_a_machine_has_a_limit_for_the_day(client: FlaskClient) -> None:
    key = a_key()
    ask(client, key)
    with transaction():
        batch = db.session.scalars(select(VisitBatch)).one()
        batch.n = batch.made = MACHINE_MOST_A_DAY
    assert ask(client, key).status_code == 429


def test_a_machine_tells_how_many_visits_there_were(client: FlaskClient) -> None:
    headers = {"Authorization": f"Bearer {a_key()}"}
    for visits in (10, 25):
        answer = client.post("/api/v1/visits/numbers", json={"month": this_month(), "visits": visits}, headers=headers)
        assert (answer.status_code, answer.get_json()) == (200, {"month": this_month(), "visits": visits})
    assert db.session.scalars(select(VisitNumber.visits)).all() == [25]
    for month in ("2199-01", "2026", "x"):
        answer = client.post("/api/v1/visits/numbers", json={"month": month, "visits": 1}, headers=headers)
        assert answer.status_code in {400, 422}
