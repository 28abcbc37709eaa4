"""What waits for somebody today. Each feature tells its own duties; nobody below has to know who is above."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask import current_app
from flask_babel import LazyString

from portal.domain.permissions import Grant


@dataclass(frozen=True)
class Person:
    """Who is asked about: the address of the account, and all that it holds."""

    email: str
    grants: frozenset[Grant]


@dataclass(frozen=True)
class Duty:
    """One thing that waits: a sentence, where it is done, by when (None: no date)."""

    text: str | LazyString
    href: str
    due: datetime.date | None = None
    key: str = ""
    """What tells it from others done at the same place, and stays while text and date change; empty: the text."""
    is_shared: bool = False
    """Whether all who hold the role see it, so that a leaver leaves nothing behind."""


@dataclass(frozen=True)
class Duties:
    """A feature's answers: what waits for a person, what in a unit, and how a leaver's own work is passed on."""

    of_person: Callable[[Person, datetime.date], Sequence[Duty]]
    of_unit: Callable[[str], Sequence[Duty]] | None = None
    """Open work of a unit, by slug, which must be done before the unit can be closed."""
    hand_over: Callable[[str, str], int] | None = None
    """Give what one account (by address) has begun to another; how many pieces that was."""


def duties_of_person(person: Person, day: datetime.date) -> list[Duty]:
    """All that waits for somebody, the most urgent first."""
    found = [duty for source in _sources() for duty in source.of_person(person, day)]
    return sorted(found, key=lambda duty: duty.due or datetime.date.max)


def duties_of_unit(unit: str) -> list[Duty]:
    """All open work of a unit."""
    return [duty for source in _sources() if source.of_unit for duty in source.of_unit(unit)]


def hand_over(leaver: str, successor: str) -> int:
    """Pass on all that a leaver has begun; how many pieces. Inside the transaction that closes the account."""
    return sum(source.hand_over(leaver, successor) for source in _sources() if source.hand_over)


def _sources() -> Iterable[Duties]:
    sources: Iterable[Duties] = current_app.extensions["portal"].duties
    return sources
