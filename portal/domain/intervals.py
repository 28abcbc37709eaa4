"""How sure a score is: 95 % limits from published histograms alone, so that anyone can recompute them.

Method: DESIGN.md section 6. A Wilson interval at an effective number of answers, with half an answer of prior each side
so that a unanimous result still has a width.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

from portal.domain.histograms import Histogram, answered, mean_of, share_satisfied
from portal.domain.rounding import half_up

Interval = tuple[Decimal, Decimal]

Z = Decimal("1.96")
PRECISION = 50
# Stands for the correlation between the answers of one respondent, which is not public; cautious, see DESIGN.md.
DESIGN_FACTOR = Decimal("0.8")


def element_interval(histogram: Histogram) -> Interval:
    """Limits (25 to 100) of one element's index; ValueError without answers."""
    with localcontext(prec=PRECISION):
        n = answered(histogram)
        p, variance = _shrunk(histogram)
        return _index_limits(_position(mean_of(histogram)), n * p * (1 - p) / variance)


def index_interval(histograms: Sequence[Histogram]) -> Interval:
    """Limits (25 to 100) of the index over these elements with weight 1/k; ValueError where one has no answers."""
    with localcontext(prec=PRECISION):
        k = len(histograms)
        position = _position(sum(map(mean_of, histograms), Fraction(0)) / k)
        moments = [_shrunk(h) for h in histograms]
        p_bar = sum((p for p, _ in moments), Decimal(0)) / k
        errors = [(v / answered(h)).sqrt() for (_, v), h in zip(moments, histograms, strict=True)]
        d_bar = sum(errors, Decimal(0)) / k
        return _index_limits(position, p_bar * (1 - p_bar) / (DESIGN_FACTOR * d_bar * d_bar))


def share_interval(histograms: Sequence[Histogram], n: int) -> Interval:
    """Limits (0 to 100) of the share satisfied of n ratings; ValueError where an element has no answers."""
    with localcontext(prec=PRECISION):
        low, high = _wilson(_decimal(share_satisfied(histograms)), Decimal(n))
        return half_up(100 * low), half_up(100 * high)


def _shrunk(histogram: Histogram) -> tuple[Decimal, Decimal]:
    """P and M - P^2 of y = (answer - 1)/3 with two answers of the uniform distribution added; never 0."""
    _, twos, threes, fours = histogram
    weight = answered(histogram) + 2
    p = (Fraction(twos + 2 * threes + 3 * fours, 3) + 1) / weight
    m = (Fraction(twos + 4 * threes + 9 * fours, 9) + Fraction(7, 9)) / weight
    return _decimal(p), _decimal(m - p * p)


def _position(mean: Fraction) -> Decimal:
    """A mean answer of 1 to 4 as 0 to 1."""
    return _decimal((mean - 1) / 3)


def _index_limits(p: Decimal, n: Decimal) -> Interval:
    low, high = _wilson(p, n)
    return half_up(25 * (1 + 3 * low)), half_up(25 * (1 + 3 * high))


def _wilson(p: Decimal, n: Decimal) -> Interval:
    """Limits (0 to 1) around p for n answers that need not be whole (Wilson, 1927)."""
    spread = Z * Z / n
    centre = (p + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * (p * (1 - p) / n + spread / (4 * n)).sqrt()
    return max(centre - half, Decimal(0)), min(centre + half, Decimal(1))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator
