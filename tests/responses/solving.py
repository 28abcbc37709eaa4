"""How a machine works off a proof of work, and how the counts of a sender are brought to their step at once."""

from __future__ import annotations

import uuid
from typing import Any

from altcha import Challenge, Payload, solve_challenge
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.core.limits import count
from portal.domain.limits import HOUR, NEWCOMERS_STEP
from tests.builders import ANSWERS

API = "/api/v1/ratings"
ADDRESS = "127.0.0.1"


def crowd(app: Flask, address: str = ADDRESS) -> None:
    """As many new devices as an hour has free, all from one address."""
    with app.app_context():
        count("newcomers", address, seconds=HOUR, amount=NEWCOMERS_STEP)


def post(client: FlaskClient, key: str | None = None, **change: Any) -> TestResponse:
    """A rating through the API."""
    body = {"service": "ktp-el", "answers": dict(ANSWERS), **change}
    return client.post(API, json=body, headers={"Idempotency-Key": key or str(uuid.uuid4())})


def solved(challenge: dict[str, Any]) -> str:
    """The solution of a challenge as the widget would send it."""
    asked = Challenge.from_dict(challenge)
    solution = solve_challenge(asked)
    assert solution is not None
    return str(Payload(asked, solution).to_base64())
