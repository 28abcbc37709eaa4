"""Holding, deciding and drawing at the same moment: one after the other, whoever is first."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.accounts.models import Staff
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.errors import Forbidden, Refused
from portal.domain.holding import Ground, Outcome
from portal.domain.integrity import State
from portal.domain.signals import Reason
from portal.integrity.models import Decision, HeldCluster, Proposal
from portal.integrity.queries import states_of_unit
from portal.integrity.services import approve, count_days, count_undecided, hold_suspects, propose, reject
from portal.publication.models import BlockMember
from portal.publication.services import list_intake, release_unit
from tests.builders import a_rating, a_service, a_unit, ratings, some_ratings
from tests.integrity.holding import AT, HELD_ON, an_officer, cluster_of, held, proposed

MEANWHILE = 0.3


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()


def beside(app: Flask, first: Callable[[], object], second: Callable[[], object]) -> object:
    """What comes of the second deed, which begins while the first is done and not yet committed."""
    found: list[object] = []

    def work() -> None:
        try:
            with app.app_context(), transaction():
                found.append(second())
        except (Forbidden, Refused) as refusal:
            found.append(refusal.code)

    thread = threading.Thread(target=work)
    with transaction():
        first()
        thread.start()
        time.sleep(MEANWHILE)
    thread.join()
    db.session.rollback()
    db.session.expire_all()
    return found[0]


def test_what_is_being_drawn_is_not_held(app: Flask) -> None:
    for _number in range(30):
        a_rating(signals=(Reason.TOO_FAST,), day=HELD_ON)
    unit = a_unit().id
    with transaction():
        count_days()
        list_intake(day=HELD_ON, suspects=True)
    beside(
        app,
        lambda: release_unit(unit_id=unit, day=HELD_ON, close=None),
        lambda: hold_suspects(day=HELD_ON),
    )
    drawn = set(db.session.scalars(select(BlockMember.response_id)))
    on_hold = {rating for rating, state in states_of_unit(unit).items() if state is State.HELD}
    assert (len(drawn), len(on_hold), drawn & on_hold) == (20, 10, set())


@pytest.fixture
def officers() -> tuple[Staff, ...]:
    ratings(60)
    held(some_ratings(5))
    return tuple(an_officer(name) for name in ("satu", "dua", "tiga"))


def end(decide: Callable[..., Proposal], email: str) -> Callable[[], object]:
    """That officer's decision about the open proposal."""

    def work() -> object:
        officer = db.session.scalars(select(Staff).where(Staff.email == email)).one()
        decide(actor=officer, cluster=cluster_of(), number=1, at=AT)
        return "done"

    return work


def test_of_two_officers_who_decide_at_once_the_first_one_does(app: Flask, officers: tuple[Staff, ...]) -> None:
    proposed(officers[0])
    second, third = (one.email for one in officers[1:])
    assert beside(app, end(approve, second), end(reject, third)) == "out_of_turn"
    assert db.session.scalars(select(Proposal.ending)).all() == ["approved"]
    assert db.session.scalar(select(func.count()).where(Decision.state == "excluded")) == 5


def test_of_two_who_propose_at_once_one_does(app: Flask, officers: tuple[Staff, ...]) -> None:
    def offer(email: str) -> Callable[[], object]:
        def work() -> object:
            officer = db.session.scalars(select(Staff).where(Staff.email == email)).one()
            return propose(
                actor=officer,
                cluster=cluster_of(),
                outcome=Outcome.EXCLUDE,
                ground=Ground.AUTOMATED,
                note="",
                seen=5,
                at=AT,
            ).number

        return work

    first, second = (one.email for one in officers[:2])
    assert beside(app, offer(first), offer(second)) == "out_of_turn"


def test_an_approval_and_the_clock_do_not_both_decide(app: Flask, officers: tuple[Staff, ...]) -> None:
    proposed(officers[0])
    due = HELD_ON + datetime.timedelta(days=7)
    second = officers[1].email
    assert beside(app, lambda: count_undecided(day=due, at=AT), end(approve, second)) == "out_of_turn"
    assert db.session.scalars(select(HeldCluster.state)).all() == ["counted"]
    assert db.session.scalars(select(Decision.state).where(Decision.number == 2)).all() == ["counted"] * 5


def test_the_clock_twice_decides_once(app: Flask, officers: tuple[Staff, ...]) -> None:
    due = HELD_ON + datetime.timedelta(days=7)

    def tick() -> int:
        return len(count_undecided(day=due, at=AT).counted)

    assert beside(app, tick, tick) == 0
    assert db.session.scalar(select(func.max(Decision.number))) == 2
