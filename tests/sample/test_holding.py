"""What officers and readers find in the sample city on its first day: alarms, a proposal, an account that adds up."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.catalogue.queries import unit_by_slug
from portal.core.clock import today
from portal.core.duties import Person
from portal.core.extensions import db
from portal.domain.periods import month_of, parse_period, previous_month
from portal.domain.permissions import Grant, Role
from portal.domain.questionnaire import Channel
from portal.domain.scoring import Score
from portal.integrity.queries import alarms_of_unit, clusters_of_unit, recent_alarms
from portal.integrity.staff_views import DUTIES
from portal.publication.models import PublicCount
from portal.publication.queries import Account, account, of_unit, scorecard
from portal.responses.models import Response
from portal.sample import cli as sample_cli
from portal.sample import ratings, services
from portal.sample.city import UNITS
from portal.sample.days import ATTACKED, DISPUTED, NOISY, WATCHED
from portal.sample.services import CAST
from tests.backends import Backend

CITY = ["sample", "load", "--responses", "2200", "--months", "2", "--seed", "7"]
"""As many ratings a month as these units have in the whole sample city."""


@pytest.fixture(autouse=True)
def a_few_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """A city of those that the load names, with ratings of those alone that have a story: the whole takes seconds."""
    named = {unit for _name, _role, unit in CAST} | WATCHED | {"dinas-perhubungan", "dinas-kesehatan"}
    monkeypatch.setattr(services, "UNITS", tuple(unit for unit in UNITS if unit.slug in named))
    monkeypatch.setattr(ratings, "UNITS", tuple(unit for unit in UNITS if unit.slug in WATCHED))


def load(app: Flask) -> None:
    loaded = app.test_cli_runner().invoke(args=CITY)
    assert loaded.exit_code == 0, loaded.output


def account_of(unit: str, month: str) -> Account:
    return account(unit_by_slug(unit), parse_period(month))


def duties_of(name: str, unit: str) -> list[str]:
    assert DUTIES.of_person is not None
    person = Person(f"{name}@contoh.sorong.example", frozenset({Grant(Role.INTEGRITY, unit)}))
    return [duty.href for duty in DUTIES.of_person(person, today())]


def assert_the_account_adds_up() -> None:
    rows = db.session.execute(select(Response.unit_id, Response.month, func.count()).group_by("unit_id", "month"))
    received = {(unit, month): n for unit, month, n in rows}
    parts = {
        (row.unit_id, row.month): row.published + row.waiting + row.held + row.excluded
        for row in db.session.scalars(select(PublicCount))
    }
    assert parts == received


def assert_the_past_is_decided(month: str) -> None:
    alarms, found = alarms_of_unit(unit_by_slug(ATTACKED).id), account_of(ATTACKED, month)
    assert {month_of(alarm.last) for alarm in alarms} == {month}
    assert {alarm.channel for alarm in alarms} == {Channel.OPEN}
    clusters = clusters_of_unit(unit_by_slug(ATTACKED), 1).items
    assert {len({one.proposed_by, one.decided_by}) for each in clusters for one in each.proposals} == {2}
    assert found.held == {}
    assert set(found.excluded) == {"coordinated"}
    excluded = found.excluded_scores[Channel.OPEN]
    assert excluded.n >= 30
    assert excluded.index is not None
    assert excluded.index > 95
    assert account_of(NOISY, month).counted == {"undecided": 10}


def assert_the_present_waits(month: str) -> None:
    assert {alarm.unit.slug for alarm in recent_alarms(today(), (), 2)} == {DISPUTED}
    clusters = clusters_of_unit(unit_by_slug(DISPUTED), 1).items
    proposed = [cluster.number for cluster in clusters if cluster.proposals]
    assert len(proposed) == 1
    assert {cluster.state for cluster in clusters} == {"held"}
    assert Counter(cluster.reason for cluster in clusters)["repeat_device"] == 1
    assert account_of(DISPUTED, month).held == {"mean_down": 20}
    waiting = f"/integrity/{DISPUTED}/held/{proposed[0]}"
    assert waiting not in duties_of("integritas.satu", "bkpsdm")
    assert waiting in duties_of("integritas.dua", "dinas-kominfo")


def test_an_alarm_stands_a_proposal_waits_and_every_account_adds_up(app: Flask) -> None:
    load(app)
    with app.test_request_context():
        running = month_of(today())
        assert_the_account_adds_up()
        assert_the_past_is_decided(previous_month(running))
        assert_the_present_waits(running)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_no_verified_score_knows_of_the_brigades(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    attacked = verified_scores(backend)
    monkeypatch.setattr(sample_cli, "hold_what_is_suspicious", lambda **_named: None)
    assert attacked == verified_scores(backend)
    assert all(score.n > 100 for score in attacked)


def verified_scores(backend: Backend) -> list[Score]:
    """Of both units with a brigade, in the month that is over: what is drawn of the running one is chance."""
    backend.reset()
    load(backend.app)
    with backend.app.app_context():
        month = parse_period(previous_month(month_of(today())))
        units = [of_unit(unit_by_slug(unit)) for unit in (ATTACKED, DISPUTED)]
        return [scorecard(unit, month).channels[Channel.VERIFIED] for unit in units]
