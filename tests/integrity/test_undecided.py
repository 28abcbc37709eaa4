"""The seventh day: undecided ratings are counted, and a flood stays held in public."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal.accounts.services import create_staff
from portal.audit.models import AuditEntry
from portal.core.database import transaction
from portal.core.extensions import db
from portal.core.outbox import WaitingLetter
from portal.domain.holding import Ground, Outcome
from portal.domain.integrity import State
from portal.domain.signals import Reason
from portal.integrity.jobs import seventh_day
from portal.integrity.models import Decision, Proposal
from portal.integrity.queries import states_of_unit
from portal.publication.jobs import release
from portal.responses.queries import receipt_of
from tests.builders import a_service, a_unit, decide, ratings, some_ratings
from tests.integrity.holding import AT, an_officer, cluster_of, decided, held, proposed

SIXTH, SEVENTH = datetime.date(2026, 7, 22), datetime.date(2026, 7, 23)


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()
    with transaction():
        create_staff(email="auditor@contoh.example", role="auditor", unit=None, at=AT)


def night(day: datetime.date) -> None:
    seventh_day(day=day, at=AT)


def letters() -> int:
    return db.session.scalar(select(func.count()).select_from(WaitingLetter)) or 0


def test_what_nobody_decided_for_seven_days_is_counted() -> None:
    ratings(60)
    held(some_ratings(12))
    night(SIXTH)
    assert cluster_of().state == "held"
    night(SEVENTH)
    assert cluster_of().state == "counted"
    assert list(states_of_unit(a_unit().id).values()) == [State.COUNTED] * 12
    assert set(db.session.scalars(select(Decision.reason).where(Decision.number == 2))) == {"undecided"}
    assert db.session.scalar(select(AuditEntry.actor).where(AuditEntry.action == "cluster.count_undecided")) == "clock"
    assert letters() == 0


def test_a_proposal_that_nobody_approved_in_time_lapses() -> None:
    ratings(60)
    held(some_ratings(12))
    proposed(an_officer())
    night(SEVENTH)
    assert cluster_of().state == "counted"
    ending = db.session.execute(select(Proposal.ending, Proposal.decided_by)).one()
    assert tuple(ending) == ("lapsed", None)


def test_over_a_fifth_of_a_month_stays_held_and_the_auditor_hears_once() -> None:
    ratings(60)
    held(some_ratings(13))
    night(SEVENTH)
    night(SEVENTH + datetime.timedelta(days=1))
    assert (cluster_of().state, cluster_of().kept_on) == ("held", SEVENTH)
    assert letters() == 1
    assert db.session.scalar(select(func.count()).where(AuditEntry.action == "cluster.keep_held")) == 1


def test_a_flood_in_many_small_clusters_does_not_come_in_one_by_one() -> None:
    ratings(60)
    some = some_ratings(24)
    for number in range(4):
        held(some[number * 6 : number * 6 + 6], list(Reason)[number])
    night(SEVENTH)
    assert {cluster_of(number=number).state for number in range(1, 5)} == {"held"}
    assert letters() == 1


def test_a_kept_cluster_is_counted_once_the_flood_is_decided() -> None:
    ratings(60)
    some = some_ratings(24)
    held(some[:4], Reason.TOO_FAST)
    held(some[4:])
    night(SEVENTH)
    decided(an_officer("satu"), an_officer("dua"), number=2)
    night(SEVENTH + datetime.timedelta(days=1))
    assert [cluster_of(number=number).state for number in (1, 2)] == ["counted", "excluded"]


def test_what_was_decided_elsewhere_meanwhile_stays_decided() -> None:
    ratings(60)
    held(some_ratings(6))
    decide(some_ratings(2), State.EXCLUDED, reason=Ground.AUTOMATED.value)
    night(SEVENTH)
    assert sorted(states_of_unit(a_unit().id).values()) == [State.COUNTED] * 4 + [State.EXCLUDED] * 2


def test_the_share_is_of_the_month_of_the_ratings() -> None:
    ratings(60)
    ratings(500, month="2026-06")
    held(some_ratings(13))
    night(SEVENTH)
    assert cluster_of().state == "held"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)  # the rule is the same on each: one will do
def test_a_flood_of_ten_thousand_stays_held_and_public(client: FlaskClient) -> None:
    ratings(60)
    ours = some_ratings()
    ratings(10_000)
    flood = sorted(set(some_ratings()) - set(ours))
    held(flood)
    for days in (0, 30):
        night(SEVENTH + datetime.timedelta(days=days))
    release(day=datetime.date(2026, 8, 7), close="2026-07")
    card = client.get("/api/v1/units/dukcapil/scorecard?period=2026-07").get_json()
    print(f"\na flood of 10,000 held ratings after the seventh day: {card['received']}")
    assert card["received"] == {"published": 60, "waiting": 0, "held": 10_000, "excluded": 0}
    assert card["channels"]["open"]["n"] == 60
    assert client.get(f"/r/{receipt_of(a_unit().id, flood[0])}.json").get_json()["state"] == "waiting"
    assert letters() == 1


def test_an_officer_may_still_decide_what_the_clock_counted() -> None:
    ratings(60)
    held(some_ratings(12))
    night(SEVENTH)
    decided(an_officer("satu"), an_officer("dua"), Outcome.EXCLUDE, Ground.COORDINATED)
    assert cluster_of().state == "excluded"
