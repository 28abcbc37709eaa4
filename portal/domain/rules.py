"""Regulations as versioned data, so that a successor regulation is a change of data and old reports keep their rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from portal.domain.rounding import half_up

MINIMUM_PUBLISHED = 10
MINIMUM_GRADED = 30

# Weights that some agencies cut to two or three decimals. They lower every index by about one per cent, and are here
# only as a named option that reproduces old reports; the weight of k elements is 1/k.
CUT_WEIGHTS: Mapping[int, Decimal] = MappingProxyType({9: Decimal("0.11"), 14: Decimal("0.071")})


class Grade(StrEnum):
    """Mutu pelayanan."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Band(NamedTuple):
    """A grade, the lowest index (25 to 100) that has it, and the code of its meaning for the unit's performance."""

    grade: Grade
    lower: Decimal
    meaning: str


@dataclass(frozen=True)
class Rule:
    """A regulation's arithmetic: bands from best to worst, and the cut weights by number of elements."""

    name: str
    bands: tuple[Band, ...]
    legacy_weights: Mapping[int, Decimal]


PERMENPANRB_14_2017 = Rule(
    name="PermenPANRB-14-2017",
    bands=(
        Band(Grade.A, Decimal("88.31"), "sangat_baik"),
        Band(Grade.B, Decimal("76.61"), "baik"),
        Band(Grade.C, Decimal("65.00"), "kurang_baik"),
        Band(Grade.D, Decimal("25.00"), "tidak_baik"),
    ),
    legacy_weights=CUT_WEIGHTS,
)

RULES: Mapping[str, Rule] = MappingProxyType({PERMENPANRB_14_2017.name: PERMENPANRB_14_2017})


def grade(index: Decimal, rule: Rule = PERMENPANRB_14_2017) -> Grade:
    """Grade of an index (25 to 100), rounded first, then by lower bounds, as the printed table has gaps."""
    rounded = half_up(index)
    return next((band.grade for band in rule.bands if rounded >= band.lower), rule.bands[-1].grade)


def meaning(of: Grade, rule: Rule = PERMENPANRB_14_2017) -> str:
    """Code of what a grade says about the unit, such as `sangat_baik`."""
    return next(band.meaning for band in rule.bands if band.grade == of)


def grades_within(interval: tuple[Decimal, Decimal], rule: Rule = PERMENPANRB_14_2017) -> tuple[Grade, ...]:
    """Every grade that the interval of an index touches, from best to worst; one alone if it crosses no band."""
    grades = [band.grade for band in rule.bands]
    worst, best = (grades.index(grade(limit, rule)) for limit in interval)
    return tuple(grades[best : worst + 1])
