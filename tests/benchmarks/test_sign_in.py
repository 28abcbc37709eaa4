"""Whether the time of an answer at sign-in tells that an account exists."""

from __future__ import annotations

import statistics
import time

import pytest
from flask import Flask

from portal.accounts.passwords import hashed_password
from portal.accounts.services import create_staff, set_password
from portal.core.database import transaction
from tests.cast import AT, PASSWORD, try_sign_in

TRIES = 200
APART = 5.0
"""Milliseconds by which the medians may differ."""

pytestmark = pytest.mark.parametrize("backend", ["sqlite", "postgres"], indirect=True)


def milliseconds(app: Flask, email: str) -> float:
    """How long the answer to a wrong password took; the form is fetched before."""
    client = app.test_client()
    client.get("/login")
    started = time.perf_counter()
    answer = try_sign_in(client, email, "salah-sekali-123")
    assert answer.status_code == 200
    return 1000 * (time.perf_counter() - started)


def test_known_and_unknown_accounts_take_the_same_time(app: Flask, request: pytest.FixtureRequest) -> None:
    kept = hashed_password(PASSWORD)
    with app.app_context(), transaction():
        for number in range(TRIES):
            staff = create_staff(email=f"ada-{number}@contoh.example", role="reviewer", unit=None, at=AT)
            set_password(staff=staff, password_hash=kept, at=AT)
    times: dict[str, list[float]] = {"ada": [], "tiada": []}
    for number in range(TRIES):
        for name, taken in times.items():
            taken.append(milliseconds(app, f"{name}-{number}@contoh.example"))
    known, unknown = (statistics.median(taken) for taken in times.values())
    print(f"\nsign-in, {TRIES} each, {request.node.name}: known {known:.2f} ms, unknown {unknown:.2f} ms")
    assert abs(known - unknown) <= APART
