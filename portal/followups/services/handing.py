"""Handing a promise to another unit, because this one will be closed: one asks, the other takes it or does not."""

from __future__ import annotations

import datetime

from portal.catalogue.models import Unit
from portal.catalogue.queries import is_given
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.domain.errors import Refused
from portal.domain.promises import OPEN, EventKind, State
from portal.followups.models import Promise
from portal.followups.services.events import add_event
from portal.followups.services.promises import lock


def offer(*, promise: Promise, to: Unit, day: datetime.date) -> Promise:
    """Ask another unit to take an open promise over; nothing changes until it does.

    Raises Refused: `out_of_turn`, `own_unit`, `unit_ended` (also one that ends with this year).
    """
    _check_open(promise)
    if to.id == promise.unit_id:
        raise Refused("own_unit")
    if not is_given(to, day.year + 1):
        raise Refused("unit_ended")
    promise.offered_to_id = to.id
    promise.version += 1
    db.session.flush()
    return promise


def take(*, promise: Promise, unit: Unit, day: datetime.date) -> Promise:
    """Take over what was offered to this unit, in public. Raises Refused `out_of_turn`, `not_offered`."""
    _check_offered(promise, unit)
    before = promise.unit.name
    promise.unit_id, promise.offered_to_id = unit.id, None
    promise.version += 1
    db.session.flush()
    db.session.refresh(promise)
    add_event(promise, EventKind.MOVED, day=day, before={"unit": before}, after={"unit": unit.name})
    bump_public_revision()
    return promise


def decline(*, promise: Promise, unit: Unit) -> Promise:
    """Do not take it over; it stays where it is. Raises as `take`."""
    _check_offered(promise, unit)
    promise.offered_to_id = None
    promise.version += 1
    db.session.flush()
    return promise


def _check_offered(promise: Promise, unit: Unit) -> None:
    _check_open(promise)
    if promise.offered_to_id != unit.id:
        raise Refused("not_offered")


def _check_open(promise: Promise) -> None:
    lock(promise)
    if State(promise.state) not in OPEN:
        raise Refused("out_of_turn", state=promise.state)
