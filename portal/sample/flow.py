"""How many ratings each service of the sample city gets in each month; exact in sum, and fixed by the seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.domain.periods import previous_month
from portal.sample.city import ServicePlan, UnitPlan
from portal.sample.seasons import season_of

RUNNING_MONTH = 0.3
"""Ratings of the running month against a whole one, whatever day it is: one seed, one city."""
GROWTH = 0.015
"""More ratings each month, as the portal becomes known."""


@dataclass(frozen=True)
class Cell:
    """The ratings of one service in one month; `age` is 0 last month, 1 the month before, -1 the running one."""

    unit: UnitPlan
    service: ServicePlan
    month: str
    age: int
    running: str
    n: int


def months_until(running: str, count: int) -> list[str]:
    """The running month and `count` ended ones before it, oldest first."""
    months = [running]
    for _ in range(count):
        months.append(previous_month(months[-1]))
    return months[::-1]


def cells(units: Sequence[UnitPlan], *, running: str, months: int, responses: int, seed: int) -> Iterator[Cell]:
    """Every cell that gets ratings, in the order of units, services and months; their n sum to `responses`."""
    wanted = list(_weights(units, months_until(running, months), seed))
    total = sum(weight for _cell, weight in wanted)
    seen = 0.0
    given = 0
    for (unit, service, month, age), weight in wanted:
        seen += weight
        reached = round(responses * min(1.0, seen / total))
        if reached > given:
            yield Cell(unit, service, month, age, running, reached - given)
        given = reached


def _weights(
    units: Sequence[UnitPlan], months: Sequence[str], seed: int
) -> Iterator[tuple[tuple[UnitPlan, ServicePlan, str, int], float]]:
    for unit in units:
        rng = random.Random(f"{seed}/visits/{unit.slug}")
        parts = sum(service.part for service in unit.services)
        for service in unit.services:
            for age, month in zip(range(len(months) - 2, -2, -1), months, strict=True):
                weight = unit.monthly * service.part / parts * _of_month(unit, month, age) * rng.uniform(0.8, 1.2)
                yield (unit, service, month, age), weight


def _of_month(unit: UnitPlan, month: str, age: int) -> float:
    """Ratings in a month against the unit's usual number."""
    if unit.months_rated is not None and age >= unit.months_rated:
        return 0.0
    ran = RUNNING_MONTH if age < 0 else 1.0
    return season_of(unit.season, month).visits * (1 - GROWTH * max(age, 0)) * ran
