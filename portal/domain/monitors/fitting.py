"""Which ratings an alarm holds: those of its days that show what it saw, and for which reason each is held.

The more an alarm says about single ratings, the earlier it is asked; an alarm of the count says nothing about them and
holds what is left of its days. Nobody decides here: holding is a question to two officers.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from portal.domain.monitors.alarms import Alarm, Monitor
from portal.domain.monitors.counters import answers_of, is_straight
from portal.domain.questionnaire import Channel
from portal.domain.signals import Reason

TOP, BOTTOM = 3.7, 2.0
"""Means of a rating from which on it is one of the best, and down to which one of the worst."""
_ORDER = (
    Monitor.MEAN_DOWN,
    Monitor.MEAN_UP,
    Monitor.BELOW_VERIFIED,
    Monitor.ABOVE_VERIFIED,
    Monitor.STRAIGHT_LINES,
    Monitor.REDEMPTION,
    Monitor.COUNT,
)
_SIDED = frozenset({Monitor.MEAN_DOWN, Monitor.MEAN_UP})


class Candidate(NamedTuple):
    """A rating that waits: who knows which, where it came in and when, and its answers, a digit each."""

    response_id: bytes
    channel: Channel
    day: datetime.date
    packed: str


def reasons(alarms: Collection[Alarm], ratings: Iterable[Candidate]) -> dict[bytes, Reason]:
    """The ratings to hold, each with its reason; those that fit no alarm are not there."""
    ordered = sorted((alarm for alarm in alarms if alarm.reason), key=lambda alarm: _ORDER.index(alarm.monitor))
    found: dict[bytes, Reason] = {}
    for rating in ratings:
        speaking = {
            alarm.monitor: alarm.reason
            for alarm in ordered
            if alarm.channel is rating.channel and alarm.is_about(rating.day) and alarm.reason
        }
        reason = _first(speaking, rating.packed)
        if reason is not None:
            found[rating.response_id] = reason
    return found


def _first(speaking: Mapping[Monitor, Reason], packed: str) -> Reason | None:
    return next((reason for monitor, reason in speaking.items() if _fits(monitor, packed, speaking)), None)


def _fits(monitor: Monitor, packed: str, speaking: Collection[Monitor]) -> bool:
    given = answers_of(packed)
    match monitor:
        case Monitor.MEAN_UP | Monitor.ABOVE_VERIFIED:
            return sum(given) >= TOP * len(given)
        case Monitor.MEAN_DOWN | Monitor.BELOW_VERIFIED:
            return sum(given) <= BOTTOM * len(given)
        case Monitor.STRAIGHT_LINES:
            # Where a mean moved the same day, the flood has a side, and the other side's straight lines are honest.
            return is_straight(packed) and not _SIDED & set(speaking)
        case _:
            return True
