"""What the method promises of the effect of a promise, tried on promises that do nothing, and on some that do.

Each promise is about the weakest element of the worst unit of its kind, in the period that triggered it. `make
simulations` tries every case and prints the figures; in the normal run a few cases with a fixed seed do.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

import pytest

from portal.domain.change import Direction, Stratum
from portal.domain.effect import Effect, Pair, Silence, effect
from portal.domain.histograms import EMPTY, Histogram, answered, mean_of, pooled
from portal.domain.intervals import element_interval
from portal.domain.rules import MINIMUM_PUBLISHED
from portal.domain.scoring import ElementScore, element_index

ELEMENTS = 9
RUNS = int(os.environ.get("SIMULATED_PROMISES", "100"))
MANY = RUNS >= 300

Truth = tuple[float, ...]
"""Percentages of the answers 1, 2, 3 and 4."""
Mix = tuple[tuple[int, int, int], tuple[int, int, int]]
"""Percentages of the ratings that each of three services has, before and after."""

WEAK: Truth = (5, 15, 45, 35)
USUAL: Truth = (2, 5, 33, 60)
CEILING: Truth = (2, 3, 5, 90)
NEAR: tuple[Truth, ...] = ((2, 8, 40, 50), USUAL, (2, 4, 24, 70))
FAR: tuple[Truth, ...] = ((10, 20, 40, 30), USUAL, (1, 1, 8, 90))

STEADY: Mix = (40, 30, 30), (40, 30, 30)
TENTH: Mix = (40, 30, 30), (30, 30, 40)
THIRD: Mix = (50, 30, 20), (20, 30, 50)


class City(NamedTuple):
    """A kind of unit: one keeps a promise, `others` keep none. Answers move by points of 1 to 4.

    `dip`: how bad the trigger really was for that unit; `drift`: how far all move; `wander`: standard deviation of what
    each moves by itself; `rise`: what the promise does.
    """

    services: tuple[Truth, ...] = (USUAL,)
    n: int = 60
    others: int = 5
    alike: float = 0.3
    mix: Mix = STEADY
    mix_of_others: Mix = STEADY
    dip: float = 0.0
    drift: float = 0.0
    wander: float = 0.0
    rise: float = 0.0
    is_trigger_baseline: bool = False
    """What the method forbids."""


class Found(NamedTuple):
    """Percentages of promises: called a rise; the same by the rule of section 6 alone; of which nothing was said."""

    up: float
    plain: float
    silent: float


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """Collects a line for each simulation and prints them at the end (visible with `-s`)."""
    lines: list[str] = []
    yield lines
    print()
    print(f"{'':<66}{'naik':>7}{'section 6 alone':>18}{'nothing said':>15}   of {RUNS} promises")
    for line in lines:
        print(line)


def note(table: list[str], name: str, found: Found) -> None:
    table.append(f"{name:<66}{found.up:6.1f} %{found.plain:16.1f} %{found.silent:13.1f} %")


# --- respondents -------------------------------------------------------------------------------------------------


def moved(truth: Truth, by: float) -> Truth:
    """The truth with its mean moved: people go up (or down) one answer each, the content ones first."""
    shares, left = [float(share) for share in truth], abs(by) * 100
    steps = [(2, 3), (1, 2), (0, 1)] if by > 0 else [(3, 2), (2, 1), (1, 0)]
    for source, goal in steps:
        part = min(shares[source], left)
        shares[source], shares[goal], left = shares[source] - part, shares[goal] + part, left - part
    return tuple(shares)


def answers(random: Random, truth: Truth, n: int) -> Histogram:
    """The answers of n respondents to one element; who leaves it blank is none of the n."""
    given = random.choices((1, 2, 3, 4), truth, k=n)
    return (given.count(1), given.count(2), given.count(3), given.count(4))


def a_sheet(random: Random, truth: Truth, n: int, alike: float) -> list[Histogram]:
    """All nine elements; a share `alike` of the respondents gives one answer throughout."""
    same = random.choices((1, 2, 3, 4), truth, k=sum(random.random() < alike for _ in range(n)))
    line = (same.count(1), same.count(2), same.count(3), same.count(4))
    return [pooled([line, answers(random, truth, n - len(same))]) for _ in range(ELEMENTS)]


def an_element(histogram: Histogram) -> ElementScore:
    n = answered(histogram)
    limits = element_interval(histogram)
    return ElementScore(n, None, element_index(histogram), None, limits, histogram, None, None)


def a_stratum(before: Histogram, after: Histogram) -> Stratum:
    first, second = (element_index(h) if answered(h) >= MINIMUM_PUBLISHED else None for h in (before, after))
    return Stratum(answered(before), answered(after), first, second)


def a_pair(before: list[Histogram], after: list[Histogram]) -> Pair:
    strata = [a_stratum(first, second) for first, second in zip(before, after, strict=True)]
    return Pair(an_element(pooled(before)), an_element(pooled(after)), strata)


def a_period(random: Random, city: City, shares: tuple[int, int, int], n: int, by: float) -> list[Histogram]:
    """The element in each service of a unit."""
    if len(city.services) == 1:
        return [answers(random, moved(city.services[0], by), n)]
    parts = zip(city.services, shares, strict=True)
    return [answers(random, moved(truth, by), n * share // 100) for truth, share in parts]


def worst_of_all(random: Random, city: City) -> Histogram:
    """The weakest element in the trigger, of all units of the kind: its true worth is that of all others."""
    truth = moved(city.services[0], -city.dip)
    sheets = (a_sheet(random, truth, city.n, city.alike) for _ in range(city.others + 1))
    return min((element for sheet in sheets for element in sheet), key=mean_of)


# --- promises ----------------------------------------------------------------------------------------------------


def a_promise(random: Random, city: City) -> tuple[Effect | Silence, bool]:
    """The effect of one promise, and whether section 6 alone would have said "naik"."""
    own, *others = [a_unit(random, city, is_own=not place) for place in range(city.others + 1)]
    if city.is_trigger_baseline:
        own = a_pair([worst_of_all(random, city)], [own.after.histogram or EMPTY])
    answer = effect(own, others)
    return answer, isinstance(answer, Effect) and is_plainly_up(own, others)


def a_unit(random: Random, city: City, *, is_own: bool) -> Pair:
    n = city.n if is_own else random.randint(max(40, city.n // 2), 2 * city.n)
    by = city.drift + (random.gauss(0, city.wander) if city.wander else 0) + (city.rise if is_own else 0)
    first, second = city.mix if is_own else city.mix_of_others
    return a_pair(a_period(random, city, first, n, 0), a_period(random, city, second, n, by))


def is_plainly_up(own: Pair, others: list[Pair]) -> bool:
    """The word by section 6 alone, in floats: no fixed mix, and nothing that units do by themselves."""
    (d, down, _up), like = _sides(own), [_sides(pair) for pair in others]
    usual = sum(one[0] for one in like) / len(like)
    variance = down**2 + sum(one[2] ** 2 for one in like) / len(like) ** 2
    return d - usual > math.sqrt(variance)


def _sides(pair: Pair) -> tuple[float, float, float]:
    assert pair.before.interval is not None
    assert pair.after.interval is not None
    assert pair.before.index is not None
    assert pair.after.index is not None
    i1, i2 = float(pair.before.index), float(pair.after.index)
    (l1, u1), (l2, u2) = (map(float, limits) for limits in (pair.before.interval, pair.after.interval))
    return i2 - i1, math.hypot(i2 - l2, u1 - i1), math.hypot(u2 - i2, i1 - l1)


def simulated(name: str, city: City) -> Found:
    random, up, plain, silent = Random(f"effect {name}"), 0, 0, 0
    for _ in range(RUNS):
        answer, is_plain = a_promise(random, city)
        up += isinstance(answer, Effect) and answer.direction is Direction.UP
        plain += is_plain
        silent += isinstance(answer, Silence)
    return Found(100 * up / RUNS, 100 * plain / RUNS, 100 * silent / RUNS)


def of(cities: dict[str, City], *quick: str) -> list[tuple[str, City]]:
    """All of them, or in the normal run those named."""
    return [(name, city) for name, city in cities.items() if MANY or name in quick]


# --- what does nothing shows no rise -------------------------------------------------------------------------------

TRUTHS = {"weak": WEAK, "usual": USUAL, "ceiling": CEILING}
PLACES = {
    f"{name}, n = {n}, {others} others": City((truth,), n, others)
    for name, truth in TRUTHS.items()
    for n in (30, 60, 150)
    for others in (5, 20)
}
MIXES = {
    f"{'near' if services is NEAR else 'far'} services, a {'tenth' if mix is TENTH else 'third'} moves, n = {n}": City(
        services, n, 5, mix=mix
    )
    for services in (NEAR, FAR)
    for mix in (TENTH, THIRD)
    for n in (60, 150, 400)
}
OTHER_MIXES = {
    "services of the others shift the other way, n = 150": City(NEAR, 150, 20, mix_of_others=(THIRD[1], THIRD[0])),
    "far services of the others shift, n = 400": City(FAR, 400, 5, mix_of_others=(THIRD[1], THIRD[0])),
}
DRIFTS = {
    f"the whole city moves by {drift:+}, n = 150, {others} others": City(n=150, others=others, drift=drift)
    for drift in (-0.2, 0.2)
    for others in (5, 20)
}
WANDERS = {
    f"each unit moves by itself ({wander}), n = {n}, {others} others": City(n=n, others=others, wander=wander)
    for wander in (0.05, 0.1, 0.15)
    for n in (60, 150)
    for others in (5, 20)
}
NOTHING = {**PLACES, **MIXES, **OTHER_MIXES, **DRIFTS, **WANDERS}
QUICK = (
    "usual, n = 60, 5 others",
    "ceiling, n = 30, 5 others",
    "far services, a third moves, n = 150",
    "the whole city moves by +0.2, n = 150, 5 others",
    "each unit moves by itself (0.1), n = 150, 5 others",
)


@pytest.mark.parametrize(("name", "city"), of(NOTHING, *QUICK))
def test_a_promise_that_does_nothing_hardly_ever_shows_a_rise(table, name, city):
    found = simulated(name, city)
    note(table, f"does nothing: {name}", found)
    assert found.up <= 5


REGRESSIONS = {
    f"{alike:.0%} alike, dip of {dip}, n = {n}": City(n=n, alike=alike, dip=dip, is_trigger_baseline=True)
    for alike in (0.0, 0.3, 0.6)
    for dip in (0.0, 0.2)
    for n in (30, 60, 150)
}


@pytest.mark.parametrize(("name", "city"), of(REGRESSIONS, "30% alike, dip of 0.0, n = 60"))
def test_the_period_that_triggered_it_would_show_a_rise_of_nothing(table, name, city):
    """Why it is left out: as a baseline it rises by itself, and the method's own baseline does not."""
    wrong, right = simulated(name, city), simulated(name, city._replace(is_trigger_baseline=False))
    note(table, f"the trigger as baseline: {name}", wrong)
    note(table, f"the period before it: {name}", right)
    assert wrong.up > 10
    assert right.up <= 5


# --- what helps is seen ------------------------------------------------------------------------------------------

HELPS = {
    f"{name}, n = {n}, {others} others": City((TRUTHS[name],), n, others, rise=0.3)
    for name in ("weak", "usual")
    for n in (30, 60, 150, 400)
    for others in (5, 20)
}


@pytest.mark.parametrize(("name", "city"), of(HELPS, "usual, n = 150, 5 others"))
def test_a_rise_of_three_tenths_of_an_answer_is_seen_where_there_are_enough_ratings(table, name, city):
    found = simulated(f"helps {name}", city)
    note(table, f"a rise of 0.3: {name}", found)
    assert found.up >= {30: 15, 60: 25, 150: 55, 400: 95}[city.n]
