"""House rule: what stands in the tables outlives a step back and forth of the migrations that moved it."""

from __future__ import annotations

import datetime

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select

from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.errors import InvalidInput
from portal.domain.integrity import State
from portal.domain.signals import Reason
from portal.integrity.jobs import watch
from portal.integrity.models import HeldCluster
from portal.integrity.queries import held_of, states_of_unit
from portal.integrity.services import count_undecided, hold
from portal.responses.models import Mark
from portal.visits.models import VisitBatch
from portal.visits.queries import code_states
from portal.visits.services import revoke_batch
from tests.builders import a_code, a_rating, a_service, a_unit, ratings, some_ratings

DAY = datetime.date(2026, 7, 15)
AT = datetime.datetime(2026, 7, 30, tzinfo=datetime.UTC)
pytestmark = pytest.mark.usefixtures("app_context")


def there_and_back(before: str) -> None:
    """Down to that migration and up again."""
    db.session.rollback()
    db.session.remove()
    flask_migrate.downgrade(revision=before)
    flask_migrate.upgrade()


def revoked(code: str) -> str:
    """That code, its batch made void."""
    with transaction():
        batch = db.session.scalars(select(VisitBatch).where(VisitBatch.service_id == a_service("kk").id)).one()
        revoke_batch(batch=batch, version=batch.version, day=DAY)
    return code


def test_codes_are_used_unused_or_void_as_they_were(app: Flask) -> None:
    a_service()
    a_service("kk")
    used, unused, void = a_code(day=DAY), a_code(day=DAY), revoked(a_code("kk", day=DAY))
    a_rating(visit_code=used, day=DAY)
    there_and_back("0022")
    (states,) = code_states(DAY).values()
    assert (states.issued, states.redeemed) == (2, 1)
    for code in (used, void):
        with pytest.raises(InvalidInput):
            a_rating(service="ktp-el" if code == used else "kk", visit_code=code, day=DAY)
    a_rating(visit_code=unused, day=DAY)


def test_what_waits_goes_on_waiting_and_is_counted_once_more_at_most(app: Flask) -> None:
    a_service()
    a_rating(day=DAY, signals=(Reason.TOO_FAST,), comment="Menunggu sejak pagi tanpa penjelasan apa pun dari loket.")
    watch(day=DAY, is_over=False)
    there_and_back("0023")
    mark = db.session.scalars(select(Mark)).one()
    assert (mark.day, mark.signals, mark.comment_hash, mark.counted) == (DAY, "too_fast", None, False)
    watch(day=DAY, is_over=False)
    db.session.rollback()
    assert db.session.scalars(select(Mark.counted)).one()


def test_what_is_held_is_held_in_a_cluster_again_and_can_be_decided(app: Flask) -> None:
    """Without one it would be held for ever, and nobody could reach it."""
    a_service()
    ratings(60)
    unit, ids = a_unit().id, some_ratings(7)
    with transaction():
        hold(unit_id=unit, reason=Reason.MANY, ratings=ids[:5], day=DAY)
        hold(unit_id=unit, reason=Reason.TOO_FAST, ratings=ids[5:], day=DAY)
    there_and_back("0025")
    clusters = db.session.scalars(select(HeldCluster).order_by(HeldCluster.number)).all()
    assert [(one.reason, one.n, one.state) for one in clusters] == [("many", 5, "held"), ("too_fast", 2, "held")]
    assert sorted(held_of(clusters[0])) == sorted(ids[:5])
    later = max(one.day for one in clusters) + datetime.timedelta(days=7)
    with transaction():
        assert len(count_undecided(day=later, at=AT).counted) == 2
    assert set(states_of_unit(unit).values()) == {State.COUNTED}
