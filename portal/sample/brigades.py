"""Ratings of the sample city that nobody owes to a visit: brigades, and a device that rated twice.

They come on top of the city's own ratings, in the open channel alone: no verified score knows of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from portal.domain.periods import month_of
from portal.domain.questionnaire import Channel, Source
from portal.domain.respondents import Respondent
from portal.domain.signals import Reason
from portal.sample.days import ATTACKED, BRIGADE_DAYS, DISPUTED, past_days
from portal.sample.ratings import SampleRating

PRAISE_A_DAY, BLAME_A_DAY, REPEATED = 7, 8, 4
BLAME_DAYS = 3
EXTRA = PRAISE_A_DAY * BRIGADE_DAYS + BLAME_A_DAY * BLAME_DAYS + REPEATED
"""How many ratings all of this is."""

_SATURDAY = 5


@dataclass(frozen=True)
class _Target:
    unit: str
    service: str


_PRAISED, _BLAMED = _Target(ATTACKED, "rsud-rawat-jalan"), _Target(DISPUTED, "ktp-el")


def running_days(day: datetime.date) -> list[datetime.date]:
    """The working days of the brigade that goes on, seen from `day`; none before its month; some may be alike."""
    before = (day - datetime.timedelta(days=back) for back in range(1, 7))
    working = list(islice((one for one in before if one.weekday() < _SATURDAY), BLAME_DAYS))
    return [max(day.replace(day=1), one) for one in reversed(working)]


def past_ratings(*, codes: Sequence[str], day: datetime.date) -> Iterator[SampleRating]:
    """The best answer throughout, for some days on end."""
    for one in past_days(day):
        yield from [_rating(_PRAISED, "4" * len(codes), one)] * PRAISE_A_DAY


def running_ratings(*, codes: Sequence[str], day: datetime.date) -> Iterator[SampleRating]:
    """The worst answer throughout, until yesterday; and today one device that rated a service again and again."""
    for one in running_days(day):
        yield from [_rating(_BLAMED, "1" * len(codes), one)] * BLAME_A_DAY
    repeated = "".join(islice(cycle("343"), len(codes)))
    yield from [_rating(_BLAMED, repeated, day, Reason.REPEAT_DEVICE)] * REPEATED


def _rating(target: _Target, ratings: str, day: datetime.date, *signals: Reason) -> SampleRating:
    return SampleRating(
        unit=target.unit,
        service=target.service,
        month=month_of(day),
        channel=Channel.OPEN,
        source=Source.WEB,
        ratings=ratings,
        comment="",
        respondent=Respondent(),
        day=day,
        signals=signals,
    )
