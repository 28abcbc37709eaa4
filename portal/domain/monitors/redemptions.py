"""Visit codes that come back as no visitors bring them back: nearly all of a day's, or many at once.

A code never says by which rating or when it was used. So what is known is how many codes of a day of issue came back
(`unusual_batches`), and how many verified ratings a day may have after the codes that were issued (`expected`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from math import log
from statistics import median
from typing import NamedTuple

from portal.domain.monitors.counters import week_of

VALID_DAYS = 14
"""Days that a code can be used; a share is whole when they are over."""
DAYS_OF_USUAL = 70
CODES_ALIKE = 0.03
"""Correlation of the codes of a day: who hands them out says a word about them, or does not."""
THRESHOLD = 9.0
"""Evidence above which a day's codes are an alarm: with 250 days of issue a year, once in twenty years by chance."""
PRIOR_SHARE, PRIOR_CODES = 0.6, 60
"""Of any unit, on the cautious side, and how many own codes that weighs."""
MOST_USUAL = 0.95


class Batch(NamedTuple):
    """Codes issued on one day, and how many of them came back until now."""

    issued: int
    redeemed: int


Batches = Mapping[datetime.date, Batch]


class UnusualBatch(NamedTuple):
    """A day of issue of which far more came back than is usual; shares in per cent."""

    issued_on: datetime.date
    found: int
    usual: int


def usual_share(batches: Batches, day: datetime.date) -> float:
    """The share of codes that come back: median of the weeks of issue whose codes have expired."""
    weeks: dict[int, Batch] = {}
    for issued_on, batch in batches.items():
        if VALID_DAYS < (day - issued_on).days <= DAYS_OF_USUAL:
            so_far = weeks.get(week_of(issued_on), Batch(0, 0))
            weeks[week_of(issued_on)] = Batch(so_far.issued + batch.issued, so_far.redeemed + batch.redeemed)
    shares = [week.redeemed / week.issued for week in weeks.values() if week.issued]
    n = sum(week.issued for week in weeks.values())
    own = median(shares) if shares else PRIOR_SHARE
    return min((own * n + PRIOR_SHARE * PRIOR_CODES) / (n + PRIOR_CODES), MOST_USUAL)


def unusual_batches(batches: Batches, day: datetime.date) -> Iterator[UnusualBatch]:
    """The days of issue, among those whose codes can still be used, of which too many came back."""
    usual = usual_share(batches, day)
    for issued_on, batch in sorted(batches.items()):
        if 0 <= (day - issued_on).days <= VALID_DAYS and _evidence(batch, usual) >= THRESHOLD:
            yield UnusualBatch(issued_on, round(100 * batch.redeemed / batch.issued), round(100 * usual))


def expected(batches: Batches, day: datetime.date) -> float:
    """Verified ratings that the codes issued in the week up to this day let expect, a day."""
    issued = sum(batch.issued for issued_on, batch in batches.items() if 0 <= (day - issued_on).days < 7)
    return usual_share(batches, day) * issued / 7


def _evidence(batch: Batch, usual: float) -> float:
    """How much likelier so many are of a day with its own share than of a usual one; nothing where they are fewer."""
    if not batch.issued or batch.redeemed <= usual * batch.issued:
        return 0.0
    share = batch.redeemed / batch.issued
    other = (1 - share) * log((1 - share) / (1 - usual)) if share < 1 else 0.0
    return batch.issued * (share * log(share / usual) + other) / (1 + CODES_ALIKE * (batch.issued - 1))
