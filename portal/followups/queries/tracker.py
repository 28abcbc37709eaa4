"""The public tracker: promises with the one word that says where each stands, what is late before all else."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, select

from portal.core.extensions import db
from portal.core.paging import PAGE
from portal.domain.promises import FEWEST_VOICES, OPEN, Stand, State, Status, status_of
from portal.followups.models import Promise, PromiseVoice
from portal.followups.queries.voices import Voices, voices_of


@dataclass(frozen=True)
class Chosen:
    """What the tracker is filtered to; None for everything. `element`: its code."""

    unit_id: int | None = None
    element: str | None = None
    status: Status | None = None


@dataclass(frozen=True)
class Tracked:
    """A promise as everybody sees it on a day."""

    promise: Promise
    voices: Voices
    status: Status


@dataclass(frozen=True)
class Counts:
    """How many promises stand where."""

    by_status: Mapping[Status, int]

    def __getitem__(self, status: Status | str) -> int:
        return self.by_status.get(Status(status), 0)

    @cached_property
    def total(self) -> int:
        return sum(self.by_status.values())

    @property
    def open(self) -> int:
        """Those that are not done yet, the late ones among them."""
        return self[Status.OVERDUE] + self[Status.GOING] + self[Status.PLANNED]


@dataclass(frozen=True)
class Tracker:
    """A page of the tracker: its promises, how many the filter finds, and the counts without its status."""

    items: Sequence[Tracked]
    total: int
    page: int
    counts: Counts

    @property
    def is_last(self) -> bool:
        return self.page * PAGE >= self.total


def tracker(chosen: Chosen, page: int, today: datetime.date) -> Tracker:
    """The promises of a page, from 1: late ones first, those longest overdue before the others."""
    query, status = _select(chosen, today)
    counts = promise_counts(today, unit_id=chosen.unit_id, element=chosen.element)
    found = query.order_by(*_order(status)).limit(PAGE).offset((page - 1) * PAGE)
    items = _tracked(db.session.scalars(found).all(), today)
    return Tracker(items, counts[chosen.status] if chosen.status else counts.total, page, counts)


def open_first(unit_id: int, today: datetime.date, limit: int) -> list[Tracked]:
    """The first promises of a unit that are not done yet, late ones before the others."""
    voices = _voices()
    query = _joined(select(Promise), voices).where(Promise.unit_id == unit_id, _is_open())
    return _tracked(db.session.scalars(query.order_by(*_order(_status(voices, today))).limit(limit)).all(), today)


def all_tracked(chosen: Chosen, today: datetime.date) -> list[Tracked]:
    """Every promise that the filter finds, in the order of the tracker."""
    query, status = _select(chosen, today)
    return _tracked(db.session.scalars(query.order_by(*_order(status))).all(), today)


def tracked(promise: Promise, today: datetime.date) -> Tracked:
    """One promise as everybody sees it."""
    return _tracked([promise], today)[0]


def promise_counts(today: datetime.date, *, unit_id: int | None = None, element: str | None = None) -> Counts:
    """How many promises of a unit, about an element, or all, stand where."""
    voices = _voices()
    status = _status(voices, today)
    query = _joined(select(status, func.count()).select_from(Promise), voices).group_by(status)
    query = query.where(*_where(Chosen(unit_id, element)))
    return Counts({Status(code): count for code, count in db.session.execute(query)})


def _tracked(promises: Sequence[Promise], today: datetime.date) -> list[Tracked]:
    voices = voices_of(promises)
    return [_one(promise, voices.get(promise.id, Voices()), today) for promise in promises]


def _one(promise: Promise, voices: Voices, today: datetime.date) -> Tracked:
    return Tracked(promise, voices, status_of(State(promise.state), promise.due_on, voices.standing, today))


def _select(chosen: Chosen, today: datetime.date) -> tuple[Select[Any], ColumnElement[str]]:
    voices = _voices()
    status = _status(voices, today)
    query = _joined(select(Promise), voices).where(*_where(chosen))
    return (query.where(status == chosen.status.value) if chosen.status else query), status


def _where(chosen: Chosen) -> Iterable[ColumnElement[bool]]:
    if chosen.unit_id is not None:
        yield Promise.unit_id == chosen.unit_id
    if chosen.element is not None:
        yield Promise.element == chosen.element


def _order(status: ColumnElement[str]) -> tuple[ColumnElement[Any], ...]:
    rank = case({one.value: place for place, one in enumerate(Status)}, value=status)
    due_first = case((_is_open(), Promise.due_on))
    return rank, due_first, Promise.done_on.desc(), Promise.id.desc()


def _is_open() -> ColumnElement[bool]:
    return Promise.state.in_([state.value for state in OPEN])


def _voices() -> Subquery:
    """Confirmed and disputed by voices that weigh, per promise and round."""
    sums = [
        func.sum(case((PromiseVoice.stand == stand.value, 1), else_=0)).label(stand.value)
        for stand in (Stand.CONFIRM, Stand.DISPUTE)
    ]
    query = select(PromiseVoice.promise_id, PromiseVoice.round, *sums)
    query = query.where(PromiseVoice.weighs)
    return query.group_by(PromiseVoice.promise_id, PromiseVoice.round).subquery("voices")


def _joined(query: Any, voices: Subquery) -> Any:
    same_round = and_(voices.c.promise_id == Promise.id, voices.c.round == Promise.round)
    return query.outerjoin(voices, same_round)


def _status(voices: Subquery, today: datetime.date) -> ColumnElement[str]:
    """`domain.promises.status_of` for the database; a test holds both together."""
    confirmed, disputed = voices.c[Stand.CONFIRM.value], voices.c[Stand.DISPUTE.value]
    total = confirmed + disputed
    is_done, is_heard = Promise.state == State.DONE.value, total >= FEWEST_VOICES
    return case(
        (and_(_is_open(), Promise.due_on < today), Status.OVERDUE.value),
        (and_(is_done, is_heard, 3 * confirmed >= 2 * total), Status.CONFIRMED.value),
        (and_(is_done, is_heard, 2 * disputed > total), Status.DISPUTED.value),
        else_=Promise.state,
    )
