"""Whether a unit differs from its like: a funnel around the kind's mean, and ranks with their uncertainty.

Method: DESIGN.md section 6. Units are called different only when chance and the usual differences between units of a
kind together cannot explain it; there is no league table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from portal.domain.histograms import Histogram, answered, mean_of
from portal.domain.intervals import DESIGN_FACTOR, PRECISION
from portal.domain.rounding import half_up
from portal.domain.rules import MINIMUM_GRADED

MINIMUM_UNITS = 10

INNER = Decimal("1.96")
OUTER = Decimal("3.09")
# Where the normal distribution reaches .975; ranks are compared with it, limits use the method's rounded 1.96.
QUANTILE = Decimal("1.95996398454005423552459443052")

LOWEST, HIGHEST = Decimal(25), Decimal(100)


class Standing(StrEnum):
    """Where a unit stands among its like."""

    HIGHER = "higher"
    LOWER = "lower"
    EQUAL = "equal"
    """Chance and the usual differences between units could have made it."""


@dataclass(frozen=True)
class Member:
    """A unit of the kind: n ratings, published index (25 to 100), histogram of each element asked."""

    key: str
    n: int
    index: Decimal
    histograms: Sequence[Histogram]


@dataclass(frozen=True)
class Placed:
    """A member with its word and the ranks, best first from 1, that it may really hold."""

    key: str
    n: int
    index: Decimal
    standing: Standing
    rank: tuple[int, int]


@dataclass(frozen=True)
class Comparison:
    """Units of one kind: their mean (index points), and variances (squared points) of a rating and between units."""

    mean: Decimal
    variance: Decimal
    between: Decimal
    members: Mapping[str, Placed]

    def limits(self, n: int, z: Decimal = INNER) -> tuple[Decimal, Decimal]:
        """Limits of the funnel at n ratings (25 to 100, two decimals); ValueError without ratings."""
        return _funnel(self.mean, self.variance, self.between, n, z)

    def deviation(self, n: int) -> Decimal:
        """Standard deviation (index points) at n ratings, of chance and between units together; limits are made of it.

        ValueError without ratings.
        """
        return _total_deviation(self.variance, self.between, n)


@dataclass(frozen=True)
class _Shrunk:
    """A member's index drawn towards the mean as far as it is uncertain, and the variance left."""

    mean: Decimal
    variance: Decimal


def compare(members: Sequence[Member]) -> Comparison | None:
    """The members with at least 30 ratings beside each other; None where they are fewer than ten.

    Funnel with overdispersion after Spiegelhalter (2005). ValueError where a key comes twice or an element of a member
    has fewer than two answers.
    """
    compared = [member for member in members if member.n >= MINIMUM_GRADED]
    if len({member.key for member in compared}) < len(compared):
        raise ValueError("a unit comes twice in a comparison")
    if len(compared) < MINIMUM_UNITS:
        return None
    with localcontext(prec=PRECISION):
        mean = sum((m.n * m.index for m in compared), Decimal(0)) / sum(m.n for m in compared)
        variance = _variance(compared)
        between = _between(compared, mean, variance)
        ranks = _ranks(compared, mean, variance, between)
        placed = [
            Placed(m.key, m.n, m.index, _standing(m, mean, variance, between), rank)
            for m, rank in zip(compared, ranks, strict=True)
        ]
    return Comparison(mean, variance, between, {one.key: one for one in placed})


def _variance(members: Sequence[Member]) -> Decimal:
    """Variance of one rating's index, pooled over the members; 0 where every element is unanimous everywhere."""
    total = sum(((m.n - 1) * _own_variance(m.histograms) for m in members), Decimal(0))
    return total / sum(m.n - 1 for m in members)


def _own_variance(histograms: Sequence[Histogram]) -> Decimal:
    deviation = sum(map(_deviation, histograms), Decimal(0)) / len(histograms)
    return DESIGN_FACTOR * (75 * deviation) ** 2


def _deviation(histogram: Histogram) -> Decimal:
    """Sample standard deviation of y = (answer - 1)/3."""
    n = answered(histogram)
    if n < 2:
        raise ValueError(f"no deviation of fewer than two answers: {histogram}")
    squares = sum(answer * answer * count for answer, count in enumerate(histogram, start=1))
    variance = (squares - n * mean_of(histogram) ** 2) / (n - 1)
    return _decimal(variance).sqrt() / 3


def _between(members: Sequence[Member], mean: Decimal, variance: Decimal) -> Decimal:
    """Variance between units beyond chance, by moments of the winsorised z; 0 where chance explains all."""
    if not variance:
        return Decimal(0)
    count = len(members)
    scores = [(m.index - mean) / (variance / m.n).sqrt() for m in members]
    squares = sum((z * z for z in _winsorised(scores, count // 10)), Decimal(0))
    weights = [m.n / variance for m in members]
    total = sum(weights, Decimal(0))
    spread = total - sum((w * w for w in weights), Decimal(0)) / total
    return max(Decimal(0), (squares - count + 1) / spread)


def _winsorised(values: Sequence[Decimal], extremes: int) -> list[Decimal]:
    """The values with that many at each end drawn in to the next one, so that outliers do not widen the funnel."""
    ordered = sorted(values)
    low, high = ordered[extremes], ordered[-1 - extremes]
    return [min(max(value, low), high) for value in values]


def _funnel(mean: Decimal, variance: Decimal, between: Decimal, n: int, z: Decimal) -> tuple[Decimal, Decimal]:
    with localcontext(prec=PRECISION):
        half = z * _total_deviation(variance, between, n)
        return half_up(max(mean - half, LOWEST)), half_up(min(mean + half, HIGHEST))


def _total_deviation(variance: Decimal, between: Decimal, n: int) -> Decimal:
    if n < 1:
        raise ValueError(f"no limits for {n} ratings")
    with localcontext(prec=PRECISION):
        return (variance / n + between).sqrt()


def _standing(member: Member, mean: Decimal, variance: Decimal, between: Decimal) -> Standing:
    """The word of a member, by the outer limits as they are published."""
    low, high = _funnel(mean, variance, between, member.n, OUTER)
    if variance and member.index > high:
        return Standing.HIGHER
    if variance and member.index < low:
        return Standing.LOWER
    return Standing.EQUAL


def _ranks(members: Sequence[Member], mean: Decimal, variance: Decimal, between: Decimal) -> list[tuple[int, int]]:
    """First and last rank of each: past those surely better, before those surely worse."""
    count = len(members)
    if not between:
        return [(1, count)] * count
    shrunk = [_shrunk(m, mean, variance / m.n, between) for m in members]
    return [
        (1 + sum(_is_above(other, one) for other in shrunk), count - sum(_is_above(one, other) for other in shrunk))
        for one in shrunk
    ]


def _shrunk(member: Member, mean: Decimal, chance: Decimal, between: Decimal) -> _Shrunk:
    share = between / (between + chance)
    return _Shrunk(mean + share * (member.index - mean), share * chance)


def _is_above(one: _Shrunk, other: _Shrunk) -> bool:
    """Whether the first is higher with a probability over .975."""
    return one.mean - other.mean > QUANTILE * (one.variance + other.variance).sqrt()


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator
