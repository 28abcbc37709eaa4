"""How urgent it is what waits, from the day by which it is due: one rule for the workplace and the day's letter."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol, TypeVar

SOON = 7
"""Days ahead that count as soon: on a Friday the Monday after must not look far away."""


class Urgency(StrEnum):
    """The most urgent first."""

    OVERDUE = "overdue"
    SOON = "soon"
    """Today and the seven days after."""
    LATER = "later"
    UNDATED = "undated"


class Dated(Protocol):
    """What may have a day by which it is due."""

    @property
    def due(self) -> datetime.date | None: ...


Thing = TypeVar("Thing", bound=Dated)


def urgency(due: datetime.date | None, day: datetime.date) -> Urgency:
    """How urgent something is on a day; what is due on that very day is not overdue."""
    if due is None:
        return Urgency.UNDATED
    left = (due - day).days
    if left < 0:
        return Urgency.OVERDUE
    return Urgency.SOON if left <= SOON else Urgency.LATER


def by_urgency(things: Iterable[Thing], day: datetime.date) -> dict[Urgency, list[Thing]]:
    """Groups, the most urgent first and none empty; in each the earliest first, and what is due together as given."""
    ordered = sorted(things, key=lambda thing: thing.due or datetime.date.max)
    groups = {one: [thing for thing in ordered if urgency(thing.due, day) is one] for one in Urgency}
    return {one: found for one, found in groups.items() if found}
