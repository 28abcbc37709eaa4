"""Visit codes: minted once, logged first, redeemed once, for their own service, for fourteen days."""

from __future__ import annotations

import datetime
import json

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from portal.core.extensions import db
from portal.domain.errors import InvalidInput
from portal.ledger.models import LedgerEntry
from portal.responses.models import Response
from portal.visits.models import VisitCode
from tests.builders import a_code, a_rating, a_service

DAY = datetime.date(2026, 7, 15)


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()
    a_service("kk")


def refusal(code: str, **more: object) -> str:
    with pytest.raises(InvalidInput) as caught:
        a_rating(visit_code=code, **more)  # type: ignore[arg-type]
    (error,) = caught.value.errors
    assert error.field == "visit_code"
    return error.code


def test_minted_codes_are_printed_once_and_kept_as_hashes(cli: FlaskCliRunner) -> None:
    result = cli.invoke(args=["visits", "mint", "--service", "ktp-el", "--count", "25"])
    codes = result.output.split()
    assert result.exit_code == 0
    assert len(set(codes)) == 25
    hashes = db.session.scalars(select(VisitCode.code_hash)).all()
    assert len(hashes) == 25
    assert not any(code.replace("-", "").encode() in value for code in codes for value in hashes)


def test_a_batch_is_in_the_log_before_its_codes_are_valid(cli: FlaskCliRunner) -> None:
    cli.invoke(args=["visits", "mint", "--service", "ktp-el", "--count", "3"])
    (entry,) = db.session.scalars(select(LedgerEntry)).all()
    payload = json.loads(entry.payload)
    assert (payload["entry"], payload["unit"], payload["service"], payload["n"]) == ("codes", "dukcapil", "ktp-el", 3)


def test_a_code_serves_once_and_does_not_say_for_which_rating() -> None:
    code = a_code()
    a_rating(visit_code=code)
    assert refusal(code) == "used"
    assert db.session.scalars(select(Response.channel)).all() == ["verified"]
    assert set(VisitCode.__table__.columns.keys()) == {"unit_id", "code_hash", "batch_id", "used"}


def test_a_code_of_another_service_is_refused_and_stays_unused() -> None:
    code = a_code("kk")
    assert refusal(code) == "other_service"
    a_rating(service="kk", visit_code=code)


def test_a_code_lives_fourteen_days() -> None:
    old, older = a_code(day=DAY - datetime.timedelta(days=14)), a_code(day=DAY - datetime.timedelta(days=15))
    a_rating(visit_code=old, day=DAY)
    assert refusal(older, day=DAY) == "expired"


def test_a_rating_that_fails_leaves_its_code_unused() -> None:
    code = a_code()
    with pytest.raises(InvalidInput):
        a_rating(visit_code=code, answers={"waktu": 4})
    a_rating(visit_code=code)


@pytest.mark.parametrize("code", ["AAAAA-AAAAA-A", "1", "é", "0" * 11, "0" * 200])
def test_an_unknown_code_is_refused(code: str) -> None:
    assert refusal(code) == "unknown"


def test_mint_refuses_an_unknown_service(cli: FlaskCliRunner) -> None:
    result = cli.invoke(args=["visits", "mint", "--service", "tidak-ada", "--count", "1"])
    assert result.exit_code == 1
    assert "tidak ada" in result.output
