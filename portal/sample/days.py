"""On which days the latest ratings of some units came in, so that the monitors have weeks to compare with.

Ratings of other units come as imports do, without days. Here they are spread evenly over the hours an office is open:
what is unusual in the sample city is unusual on purpose.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from portal.domain.periods import month_of, previous_month
from portal.domain.questionnaire import Channel
from portal.domain.signals import Reason
from portal.sample.city import UNITS
from portal.sample.flow import RUNNING_MONTH, months_until
from portal.sample.ratings import SampleRating
from portal.sample.seasons import season_of

ATTACKED, DISPUTED, NOISY = "rsud-sele-be-solu", "dukcapil", "dinas-sosial"
"""Units with a brigade that is over, with one that goes on, and with ratings that nobody decided in seven days."""
WATCHED = frozenset({ATTACKED, DISPUTED, NOISY})
ENDED_MONTHS = 3
WITHOUT_PROOF = 10
"""Open ratings of NOISY that came by one address without a proof of work."""
BRIGADE_DAYS = 5
_BEFORE_THE_END = 10
"""Days of the month that follow: its honest ratings end the alarm, two officers decide, and the seventh day comes."""
_OPEN_HOURS = (10, 10, 10, 10, 10, 3, 1)
"""Ratings from Monday to Sunday."""
_TURN = 0.6180339887498949
"""Parts of a whole, added again and again, fall evenly everywhere."""


def past_days(day: datetime.date) -> list[datetime.date]:
    """The days of the brigade that is over, seen from `day`: Monday to Friday of a week in the month before."""
    last = day.replace(day=1) - datetime.timedelta(days=1 + _BEFORE_THE_END)
    friday = last - datetime.timedelta(days=(last.weekday() - 4) % 7)
    return [friday - datetime.timedelta(days=back) for back in reversed(range(BRIGADE_DAYS))]


def dated(ratings: Iterable[SampleRating], *, day: datetime.date) -> Iterator[SampleRating]:
    """The ratings in their order, those of the watched units and latest months with their days up to `day`."""
    latest = frozenset(months_until(month_of(day), ENDED_MONTHS))
    seen: Counter[tuple[str, Channel, str]] = Counter()
    for rating in ratings:
        if rating.unit not in WATCHED or rating.month not in latest:
            yield rating
            continue
        place = rating.unit, rating.channel, rating.month
        seen[place] += 1
        if place == (NOISY, Channel.OPEN, previous_month(month_of(day))) and seen[place] <= WITHOUT_PROOF:
            yield replace(rating, day=past_days(day)[-1], signals=(Reason.NO_PROOF,))
        else:
            yield replace(rating, day=_day(rating, day, seen[place]))


def _day(rating: SampleRating, today: datetime.date, number: int) -> datetime.date | None:
    """The day of a month's rating, the number-th; None beyond what the month's days until now can hold.

    Of a busy season no more have days than of a quiet one, as if the rest were on paper: a rush is no attack.
    """
    slots = _slots(rating.month, today)
    place = number * _TURN % 1 * _rush(rating.unit, rating.month, month_of(today))
    return slots[int(place * len(slots))] if place < 1 else None


@lru_cache(maxsize=64)
def _rush(unit: str, month: str, running: str) -> float:
    """How many times the visits of the quietest of the latest months this month has."""
    season = next(plan.season for plan in UNITS if plan.slug == unit)
    quietest = min(season_of(season, one).visits for one in months_until(running, ENDED_MONTHS))
    return season_of(season, month).visits / quietest


@lru_cache(maxsize=16)
def _slots(month: str, today: datetime.date) -> Sequence[datetime.date | None]:
    """The days of a month, each as often as it has open hours; the running one until today, filled up with None."""
    first = datetime.date.fromisoformat(f"{month}-01")
    days = [first + datetime.timedelta(days=n) for n in range(31)]
    whole = [day for day in days if month_of(day) == month for _ in range(_OPEN_HOURS[day.weekday()])]
    elapsed = [day for day in whole if day <= today]
    if month != month_of(today):
        return whole
    return [*elapsed, *[None] * (round(RUNNING_MONTH * len(whole)) - len(elapsed))]
