"""Months, quarters, semesters and years of the city: what a figure belongs to, since nothing finer is ever kept.

A month is written `2026-09` everywhere, so that months compare as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from zoneinfo import ZoneInfo

from portal.domain.errors import FieldError, MalformedRequest


class PeriodKind(Enum):
    """Kinds of period; the value is the number of months."""

    MONTH = 1
    QUARTER = 3
    SEMESTER = 6
    YEAR = 12


FIRST_YEAR, LAST_YEAR = 2000, 2199
"""The years that an address can name; nothing is kept of any other."""

_PREFIX = {PeriodKind.QUARTER: "Q", PeriodKind.SEMESTER: "S"}
_PATTERN = re.compile(
    r"(?P<year>2[01][0-9]{2})(?:-(?:S(?P<SEMESTER>[12])|Q(?P<QUARTER>[1-4])|(?P<MONTH>0[1-9]|1[0-2])))?"
)


@dataclass(frozen=True)
class Period:
    """One period: its kind, its year, and which of that kind in the year, counted from 1."""

    kind: PeriodKind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 // self.kind.value:
            raise ValueError(f"no {self.kind.name.lower()} {self.number} in a year")

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The form used in addresses: `2026`, `2026-S1`, `2026-Q3`, `2026-09`."""
        if self.kind is PeriodKind.YEAR:
            return f"{self.year:04}"
        if self.kind is PeriodKind.MONTH:
            return f"{self.year:04}-{self.number:02}"
        return f"{self.year:04}-{_PREFIX[self.kind]}{self.number}"

    @property
    def months(self) -> tuple[str, ...]:
        """Its months, `2026-07` and on, in order."""
        return _months(self.kind, self.year, self.number)

    @property
    def first_month(self) -> str:
        """The first of `months`."""
        return f"{self.year:04}-{(self.number - 1) * self.kind.value + 1:02}"

    @property
    def last_month(self) -> str:
        """The last of `months`."""
        return f"{self.year:04}-{self.number * self.kind.value:02}"

    @property
    def previous(self) -> Period:
        """The period of the same kind before it; 1999 is given, though no address may name it."""
        if self.number > 1:
            return Period(self.kind, self.year, self.number - 1)
        return Period(self.kind, self.year - 1, 12 // self.kind.value)

    @property
    def next(self) -> Period:
        """The period of the same kind after it; 2200 is given, though no address may name it."""
        if self.number < 12 // self.kind.value:
            return Period(self.kind, self.year, self.number + 1)
        return Period(self.kind, self.year + 1)

    @property
    def block_periods(self) -> tuple[str, ...]:
        """Texts of every period that a block can have wholly inside this one; there are no blocks of semesters."""
        if self.kind is PeriodKind.MONTH:
            return self.months
        quarters = tuple(dict.fromkeys(quarter_of(month).text for month in self.months))
        own = (self.text,) if self.kind is PeriodKind.YEAR else ()
        return self.months + quarters + own

    @property
    def overlapping(self) -> tuple[str, ...]:
        """Texts of every period that shares a month with this one: its year, its parts, and what it is a part of."""
        own = set(self.months)
        return tuple(p.text for p in _parts_of(self.year) if not own.isdisjoint(p.months))


@lru_cache(maxsize=1024)
def _months(kind: PeriodKind, year: int, number: int) -> tuple[str, ...]:
    first = (number - 1) * kind.value + 1
    return tuple(f"{year:04}-{month:02}" for month in range(first, first + kind.value))


def parse_period(text: str) -> Period:
    """The period that an address names, FIRST_YEAR to LAST_YEAR; MalformedRequest `bad_period` for anything else."""
    found = _PATTERN.fullmatch(text)
    if found is None:
        raise MalformedRequest("bad_period", [FieldError("period", "bad_period")])
    year = int(found["year"])
    for kind in (PeriodKind.SEMESTER, PeriodKind.QUARTER, PeriodKind.MONTH):
        if found[kind.name]:
            return Period(kind, year, int(found[kind.name]))
    return Period(PeriodKind.YEAR, year)


def _parts_of(year: int) -> list[Period]:
    """The year itself, its semesters, quarters and months."""
    kinds = (PeriodKind.YEAR, PeriodKind.SEMESTER, PeriodKind.QUARTER, PeriodKind.MONTH)
    return [Period(kind, year, number) for kind in kinds for number in range(1, 12 // kind.value + 1)]


def holding(kind: PeriodKind, month: str) -> Period:
    """The period of a kind that holds a month."""
    year, number = _split(month)
    return Period(kind, year, (number - 1) // kind.value + 1)


def quarter_of(month: str) -> Period:
    """The quarter that holds a month."""
    return holding(PeriodKind.QUARTER, month)


def year_of(month: str) -> Period:
    """The calendar year that holds a month."""
    return holding(PeriodKind.YEAR, month)


def next_month(month: str) -> str:
    """The month after."""
    year, number = _split(month)
    return f"{year:04}-{number + 1:02}" if number < 12 else f"{year + 1:04}-01"


def previous_month(month: str) -> str:
    """The month before."""
    year, number = _split(month)
    return f"{year:04}-{number - 1:02}" if number > 1 else f"{year - 1:04}-12"


def month_of(day: date) -> str:
    """The month of a day of the city's calendar; ValueError in a year that no address can name."""
    if not is_nameable(day):
        raise ValueError(f"no month of the years {FIRST_YEAR} to {LAST_YEAR}")
    return f"{day.year:04}-{day.month:02}"


def is_nameable(day: date) -> bool:
    """Whether an address can name the periods that hold this day."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def city_day(instant: datetime, zone: ZoneInfo) -> date:
    """The day in the city at an instant; ValueError for an instant without a time zone."""
    if instant.utcoffset() is None:
        raise ValueError("an instant without a time zone")
    return instant.astimezone(zone).date()


def is_ended(period: Period, current_month: str) -> bool:
    """Whether the period is over in this month of the city."""
    return period.last_month < current_month


def latest_quarters(n: int, up_to: Period) -> tuple[Period, ...]:
    """The n quarters that end with the one holding the last month of `up_to`, oldest first."""
    quarters: list[Period] = []
    quarter = quarter_of(up_to.last_month)
    for _ in range(n):
        quarters.append(quarter)
        quarter = quarter.previous
    return tuple(reversed(quarters))


def with_wider(periods: Iterable[Period]) -> set[Period]:
    """Quarters and years, with the semesters and years that hold them."""
    found: set[Period] = set()
    for period in periods:
        found |= {period, year_of(period.last_month)}
        if period.kind is PeriodKind.QUARTER:
            found.add(Period(PeriodKind.SEMESTER, period.year, (period.number + 1) // 2))
    return found


def _split(month: str) -> tuple[int, int]:
    """Year and number; ValueError if it is no month."""
    year, _, number = month.partition("-")
    if not 1 <= int(number) <= 12:
        raise ValueError(f"no month: {month}")
    return int(year), int(number)
