"""The open channel beside the verified one, over months: what creeps in too slowly for any week to show it.

Both channels see the same counter, so what a better or worse service moves, it moves in both; what only the open one
shows is of who rates there. Their usual distance is kept, since who rates without a code may be another public.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

from portal.domain.monitors.counters import WEEK, Counters, Series, week_of
from portal.domain.monitors.cusum import ALIKE, ANSWERS_ALIKE
from portal.domain.monitors.usual import sum_of

RECENT, BEFORE = 4, 26
"""Weeks that are compared: the last ones, and those before."""
FEWEST = 60
"""Ratings that each channel needs in both spans."""
SURE = 4.5
"""Standard errors that the distance must have moved by, as one looks each week."""
LEAST = 0.067
"""And the least move that matters: five points of the index from 25 to 100 are 0.067, one grade about 0.15."""


class Apart(NamedTuple):
    """How far open lies above verified, lately and before, as a share of the way from 1 to 4."""

    lately: float
    before: float


def apart(opened: Series, verified: Series, day: datetime.date) -> Apart | None:
    """The distance where it moved for sure by the last whole week before `day`; None where it did not."""
    end = week_of(day)
    recent = [_between(series, end - RECENT, end) for series in (opened, verified)]
    before = [_between(series, end - RECENT - BEFORE, end - RECENT) for series in (opened, verified)]
    if any(span.measured < FEWEST or not span.answers for span in recent + before):
        return None
    lately, earlier = (spans[0].mean - spans[1].mean for spans in (recent, before))
    error = sum(map(_variance, recent + before)) ** 0.5
    if abs(lately - earlier) < max(LEAST, SURE * error):
        return None
    return Apart(lately, earlier)


def _between(series: Series, first: int, end: int) -> Counters:
    return sum_of([one for day, one in series.items() if first <= week_of(day) < end])


def _variance(span: Counters) -> float:
    """Of the mean of a span; the ratings of a day are a little alike, and a span of weeks has days of many."""
    mean = span.mean
    alike = 1 + ALIKE * span.measured / (RECENT * WEEK)
    return ANSWERS_ALIKE * mean * (1 - mean) * alike / span.measured
