"""Rules of visit codes: how long one is good for, how many a unit may print, and what the public may read of them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from portal.domain.periods import next_month
from portal.domain.rules import MINIMUM_PUBLISHED

VALID_DAYS = 14
"""A code is good on the day it was issued and so many days after."""
MOST_AT_ONCE = 500
MOST_A_DAY = 2000
"""Codes that a unit may print at its desk in a day, all its services together: more than any counter sees."""
MACHINE_BATCH = 50
"""The most codes of one batch of a queue machine; a machine that needs more begins a further batch."""
MACHINE_MOST_A_DAY = 2000
MOST_VISITS = 1_000_000
"""The most visits of a unit and month that are believed to be no slip of the keyboard."""


@dataclass(frozen=True)
class CodeCounts:
    """Codes of a unit and month of issue. None: withheld. `is_final`: none of them can be redeemed any more."""

    issued: int
    redeemed: int | None
    expired: int | None
    revoked: int | None
    is_final: bool


def last_good_day(issued: datetime.date) -> datetime.date:
    """The last day on which a code of that day can be redeemed."""
    return issued + datetime.timedelta(days=VALID_DAYS)


def is_within(year_ended: int, day: datetime.date) -> bool:
    """Whether codes of a service that ended with that year can still be good on a day."""
    end = datetime.date(year_ended, 12, 31)
    return end < day <= last_good_day(end)


def is_final(month: str, day: datetime.date) -> bool:
    """Whether no code of a month of issue can be redeemed any more on that day."""
    after = datetime.date.fromisoformat(f"{next_month(month)}-01")
    return day > last_good_day(after - datetime.timedelta(days=1))


def public_code_counts(*, issued: int, redeemed: int, expired: int, revoked: int, final: bool) -> CodeCounts:
    """What the public, and the unit itself, may read.

    A unit knows to whom it gave its codes. Below ten codes in a month nothing but their number is said, ever: "three of
    three redeemed" tells of three people that they rated. As long as codes of the month can be redeemed, all counts are
    rounded down to tens and those below ten withheld: who hands out one code and looks on must not see it come back.
    """
    if issued < MINIMUM_PUBLISHED:
        return CodeCounts(issued, None, None, None, final)
    if final:
        return CodeCounts(issued, redeemed, expired, revoked, is_final=True)
    return CodeCounts(issued, _in_tens(redeemed), _in_tens(expired), _in_tens(revoked), is_final=False)


def _in_tens(count: int) -> int | None:
    return count - count % 10 or None
