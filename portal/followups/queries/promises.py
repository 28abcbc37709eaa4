"""Reads of promises: of a unit, one by its number, those that are due, and their history."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.catalogue.models import Unit
from portal.catalogue.queries import staff_of
from portal.core.extensions import db
from portal.domain.errors import NotFound
from portal.domain.promises import OPEN, PromiseFacts
from portal.domain.questionnaire import asked_codes
from portal.followups.models import Promise, PromiseEvent
from portal.surveys.queries import current_survey

_LARGEST = 2**31


def promise_by_number(number: int) -> Promise:
    """One promise; raises NotFound `unknown_promise`."""
    promise = db.session.get(Promise, number) if 0 < number < _LARGEST else None
    if promise is None:
        raise NotFound("unknown_promise")
    return promise


def promise_of_unit(unit: str, number: int) -> Promise:
    """One promise of the unit with that slug; raises NotFound `unknown_promise` also for that of another unit."""
    promise = promise_by_number(number)
    if promise.unit.slug != unit:
        raise NotFound("unknown_promise")
    return promise


def promise_offered_to(unit: str, number: int) -> Promise:
    """A promise that the unit with that slug is asked to take over; raises NotFound `unknown_promise` for any other."""
    promise = promise_by_number(number)
    if promise.offered_to is None or promise.offered_to.slug != unit:
        raise NotFound("unknown_promise")
    return promise


def promises_offered_to(unit_ids: Collection[int]) -> Sequence[Promise]:
    """What units are asked to take over, the oldest offer first."""
    query = select(Promise).where(Promise.offered_to_id.in_(unit_ids)).options(joinedload(Promise.offered_to))
    return db.session.scalars(query.order_by(Promise.id)).all()


def promises_of_unit(unit_id: int) -> Sequence[Promise]:
    """Every promise of a unit, withdrawn ones too: the one that is due first comes first."""
    query = select(Promise).where(Promise.unit_id == unit_id).order_by(Promise.due_on, Promise.id)
    return db.session.scalars(query).all()


def open_promises(unit_id: int) -> Sequence[Promise]:
    """What a unit has promised and not done yet, the one that is due first before the others."""
    return promises_due(datetime.date.max, unit_ids=[unit_id])


def promises_due(
    until: datetime.date, *, unit_ids: Collection[int] | None = None, since: datetime.date | None = None
) -> Sequence[Promise]:
    """Open promises due by that day, overdue ones among them, the earliest first. `unit_ids`: None for every unit."""
    query = select(Promise).where(Promise.state.in_([state.value for state in OPEN]), Promise.due_on <= until)
    if unit_ids is not None:
        query = query.where(Promise.unit_id.in_(unit_ids))
    if since is not None:
        query = query.where(Promise.due_on >= since)
    return db.session.scalars(query.order_by(Promise.due_on, Promise.id)).all()


def history_of(promise: Promise) -> Sequence[PromiseEvent]:
    """All that happened to a promise, in order."""
    query = select(PromiseEvent).where(PromiseEvent.promise_id == promise.id).order_by(PromiseEvent.number)
    return db.session.scalars(query).all()


def elements_of(unit: Unit, year: int) -> tuple[str, ...]:
    """The codes of the elements that a unit is asked about, in the order of the questionnaire."""
    return asked_codes(current_survey().questionnaire, staff_of(unit.id, year))


def said_of(facts: PromiseFacts) -> dict[str, str | int | None]:
    """What a promise says, as JSON-able values by field: for its history, for the record and for stale forms."""
    return {
        "element": facts.element,
        "cause": facts.cause.strip(),
        "kind": facts.kind.value,
        "action": facts.action.strip(),
        "owner": facts.owner.strip(),
        "starts_on": facts.starts_on.isoformat(),
        "due_on": facts.due_on.isoformat(),
        "budget": facts.budget,
        "budget_source": facts.budget_source.value if facts.budget_source else None,
    }
