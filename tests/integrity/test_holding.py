"""Holding: what the intake noticed, or a monitor, keeps a rating from being drawn until people have decided."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from config import Settings
from portal.audit.queries import first_break
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.integrity import State
from portal.domain.signals import Reason
from portal.integrity.models import Decision, HeldCluster, HeldRating
from portal.integrity.queries import states_of_unit
from portal.integrity.services import hold_suspects
from portal.publication.jobs import release
from tests.builders import a_rating, a_service, a_unit, close, decide, ratings, some_ratings
from tests.integrity.holding import held

DAY = datetime.date(2026, 7, 16)


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()


def clusters() -> list[tuple[str, datetime.date, int, str]]:
    rows = db.session.execute(select(HeldCluster.reason, HeldCluster.day, HeldCluster.n, HeldCluster.state))
    return sorted((reason, day, n, state) for reason, day, n, state in rows)


def suspects() -> int:
    with transaction():
        return hold_suspects(day=DAY)


def test_the_first_reason_decides_in_which_cluster_a_rating_is_held() -> None:
    a_rating(signals=(Reason.REPEAT_DEVICE, Reason.TOO_FAST))
    a_rating(signals=(Reason.REPEAT_DEVICE,))
    a_rating(signals=(Reason.TOO_FAST,))
    a_rating()
    assert suspects() == 3
    assert clusters() == [("repeat_device", DAY, 1, "held"), ("too_fast", DAY, 2, "held")]
    assert sorted(db.session.scalars(select(HeldRating.signals))) == [
        "repeat_device",
        "too_fast",
        "too_fast repeat_device",
    ]
    assert list(states_of_unit(a_unit().id).values()) == [State.HELD] * 3


def test_nothing_is_held_twice() -> None:
    a_rating(signals=(Reason.TOO_FAST,))
    assert (suspects(), suspects()) == (1, 0)
    assert held(some_ratings(), Reason.MANY, day=DAY) is None
    assert clusters() == [("too_fast", DAY, 1, "held")]


def test_a_decided_rating_is_never_held_again_for_the_same_reason() -> None:
    a_rating(signals=(Reason.TOO_FAST,))
    suspects()
    decide(some_ratings(), State.COUNTED, reason="no_evidence")
    assert suspects() == 0
    assert held(some_ratings(), Reason.TOO_FAST, day=DAY) is None
    assert held(some_ratings(), Reason.MANY, day=DAY) is not None
    decide(some_ratings(), State.EXCLUDED, reason="automated")
    assert held(some_ratings(), Reason.MEAN_UP, day=DAY) is None


def test_ratings_of_another_unit_are_left_out() -> None:
    a_service("poli", unit="puskesmas")
    ratings(3)
    assert held(some_ratings(), Reason.MANY, unit="puskesmas", day=DAY) is None


def test_what_is_held_on_one_day_for_one_reason_comes_into_one_cluster() -> None:
    ratings(6)
    some = some_ratings()
    held(some[:2], Reason.MANY, day=DAY)
    held(some[1:4], Reason.MANY, day=DAY)
    held(some[4:], Reason.MANY, day=DAY + datetime.timedelta(days=1))
    assert [(day.day, n) for _reason, day, n, _state in clusters()] == [(16, 4), (17, 2)]


def test_a_release_holds_before_it_draws() -> None:
    ratings(20)
    a_rating(signals=(Reason.TOO_FAST,))
    release(day=DAY)
    assert clusters() == [("too_fast", DAY, 1, "held")]
    close("2026-07")
    assert list(states_of_unit(a_unit().id).values()) == [State.HELD]


def test_without_limits_nothing_is_held(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.extensions["portal"], "settings", Settings(limits=False))
    a_rating(signals=(Reason.TOO_FAST,))
    release(day=DAY)
    assert clusters() == []


def test_more_are_held_at_once_than_one_statement_takes() -> None:
    ratings(1_200)
    cluster = held(some_ratings(), Reason.MANY, day=DAY)
    assert cluster is not None
    assert cluster.n == db.session.query(Decision).count() == 1_200
    assert first_break() is None
