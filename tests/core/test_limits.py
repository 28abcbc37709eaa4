"""The flood guard: far above honest use from one address, and a clear answer beyond it."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import ANSWERS, a_service


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()


def send(client: FlaskClient) -> int:
    body = {"service": "ktp-el", "answers": dict(ANSWERS)}
    return client.post("/api/v1/ratings", json=body, headers={"Idempotency-Key": str(uuid.uuid4())}).status_code


def test_a_village_behind_one_address_is_never_refused(app: Flask) -> None:
    assert {send(app.test_client()) for _rating in range(150)} == {201}


def test_a_flood_is_told_to_wait(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    headers = {"Idempotency-Key": "x"}
    codes = [client.post("/api/v1/ratings", json={}, headers=headers).status_code for _try in range(1201)]
    assert set(codes[:1200]) == {400}
    assert codes[1200] == 429
    answer = client.post("/api/v1/ratings", json={}, headers=headers)
    assert answer.get_json()["code"] == "too_many_requests"
