"""Where a month stands between running and closed, and where a release stands that somebody asked for."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

LOST_AFTER = timedelta(minutes=15)
"""A release that gives no sign of life for so long was broken off: one step, a unit's, takes far less."""


class MonthState(StrEnum):
    """A month is over before it is closed; ratings of it wait until then."""

    RUNNING = "running"
    ENDED = "ended"
    CLOSED = "closed"


class RunKind(StrEnum):
    """What a release is asked to do: draw what is due and publish, or close a month besides."""

    PUBLISH = "publish"
    CLOSE = "close"


class RunState(StrEnum):
    """How far a release has come; all but the first two are its end."""

    WAITING = "waiting"
    GOING = "going"
    PUBLISHED = "published"
    ALREADY_CLOSED = "already_closed"
    """Its month was closed before its turn came; nothing was done."""
    CANCELLED = "cancelled"
    FAILED = "failed"
    BROKEN_OFF = "broken_off"


UNDER_WAY = frozenset({RunState.WAITING, RunState.GOING})
WENT_WRONG = frozenset({RunState.FAILED, RunState.BROKEN_OFF})


def month_state(month: str, *, this_month: str, closed: str | None) -> MonthState:
    """Where a month stands. `closed`: the latest month that was closed, and with it all before; None for none."""
    if closed is not None and month <= closed:
        return MonthState.CLOSED
    return MonthState.RUNNING if month >= this_month else MonthState.ENDED


def run_state(*, outcome: str | None, seen_at: datetime | None, at: datetime) -> RunState:
    """Where a release stands at an instant. `seen_at`: its last sign of life, None before it has begun."""
    if outcome is not None:
        return RunState(outcome)
    if seen_at is None:
        return RunState.WAITING
    return RunState.BROKEN_OFF if at - seen_at >= LOST_AFTER else RunState.GOING
