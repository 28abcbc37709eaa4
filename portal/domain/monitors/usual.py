"""What is usual for a unit: from its own recent weeks, so chosen that an attack in some of them does not move it.

A value is the median over whole weeks, and the last week is left out: an attack must fill more than half of them before
it becomes the usual. A unit without enough weeks is compared with cautious values of any unit instead.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from math import sqrt
from statistics import median
from typing import NamedTuple

from portal.domain.monitors.counters import WEEK, Counters, Series, first_of, week_of

WEEKS = 8
"""Weeks that make the usual. An attack of twenty days fills three of them, four at most, and the median stands; twice
as many would lag behind the seasons (the middle of these lies five weeks back)."""
LEFT_OUT = 7
"""Days before today that are not looked at yet, so that an attack is not measured by itself."""
FEWEST_WEEKS = 3
"""Fewer make no median. Until then (`Usual.is_young`) the unit's few days speak, with the values of any unit."""
FEWEST_DAYS = 7
NEW_UNIT = 100.0
"""Ratings a day that a unit may have in its first week: nobody knows yet, and only a flood is far above that."""
EARLY = 1.3
"""By how much days of the first weeks may be above their median: the week's pattern is not known yet."""
PATTERN_WEEKS = 12
PATTERN_WEIGHT = 14.0
"""Ratings of an even week that the pattern of weekdays starts from, so that a small unit gets none from chance."""
QUIET = 0.5
"""Ratings a day below which no day is expected: an office is closed on Sunday, a phone is not."""

PRIOR_RATINGS = 30
"""How many ratings of the unit the values of any unit weigh."""
STRAIGHT, HIGH, LOW = 0.60, 0.90, 0.70
"""Values of any unit, each on the cautious side: six in ten straight lines, a mean near the top for alarms of a rise,
and a lower one for alarms of a fall."""


class Usual(NamedTuple):
    """Ratings of this weekday, the share of straight lines, and the mean (0 to 1), once for each direction."""

    n: float
    straight: float
    high: float
    low: float
    is_young: bool


class History:
    """A unit's and channel's days, summed by week once, to say what was usual on any of its days."""

    def __init__(self, series: Series) -> None:
        self._series = series
        self._first = min((day for day, one in series.items() if one.n), default=datetime.date.max)
        self._weeks: dict[int, Counters] = {}
        for day, one in series.items():
            week = week_of(day)
            self._weeks[week] = self._weeks.get(week, Counters()).plus(one)

    def usual(self, day: datetime.date) -> Usual:
        """What is usual on that day, from what came before it alone."""
        last = week_of(day - datetime.timedelta(days=LEFT_OUT)) - 1
        weeks = [self._week(week) for week in self._known(last, WEEKS)]
        if len(weeks) < FEWEST_WEEKS:
            return self._young(day)
        typical = median(week.n for week in weeks)
        level = (typical + _doubt(typical, len(weeks))) / WEEK
        n = max(QUIET, level * self._pattern(day, last))
        return Usual(n, *_values(weeks), is_young=False)

    def _young(self, day: datetime.date) -> Usual:
        before = [self._series[one] for one in self._days_before(day)]
        busy = [one.n for one in before if one.n]
        n = NEW_UNIT if len(busy) < FEWEST_DAYS else max(QUIET, EARLY * median(busy))
        whole = [sum_of(before)] if before else []
        return Usual(n, *_values(whole), is_young=True)

    def _days_before(self, day: datetime.date) -> Iterator[datetime.date]:
        return (one for one in self._series if one < day)

    def _known(self, last: int, most: int) -> range:
        """The numbers of the last weeks up to `last`, from the first whole week of the unit on."""
        if self._first == datetime.date.max:
            return range(0)
        return range(max(week_of(self._first) + 1, last - most + 1), last + 1)

    def _week(self, week: int) -> Counters:
        return self._weeks.get(week, Counters())

    def _pattern(self, day: datetime.date, last: int) -> float:
        """How this weekday compares with an even week."""
        weeks = self._known(last, PATTERN_WEEKS)
        place = datetime.timedelta(days=day.weekday())
        of_day = sum(self._series.get(first_of(week) + place, Counters()).n for week in weeks)
        of_all = sum(self._week(week).n for week in weeks)
        return (of_day + PATTERN_WEIGHT / WEEK) * WEEK / (of_all + PATTERN_WEIGHT)


def sum_of(counters: list[Counters]) -> Counters:
    """All together."""
    total = Counters()
    for one in counters:
        total = total.plus(one)
    return total


def _doubt(typical: float, weeks: int) -> float:
    """How far the median of so many weeks may lie too low by chance."""
    return 1.25 * sqrt(typical / weeks)


def _values(weeks: list[Counters]) -> tuple[float, float, float]:
    """Straight lines, and the mean for either direction: medians of the weeks, with the values of any unit."""
    measured = [week for week in weeks if week.measured and week.answers]
    n = sum(week.measured for week in measured)
    return (
        _blended(measured, n, lambda week: week.share, STRAIGHT),
        _blended(measured, n, lambda week: week.mean, HIGH),
        _blended(measured, n, lambda week: week.mean, LOW),
    )


def _blended(weeks: list[Counters], n: int, value: Callable[[Counters], float], prior: float) -> float:
    own: float = median([value(week) for week in weeks] or [prior])
    return (own * n + prior * PRIOR_RATINGS) / (n + PRIOR_RATINGS)
