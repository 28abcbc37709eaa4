"""What the monitors are given: integers of a unit, a channel and a day, in which no single rating can be seen."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from portal.domain.questionnaire import ANSWERS, BLANK

WEEK = 7
_STEPS = ANSWERS[-1] - ANSWERS[0]


class Counters(NamedTuple):
    """Ratings that came in (`n`), and of those whose answers were looked at (`measured`): how many gave one answer
    throughout, the sum of all answers less one (`points`, 0 to 3 each), and how many answers that is.

    `measured` is `n` on a recent day. What is older lies on the Monday of its week, or later, for the whole span.
    """

    n: int = 0
    measured: int = 0
    straight: int = 0
    points: int = 0
    answers: int = 0

    def plus(self, other: Counters) -> Counters:
        """Both together."""
        return Counters(*(one + another for one, another in zip(self, other, strict=True)))

    @property
    def mean(self) -> float:
        """The answers' mean as a share of the way from 1 to 4; ZeroDivisionError without an answer."""
        return self.points / (_STEPS * self.answers)

    @property
    def share(self) -> float:
        """The share of one answer throughout; ZeroDivisionError where nothing was measured."""
        return self.straight / self.measured


Series = Mapping[datetime.date, Counters]
"""The days of one unit and channel; a day that is not there had no ratings."""


def counted(packed: Iterable[str]) -> Counters:
    """Counters of ratings as they are stored, a digit an answer."""
    n = straight = points = answers = 0
    for rating in packed:
        given = answers_of(rating)
        n += 1
        straight += is_straight(rating)
        points += sum(given) - len(given)
        answers += len(given)
    return Counters(n, n, straight, points, answers)


def answers_of(packed: str) -> list[int]:
    """The answers of a rating without its blanks."""
    return [int(digit) for digit in packed if int(digit) != BLANK]


def is_straight(packed: str) -> bool:
    """Whether one answer was given throughout."""
    return len(set(answers_of(packed))) == 1


def week_of(day: datetime.date) -> int:
    """A number for the week from Monday to Sunday that holds the day; the next week has the next number."""
    return (day.toordinal() - 1) // WEEK


def first_of(week: int) -> datetime.date:
    """The Monday of a week."""
    return datetime.date.fromordinal(week * WEEK + 1)
