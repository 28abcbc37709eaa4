"""Whether a score really rose or fell: the difference of two published scores, its limits, and what the mix did to it.

Method: DESIGN.md section 6. Everything is computed from the published two-decimal figures, so that a reader with both
pages and a pocket calculator arrives at the same word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from portal.domain.intervals import PRECISION, Interval
from portal.domain.rounding import half_up
from portal.domain.rules import MINIMUM_GRADED
from portal.domain.scoring import Score

# Share of each period's ratings that the services indexed in both must hold before they speak for the mix.
COVERED = Decimal("0.8")


class Direction(StrEnum):
    """What may be said about a change."""

    UP = "up"
    DOWN = "down"
    UNCLEAR = "unclear"
    """Chance, or another mix of services, could have made it."""


@dataclass(frozen=True)
class Stratum:
    """One service (or "layanan lain" as one) in both periods: ratings, and index 25 to 100, None where withheld."""

    n_before: int
    n_after: int
    index_before: Decimal | None
    index_after: Decimal | None


@dataclass(frozen=True)
class Change:
    """Index points (-75 to 75, two decimals) from one period to another; `at_fixed_mix` None where too little compares.

    Limits of the interval may lie outside -75 to 75.
    """

    difference: Decimal
    interval: Interval
    at_fixed_mix: Decimal | None
    direction: Direction


def change(before: Score, after: Score, strata: Sequence[Stratum]) -> Change | None:
    """Change between two scores of one channel; None where either has fewer than 30 ratings or a withheld index.

    Limits: the two intervals' sides added in quadrature (MOVER; Zou and Donner, 2008).
    """
    first, second = _limits(before), _limits(after)
    if first is None or second is None:
        return None
    with localcontext(prec=PRECISION):
        difference, interval = _difference(first, second)
        at_fixed_mix = _at_fixed_mix(before.n, after.n, strata)
    return Change(difference, interval, at_fixed_mix, _direction(difference, interval, at_fixed_mix))


def _limits(of: Score) -> tuple[Decimal, Decimal, Decimal] | None:
    """Lower limit, index and upper limit; None where the score may not be compared."""
    if of.n < MINIMUM_GRADED or of.index is None or of.interval is None:
        return None
    low, high = of.interval
    return low, of.index, high


def _difference(
    before: tuple[Decimal, Decimal, Decimal], after: tuple[Decimal, Decimal, Decimal]
) -> tuple[Decimal, Interval]:
    (low1, index1, high1), (low2, index2, high2) = before, after
    difference = index2 - index1
    down = ((index2 - low2) ** 2 + (high1 - index1) ** 2).sqrt()
    up = ((high2 - index2) ** 2 + (index1 - low1) ** 2).sqrt()
    return _rounded(difference), (_rounded(difference - down), _rounded(difference + up))


def _at_fixed_mix(n_before: int, n_after: int, strata: Sequence[Stratum]) -> Decimal | None:
    """Change if every service had kept its share of both periods' ratings; None below the cover."""
    kept = [
        (s, s.index_after - s.index_before) for s in strata if s.index_before is not None and s.index_after is not None
    ]
    covered_before, covered_after = sum(s.n_before for s, _ in kept), sum(s.n_after for s, _ in kept)
    if covered_before < COVERED * n_before or covered_after < COVERED * n_after:
        return None
    total = sum((d * (s.n_before + s.n_after) for s, d in kept), Decimal(0))
    return _rounded(total / (covered_before + covered_after))


def _direction(difference: Decimal, interval: Interval, at_fixed_mix: Decimal | None) -> Direction:
    """Up or down only where the interval excludes 0, as it is and moved to the change at fixed mix (ADR 8)."""
    low, high = interval
    if at_fixed_mix is None:
        return Direction.UNCLEAR
    moved = at_fixed_mix - difference
    if min(low, low + moved) > 0:
        return Direction.UP
    if max(high, high + moved) < 0:
        return Direction.DOWN
    return Direction.UNCLEAR


def _rounded(value: Decimal) -> Decimal:
    """Two decimals, ties away from zero so that a fall mirrors a rise; adding 0 turns -0.00 into 0.00."""
    return half_up(value) + 0
