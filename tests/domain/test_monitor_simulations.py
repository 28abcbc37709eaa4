"""What the monitors find, and how often they rise for nothing, on units whose truth is known (ADR 18).

`make integrity` prints the figures of many units; the normal run tries a few, with the same seeds.
"""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Iterator
from random import Random
from statistics import median

import pytest

from portal.domain.monitors import Alarm, Monitor, Watched, alarms
from portal.domain.monitors.redemptions import VALID_DAYS, unusual_batches
from portal.domain.questionnaire import Channel
from tests.domain.traffic import MONDAY, ONE_DAY, a_habit, a_watched_unit, attacked, days_of

UNITS = int(os.environ.get("SIMULATED_UNITS", "6"))
LEARNT, YEAR, ATTACK = 200, 365, 20
FOUND_IN = 4
FALSE_ALARMS = 0.5
MANY = UNITS >= 100


@pytest.fixture(scope="module")
def figures() -> Iterator[list[str]]:
    """Collects what was found and prints it at the end (visible with `-s`)."""
    found: list[str] = []
    yield found
    print()
    print("\n".join(found))


def delay(random: Random, answer: int, number: int, *, second: bool = False) -> int | None:
    """Days until an alarm that speaks of an attack which doubles 15 ratings a day; 1: on its first day."""
    days = days_of(random, a_habit(random, 15, number), 240)
    start = MONDAY + (140 + number % 60) * ONE_DAY
    if second:
        earlier = start - (ATTACK + 28) * ONE_DAY
        days = attacked(random, days, earlier, answer=answer, rate=15, last=ATTACK)
    days = attacked(random, days, start, answer=answer, rate=15, last=ATTACK)
    end = start + (ATTACK - 1) * ONE_DAY
    found = alarms(Watched(days, {}), start=start - 20 * ONE_DAY, end=end)
    return min(((alarm.raised - start).days + 1 for alarm in found if alarm.raised >= start), default=None)


@pytest.mark.parametrize("second", [False, True], ids=["first", "second"])
@pytest.mark.parametrize("answer", [4, 1])
def test_an_attack_that_doubles_a_units_ratings_is_found_in_four_days(figures, answer, second):
    delays = [delay(Random(f"attack {answer} {second} {n}"), answer, n, second=second) for n in range(3 * UNITS)]
    found = sorted(one for one in delays if one is not None)
    share, soon = (100 * len(some) / len(delays) for some in (found, [one for one in found if one <= FOUND_IN]))
    name = f"all {answer}, 15 more a day{', four weeks after another attack' if second else ''}"
    figures.append(f"{name:<64} found {share:5.1f} %, median {median(found):.0f} days, {soon:5.1f} % in four days")
    assert share >= 90
    assert median(found) <= FOUND_IN


def most(units: int) -> float:
    """How many alarms for nothing so many units may have: of few, two standard errors more than the promise."""
    promised = FALSE_ALARMS * units
    return promised if MANY else promised + 2 * promised**0.5


def false_alarms(rate: float, number: int) -> list[Alarm]:
    """What rises in an honest year of a unit with two channels."""
    watched = a_watched_unit(Random(f"honest {rate} {number}"), rate, number, LEARNT + YEAR)
    start, end = MONDAY + LEARNT * ONE_DAY, MONDAY + (LEARNT + YEAR - 1) * ONE_DAY
    return alarms(watched, start=start, end=end) + unusual_codes(watched, start)


def unusual_codes(watched: Watched, start: datetime.date) -> list[Alarm]:
    """Days of issue that would have been an alarm on their last day: by then all codes have come back that will."""
    days = [day for day in watched.batches if day >= start]
    return [
        Alarm(Monitor.REDEMPTION, Channel.VERIFIED, day, day, day, one.found, one.usual)
        for day in days
        for one in unusual_batches(watched.batches, day + VALID_DAYS * ONE_DAY)
        if one.issued_on == day
    ]


@pytest.mark.parametrize("rate", [1, 5, 15, 60])
def test_a_unit_has_hardly_an_alarm_for_nothing_in_two_years(figures, rate):
    units = max(UNITS // 3, 2) if rate == 60 else UNITS
    found = [alarm for n in range(units) for alarm in false_alarms(rate, n)]
    by_monitor = Counter(f"{alarm.channel.value} {alarm.monitor.value}" for alarm in found)
    text = ", ".join(f"{name} {n / units:.2f}" for name, n in sorted(by_monitor.items()))
    figures.append(f"{rate} a day in each channel: alarms for nothing a year {len(found) / units:.2f} ({text})")
    assert len(found) <= most(units)


@pytest.mark.parametrize("rate", [1, 5, 15, 60])
def test_a_new_unit_is_left_in_peace_in_its_first_ninety_days(figures, rate):
    units = max(UNITS // 3, 2) if rate == 60 else UNITS
    found = 0
    for n in range(units):
        watched = a_watched_unit(Random(f"new {rate} {n}"), rate, n, 90)
        found += len(alarms(watched, start=MONDAY, end=MONDAY + 89 * ONE_DAY))
    figures.append(f"new unit, {rate} a day in each channel: alarms for nothing in 90 days {found / units:.2f}")
    assert found <= most(units)


@pytest.mark.parametrize("answer", [4, 1])
@pytest.mark.parametrize("age", [10, 30])
def test_nor_is_a_new_unit_unprotected(figures, age, answer):
    """A fivefold flood some days after the first rating."""
    delays = []
    for n in range(UNITS):
        random = Random(f"young {age} {answer} {n}")
        start = MONDAY + age * ONE_DAY
        days = attacked(random, days_of(random, a_habit(random, 15, n), 60), start, answer=answer, rate=60, last=10)
        found = alarms(Watched(days, {}), start=MONDAY, end=start + 9 * ONE_DAY)
        delays += [min(((one.raised - start).days + 1 for one in found if one.raised >= start), default=99)]
    figures.append(f"all {answer}, 60 more a day, unit {age} days old: median {median(delays):.0f} days")
    assert median(delays) <= FOUND_IN
