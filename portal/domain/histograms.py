"""Counts of the answers 1 to 4: all that publication keeps of an element, and all that scoring may read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

Histogram = tuple[int, int, int, int]

EMPTY: Histogram = (0, 0, 0, 0)


def answered(histogram: Histogram) -> int:
    """Number of answers, blanks left out."""
    return sum(histogram)


def mean_of(histogram: Histogram) -> Fraction:
    """NRR of an element, 1 to 4: sum of its answers / number of them; ValueError without answers."""
    n = _some(histogram)
    return Fraction(sum(answer * count for answer, count in enumerate(histogram, start=1)), n)


def share_satisfied(histograms: Sequence[Histogram]) -> Fraction:
    """Mean over the elements of the share (0 to 1) of answers >= 3; ValueError where one has no answers."""
    shares = [Fraction(h[2] + h[3], _some(h)) for h in histograms]
    return sum(shares, Fraction(0)) / len(shares)


def pooled(histograms: Iterable[Histogram]) -> Histogram:
    """All answers together, as an index of several services or months needs them (never a mean of indices)."""
    total = EMPTY
    for one in histograms:
        total = (total[0] + one[0], total[1] + one[1], total[2] + one[2], total[3] + one[3])
    return total


def _some(histogram: Histogram) -> int:
    if min(histogram) < 0 or not any(histogram):
        raise ValueError(f"no answers, or a negative count: {histogram}")
    return answered(histogram)
