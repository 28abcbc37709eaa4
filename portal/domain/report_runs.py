"""Where a city report stands that somebody asked for: between asked and made, and when it is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

LOST_AFTER = timedelta(minutes=5)
"""A report that gives no sign of life for so long was broken off: one unit takes far less than a second."""
KEPT_FOR = timedelta(days=14)
KEPT_MOST = 3
"""Files of a whole city are large, and can be made again at any time."""


class ReportState(StrEnum):
    """How far a report has come; all but the first two are its end."""

    WAITING = "waiting"
    GOING = "going"
    MADE = "made"
    CANCELLED = "cancelled"
    FAILED = "failed"
    BROKEN_OFF = "broken_off"
    FORGOTTEN = "forgotten"
    """It was made, and its file deleted since."""


UNDER_WAY = frozenset({ReportState.WAITING, ReportState.GOING})


def report_state(*, outcome: str | None, seen_at: datetime | None, at: datetime) -> ReportState:
    """Where a report stands at an instant. `seen_at`: its last sign of life, None before it has begun."""
    if outcome is not None:
        return ReportState(outcome)
    if seen_at is None:
        return ReportState.WAITING
    return ReportState.BROKEN_OFF if at - seen_at >= LOST_AFTER else ReportState.GOING
