"""Logs say where a fault rose, and never what a citizen wrote."""

from __future__ import annotations

import json
import logging
import uuid
from typing import Any

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from portal.core.database import transaction
from portal.core.extensions import db
from tests.builders import ANSWERS, a_service

SENTINEL = "rahasia-warga-7731"
REFUSALS = {
    "sqlite": "CREATE TRIGGER broken BEFORE INSERT ON response_comment BEGIN SELECT RAISE(ABORT, NEW.text); END",
    "postgresql": "ALTER TABLE response_comment ADD CONSTRAINT broken CHECK (length(text) < 3)",
}
"""What makes the database refuse a comment and quote it: SQLite by a trigger, PostgreSQL by itself (DETAIL)."""


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()
    with transaction():
        db.session.execute(text(REFUSALS[db.engine.dialect.name]))


def send(client: FlaskClient) -> Any:
    body = {"service": "ktp-el", "answers": dict(ANSWERS), "comment": SENTINEL}
    return client.post("/api/v1/ratings", json=body, headers={"Idempotency-Key": str(uuid.uuid4())})


def lines(written: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.splitlines()]


def test_a_failed_write_logs_no_comment(app: Flask, client: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    answer = send(client)
    written = capsys.readouterr()
    assert answer.status_code == 500
    assert SENTINEL not in answer.text + written.err + written.out
    assert "342433432" not in written.err
    (fault,) = [line for line in lines(written.err) if line["event"] == "unhandled"]
    assert fault["exception"][0]["type"] == "sqlalchemy.exc.IntegrityError"
    assert any("intake.py" in frame and " in _store" in frame for frame in fault["exception"][0]["frames"])
    if db.engine.dialect.name == "postgresql":
        assert fault["exception"][1]["sqlstate"] == "23514"


def test_an_exception_is_its_chain_of_types_and_frames(capsys: pytest.CaptureFixture[str]) -> None:
    def typed() -> None:
        try:
            int(SENTINEL)
        except ValueError as error:
            raise LookupError(SENTINEL) from error

    try:
        typed()
    except LookupError:
        structlog.get_logger().exception("fault")
        logging.getLogger("someone").exception("fault of %s", SENTINEL)
        logging.getLogger("flask").exception(f"Exception on /r/{SENTINEL}")  # noqa: G004 # as Flask does
    written = capsys.readouterr().err
    assert SENTINEL not in written
    ours, foreign, of_flask = lines(written)
    assert [link["type"] for link in ours["exception"]] == ["builtins.LookupError", "builtins.ValueError"]
    assert "typed" in ours["exception"][1]["frames"][-1]
    assert (foreign["logger"], foreign["event"]) == ("someone", "fault of %s")
    assert foreign["exception"] == of_flask["exception"] == ours["exception"]
