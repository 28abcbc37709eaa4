"""How sure a score is: 95 % limits from published histograms alone, so that anyone can recompute them.

Method: DESIGN.md section 6. A Wilson interval at an effective number of answers, with half an answer of prior each side
so that a unanimous result still has a width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from portal.domain.histograms import Histogram, answered, mean_of, share_satisfied
from portal.domain.rounding import half_up

Interval = tuple[Decimal, Decimal]

Z = Decimal("1.96")
PRECISION = 50
# Stands for the correlation between the answers of one respondent, which is not public; cautious, see DESIGN.md.
DESIGN_FACTOR = Decimal("0.8")


@dataclass(frozen=True)
class Moments:
    """One element's answers as y = (answer - 1)/3, from 0 to 1.

    `first` and `second` are the sums of y and of its squares (S1, S2); `position` is their plain mean (p); `shrunk` and
    `square` the means with two answers of the uniform distribution added (P, M); `variance` is M - P^2, never 0.
    """

    n: int
    first: Decimal
    second: Decimal
    position: Decimal
    shrunk: Decimal
    square: Decimal
    variance: Decimal


@dataclass(frozen=True)
class Wilson:
    """Limits (0 to 1) around p for n answers that need not be whole: `centre` less and plus `half`, cut to 0 and 1."""

    p: Decimal
    n: Decimal
    centre: Decimal
    half: Decimal

    @property
    def limits(self) -> Interval:
        return max(self.centre - self.half, Decimal(0)), min(self.centre + self.half, Decimal(1))


@dataclass(frozen=True)
class ElementSteps:
    """How the limits of an element's index (25 to 100, two decimals) come about."""

    moments: Moments
    wilson: Wilson
    interval: Interval


@dataclass(frozen=True)
class IndexSteps:
    """How the limits of an index come about: of each element its error D, then the means over the elements."""

    moments: tuple[Moments, ...]
    errors: tuple[Decimal, ...]
    mean_shrunk: Decimal
    mean_error: Decimal
    wilson: Wilson
    interval: Interval


def element_interval(histogram: Histogram) -> Interval:
    """Limits (25 to 100) of one element's index; ValueError without answers."""
    return element_steps(histogram).interval


def element_steps(histogram: Histogram) -> ElementSteps:
    """The same with all that leads there."""
    with localcontext(prec=PRECISION):
        moments = _moments(histogram)
        p = moments.shrunk
        wilson = _wilson(moments.position, moments.n * p * (1 - p) / moments.variance)
        return ElementSteps(moments, wilson, _index_limits(wilson))


def index_interval(histograms: Sequence[Histogram]) -> Interval:
    """Limits (25 to 100) of the index over these elements with weight 1/k; ValueError where one has no answers."""
    return index_steps(histograms).interval


def index_steps(histograms: Sequence[Histogram]) -> IndexSteps:
    """The same with all that leads there."""
    with localcontext(prec=PRECISION):
        k = len(histograms)
        position = _position(sum(map(mean_of, histograms), Fraction(0)) / k)
        moments = tuple(map(_moments, histograms))
        p_bar = sum((m.shrunk for m in moments), Decimal(0)) / k
        errors = tuple((m.variance / m.n).sqrt() for m in moments)
        d_bar = sum(errors, Decimal(0)) / k
        wilson = _wilson(position, p_bar * (1 - p_bar) / (DESIGN_FACTOR * d_bar * d_bar))
        return IndexSteps(moments, errors, p_bar, d_bar, wilson, _index_limits(wilson))


def share_interval(histograms: Sequence[Histogram], n: int) -> Interval:
    """Limits (0 to 100) of the share satisfied of n ratings; ValueError where an element has no answers."""
    with localcontext(prec=PRECISION):
        low, high = _wilson(_decimal(share_satisfied(histograms)), Decimal(n)).limits
        return half_up(100 * low), half_up(100 * high)


def _moments(histogram: Histogram) -> Moments:
    mean = mean_of(histogram)
    _, twos, threes, fours = histogram
    n = answered(histogram)
    first, second = Fraction(twos + 2 * threes + 3 * fours, 3), Fraction(twos + 4 * threes + 9 * fours, 9)
    p = (first + 1) / (n + 2)
    m = (second + Fraction(7, 9)) / (n + 2)
    return Moments(n, _decimal(first), _decimal(second), _position(mean), _decimal(p), _decimal(m), _decimal(m - p * p))


def _position(mean: Fraction) -> Decimal:
    """A mean answer of 1 to 4 as 0 to 1."""
    return _decimal((mean - 1) / 3)


def _index_limits(wilson: Wilson) -> Interval:
    low, high = wilson.limits
    return half_up(25 * (1 + 3 * low)), half_up(25 * (1 + 3 * high))


def _wilson(p: Decimal, n: Decimal) -> Wilson:
    """Centre and half width around p for n answers that need not be whole (Wilson, 1927)."""
    spread = Z * Z / n
    centre = (p + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * (p * (1 - p) / n + spread / (4 * n)).sqrt()
    return Wilson(p, n, centre, half)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator
