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
from portal.domain.scoring import ElementScore, Score

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

    @property
    def n(self) -> int:
        """Ratings of both periods, which are its weight."""
        return self.n_before + self.n_after

    @property
    def change(self) -> Decimal | None:
        """Its own difference; None where either index is withheld."""
        if self.index_before is None or self.index_after is None:
            return None
        return self.index_after - self.index_before


@dataclass(frozen=True)
class Change:
    """Index points (-75 to 75, two decimals) from one period to another; `at_fixed_mix` None where too little compares.

    Limits of the interval may lie outside -75 to 75.
    """

    difference: Decimal
    interval: Interval
    at_fixed_mix: Decimal | None
    direction: Direction

    @property
    def interval_at_fixed_mix(self) -> Interval | None:
        """The same limits around the change at fixed mix."""
        return None if self.at_fixed_mix is None else _moved(self.interval, self.at_fixed_mix - self.difference)


@dataclass(frozen=True)
class Difference:
    """How the limits of a change come about: how far they lie below and above the difference, before rounding."""

    down: Decimal
    up: Decimal
    difference: Decimal
    interval: Interval


@dataclass(frozen=True)
class FixedMix:
    """The change at a fixed mix: strata indexed in both periods, the ratings they cover, and the change (or None)."""

    kept: tuple[Stratum, ...]
    covered_before: int
    covered_after: int
    change: Decimal | None


def change(before: Score, after: Score, strata: Sequence[Stratum]) -> Change | None:
    """Change between two scores of one channel; None where either has fewer than 30 ratings or a withheld index.

    Limits: the two intervals' sides added in quadrature (MOVER; Zou and Donner, 2008).
    """
    found = difference(before, after)
    if found is None:
        return None
    at_fixed_mix = fixed_mix(before.n, after.n, strata).change
    direction = _direction(found.difference, found.interval, at_fixed_mix)
    return Change(found.difference, found.interval, at_fixed_mix, direction)


def difference(before: Score | ElementScore, after: Score | ElementScore) -> Difference | None:
    """The difference of two scores, or of an element's, and its limits; None where either may not be compared."""
    first, second = _limits(before), _limits(after)
    if first is None or second is None:
        return None
    (low1, index1, high1), (low2, index2, high2) = first, second
    with localcontext(prec=PRECISION):
        moved = index2 - index1
        down = ((index2 - low2) ** 2 + (high1 - index1) ** 2).sqrt()
        up = ((high2 - index2) ** 2 + (index1 - low1) ** 2).sqrt()
        return Difference(down, up, _rounded(moved), (_rounded(moved - down), _rounded(moved + up)))


def fixed_mix(n_before: int, n_after: int, strata: Sequence[Stratum]) -> FixedMix:
    """Change if every service had kept its share of both periods' ratings; its change is None below the cover."""
    kept = tuple(s for s in strata if s.change is not None)
    before, after = sum(s.n_before for s in kept), sum(s.n_after for s in kept)
    if not before + after or before < COVERED * n_before or after < COVERED * n_after:
        return FixedMix(kept, before, after, None)
    with localcontext(prec=PRECISION):
        total = sum((s.change * s.n for s in kept if s.change is not None), Decimal(0))
        return FixedMix(kept, before, after, _rounded(total / (before + after)))


def _limits(of: Score | ElementScore) -> tuple[Decimal, Decimal, Decimal] | None:
    """Lower limit, index and upper limit; None where the score may not be compared."""
    if of.n < MINIMUM_GRADED or of.index is None or of.interval is None:
        return None
    low, high = of.interval
    return low, of.index, high


def _direction(difference: Decimal, interval: Interval, at_fixed_mix: Decimal | None) -> Direction:
    """Up or down only where the interval excludes 0, as it is and moved to the change at fixed mix (ADR 8)."""
    if at_fixed_mix is None:
        return Direction.UNCLEAR
    moved = _moved(interval, at_fixed_mix - difference)
    if min(interval[0], moved[0]) > 0:
        return Direction.UP
    if max(interval[1], moved[1]) < 0:
        return Direction.DOWN
    return Direction.UNCLEAR


def _moved(interval: Interval, by: Decimal) -> Interval:
    low, high = interval
    return low + by, high + by


def _rounded(value: Decimal) -> Decimal:
    """Two decimals, ties away from zero so that a fall mirrors a rise; adding 0 turns -0.00 into 0.00."""
    return half_up(value) + 0
