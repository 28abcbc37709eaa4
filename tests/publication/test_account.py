"""The public account: by reason, in tens while a month runs, the same in the log; and what excluded ratings say."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.core.extensions import db
from portal.domain.holding import Ground, Outcome
from portal.domain.signals import Reason
from portal.ledger.models import LedgerEntry
from portal.publication.jobs import release
from tests.builders import a_service, ratings, some_ratings
from tests.integrity.holding import an_officer, decided, held

JULY, AUGUST = datetime.date(2026, 7, 20), datetime.date(2026, 8, 7)


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()
    ratings(60)


def account(client: FlaskClient, period: str = "2026-07") -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/units/dukcapil/account?period={period}").get_json()
    return found


def logged() -> list[tuple[str, str, int]]:
    """Kind, reason and n of each entry about holding and deciding."""
    entries = db.session.scalars(select(LedgerEntry.payload).where(LedgerEntry.kind.in_(("hold", "decision"))))
    return [(entry["entry"], entry["reason"], entry["n"]) for entry in map(json.loads, entries)]


def test_nobody_learns_of_a_few_in_a_running_month(client: FlaskClient) -> None:
    ratings(30, month="2026-08")  # so few that nothing is drawn, and what is held next still waits
    some = some_ratings(month="2026-08")
    held(some[:9], Reason.REPEAT_DEVICE, day=AUGUST)
    held(some[9:18], Reason.TOO_FAST, day=AUGUST)
    release(day=AUGUST)
    found = account(client, "2026-08")
    assert (found["held"], found["received"]["held"]) == ({}, 0)
    assert logged() == []
    held(some[18:20], Reason.TOO_FAST, day=AUGUST)
    release(day=AUGUST)
    found = account(client, "2026-08")
    assert (found["held"], found["received"]["held"]) == ({"too_fast": 10}, 10)
    assert logged() == [("hold", "too_fast", 10)]


def test_a_closed_month_tells_every_reason_and_all_adds_up(client: FlaskClient) -> None:
    some = some_ratings()
    held(some[:3], Reason.REPEAT_DEVICE)
    held(some[3:15], Reason.MANY)
    held(some[15:27], Reason.STRAIGHT_LINES)
    first, second = an_officer("satu"), an_officer("dua")
    decided(first, second, Outcome.EXCLUDE, Ground.COORDINATED, number=2)
    decided(first, second, Outcome.COUNT, Ground.OCCASION, number=3)
    release(day=AUGUST, close="2026-07")
    found = account(client)
    assert found["received"] == {"published": 45, "waiting": 0, "held": 3, "excluded": 12}
    assert found["held"] == {"repeat_device": 3}
    assert found["excluded"] == {"coordinated": 12}
    assert found["counted_after_holding"] == {"occasion": 10}
    assert sorted(logged()) == [
        ("decision", "coordinated", 12),
        ("decision", "occasion", 10),
        ("hold", "repeat_device", 3),
    ]
    assert found["excluded_ratings"]["open"]["n"] == 12
    assert found["excluded_ratings"]["open"]["index"] is not None
    assert found["excluded_ratings"]["verified"]["index"] is None


def test_few_excluded_ratings_have_no_mean(client: FlaskClient) -> None:
    held(some_ratings(9))
    decided(an_officer("satu"), an_officer("dua"))
    release(day=AUGUST, close="2026-07")
    found = account(client)
    assert found["excluded"] == {"automated": 9}
    assert found["excluded_ratings"]["open"]["n"] == 0
    assert found["excluded_ratings"]["open"]["index"] is None


def test_a_reversal_leaves_the_account_and_is_logged(client: FlaskClient) -> None:
    held(some_ratings(12))
    first, second = an_officer("satu"), an_officer("dua")
    decided(first, second)
    release(day=AUGUST, close="2026-07")
    decided(second, first, Outcome.COUNT, Ground.WRONGLY_EXCLUDED)
    assert account(client)["excluded"] == {"automated": 12}
    release(day=AUGUST, close="2026-07")
    found = account(client)
    assert (found["excluded"], found["received"]["excluded"], found["received"]["published"]) == ({}, 0, 60)
    assert logged()[-2:] == [("decision", "wrongly_excluded", 10), ("decision", "automated", 0)]


def test_the_page_of_a_unit_says_it_in_words(client: FlaskClient) -> None:
    page = client.get("/units/dukcapil?period=2026-07").text
    assert "Yang ditahan dan tidak dihitung" not in page
    held(some_ratings(12), Reason.NO_PROOF)
    release(day=AUGUST, close="2026-07")
    page = client.get("/units/dukcapil?period=2026-07").text
    assert "Yang ditahan dan tidak dihitung" in page
    assert "tanpa bukti kerja" in page


def test_the_scorecard_keeps_its_four_counts(client: FlaskClient) -> None:
    release(day=JULY)
    card = client.get("/api/v1/units/dukcapil/scorecard?period=2026-07").get_json()
    assert set(card["received"]) == {"published", "waiting", "held", "excluded"}
