"""Believable days of a unit, and attacks on it, to try the monitors on.

Weekdays differ, the year swings by thirty per cent, pay days double, single days scatter by thirty per cent, and the
answers and the share of straight lines drift over the year.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from math import exp, pi, sin
from random import Random
from typing import NamedTuple

from portal.domain.monitors import Batch, Counters, Watched, counted

MONDAY = datetime.date(2026, 1, 5)
ONE_DAY = datetime.timedelta(days=1)
WEEKDAYS = (1.6, 1.3, 1.2, 1.2, 1.2, 0.4, 0.1)
PAY_DAYS, PAY_DAY = (1, 2), 2.0
SEASON, SCATTER, STRAIGHT_DRIFT = 0.3, 0.3, 0.07
STRAIGHT = (0.30, 0.45, 0.60)
"""Shares of honest straight lines, by which units differ."""
ELEMENTS, POOL = 9, 2000

Truth = tuple[int, int, int, int]
Drift = tuple[Truth, Truth]
"""Between which percentages of the answers 1 to 4 a unit moves over the year."""
TRUTHS: tuple[Drift, ...] = (
    ((3, 7, 36, 54), (1, 4, 30, 65)),
    ((2, 5, 33, 60), (2, 5, 33, 60)),
    ((2, 4, 10, 84), (1, 2, 5, 92)),
    ((15, 10, 30, 45), (10, 8, 27, 55)),
)


class Habit(NamedTuple):
    """How a unit is rated: ratings a day, the share of straight lines, the answers, and where its year swings."""

    rate: float
    straight: float
    drift: Drift
    phases: tuple[float, float, float]


def a_habit(random: Random, rate: float, number: int) -> Habit:
    """One unit of many, in turn with each share of straight lines."""
    phases = random.random(), random.random(), random.random()
    return Habit(rate, STRAIGHT[number % len(STRAIGHT)], random.choice(TRUTHS), phases)


def days_of(random: Random, habit: Habit, days: int) -> dict[datetime.date, Counters]:
    """So many honest days from MONDAY on."""
    return {MONDAY + n * ONE_DAY: _day(random, habit, n) for n in range(days)}


def _day(random: Random, habit: Habit, number: int) -> Counters:
    day = MONDAY + number * ONE_DAY
    busy, better, straighter = (sin(2 * pi * (number / 365 + phase)) for phase in habit.phases)
    level = habit.rate * (1 + SEASON * busy) * WEEKDAYS[day.weekday()] * (PAY_DAY if day.day in PAY_DAYS else 1)
    n = poisson(random, level * random.gammavariate(SCATTER**-2, SCATTER**2))
    straight = habit.straight + STRAIGHT_DRIFT * straighter
    return counted(_rating(random, habit.drift[random.random() < (1 + better) / 2], straight) for _ in range(n))


def _rating(random: Random, truth: Truth, straight: float) -> str:
    return random.choice(_pool(truth, is_straight=random.random() < straight))


@cache
def _pool(truth: Truth, *, is_straight: bool) -> list[str]:
    """Ratings to pick from: drawing each answer anew takes most of a simulation's time."""
    random = Random(f"{truth} {is_straight}")
    drawn = (random.choices("1234", truth, k=1 if is_straight else ELEMENTS) for _ in range(POOL))
    return ["".join(answers) * (ELEMENTS if is_straight else 1) for answers in drawn]


def poisson(random: Random, level: float) -> int:
    """A count of that level."""
    if level > 200:
        return max(round(random.gauss(level, level**0.5)), 0)
    limit, n, product = exp(-level), 0, random.random()
    while product > limit:
        n += 1
        product *= random.random()
    return n


def attacked(
    random: Random, days: Mapping[datetime.date, Counters], start: datetime.date, *, answer: int, rate: float, last: int
) -> dict[datetime.date, Counters]:
    """The same days with fakes of one answer throughout on `last` of them from `start` on."""
    result = dict(days)
    for day in (start + n * ONE_DAY for n in range(last)):
        fakes = counted([str(answer) * ELEMENTS] * poisson(random, rate))
        result[day] = result.get(day, Counters()).plus(fakes)
    return result


def codes_for(random: Random, verified: Mapping[datetime.date, Counters], share: float) -> dict[datetime.date, Batch]:
    """Codes issued each day, of which about that share came back."""
    batches = {}
    for day, one in verified.items():
        back = max(random.betavariate(20 * share, 20 * (1 - share)), 0.05)
        batches[day] = Batch(max(round(one.n / back), one.n), one.n)
    return batches


def a_watched_unit(random: Random, rate: float, number: int, days: int) -> Watched:
    """A unit with as many ratings in either channel, and codes for the verified ones."""
    habit = a_habit(random, rate, number)
    opened, verified = days_of(random, habit, days), days_of(random, habit, days)
    return Watched(opened, verified, codes_for(random, verified, random.choice((0.3, 0.5, 0.7))))
