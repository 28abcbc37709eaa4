"""Limits of chance, against the figures of the method and a second computation in floats."""

from decimal import Decimal
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.histograms import answered, pooled
from portal.domain.intervals import element_interval, index_interval, share_interval
from tests.domain.builders import answered_histograms, histograms_of, sekadau_rows

SEKADAU = list(histograms_of(sekadau_rows()).values())
columns = st.lists(answered_histograms, min_size=1, max_size=9)


def wilson(p: float, n: float) -> tuple[float, float]:
    z2 = 1.96**2
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = 1.96 / (1 + z2 / n) * sqrt(max(0.0, p * (1 - p)) / n + z2 / (4 * n * n))
    return centre - half, centre + half


def moments(histogram) -> tuple[int, float, float, float]:
    """n, p, P and M - P^2 from the answers one by one, as DESIGN.md section 6 words them."""
    y = [value / 3 for value, count in enumerate(histogram) for _ in range(count)]
    n = len(y)
    shrunk = (sum(y) + 1) / (n + 2)
    return n, sum(y) / n, shrunk, (sum(v * v for v in y) + 7 / 9) / (n + 2) - shrunk**2


def index_limits(p: float, n: float) -> tuple[float, float]:
    low, high = wilson(p, n)
    return 25 * (1 + 3 * low), 25 * (1 + 3 * high)


def by_floats(histograms) -> tuple[float, float]:
    parts = [moments(h) for h in histograms]
    k = len(parts)
    position = sum(p for _, p, _, _ in parts) / k
    p_bar = sum(shrunk for _, _, shrunk, _ in parts) / k
    d_bar = sum(sqrt(variance / n) for n, _, _, variance in parts) / k
    return index_limits(position, p_bar * (1 - p_bar) / (0.8 * d_bar**2))


def is_near(interval, floats):
    return all(float(a) == pytest.approx(b, abs=0.0051) for a, b in zip(interval, floats, strict=True))


def test_sekadau_has_the_limits_of_the_method():
    assert index_interval(SEKADAU) == (Decimal("74.58"), Decimal("82.46"))


def test_thirty_times_all_fours_still_has_a_width():
    assert index_interval([(0, 0, 0, 30)] * 9) == (Decimal("94.51"), Decimal("100.00"))


def test_thirty_times_all_ones_mirrors_it():
    assert index_interval([(30, 0, 0, 0)] * 9) == (Decimal("25.00"), Decimal("30.49"))


def test_the_share_of_thirty_satisfied_is_the_plain_wilson_interval():
    # 30 of 30: low = 30 / (30 + 1.96^2) = 88.6497... %
    assert share_interval([(0, 0, 0, 30)] * 9, 30) == (Decimal("88.65"), Decimal("100.00"))
    assert share_interval([(30, 0, 0, 0)], 30) == (Decimal("0.00"), Decimal("11.35"))


@given(columns)
def test_the_index_limits_agree_with_a_computation_in_floats(histograms):
    assert is_near(index_interval(histograms), by_floats(histograms))


@given(answered_histograms)
def test_the_element_limits_agree_with_a_computation_in_floats(histogram):
    n, p, shrunk, variance = moments(histogram)
    assert is_near(element_interval(histogram), index_limits(p, n * shrunk * (1 - shrunk) / variance))


@given(columns)
def test_the_order_of_elements_does_not_matter(histograms):
    assert index_interval(histograms) == index_interval(histograms[::-1])


@given(columns, st.integers(10, 5000))
def test_limits_are_ordered_and_in_range(histograms, n):
    low, high = share_interval(histograms, n)
    assert 0 <= low < high <= 100


@given(answered_histograms)
def test_ten_times_the_answers_give_a_narrower_interval(histogram):
    once, tenfold = element_interval(histogram), element_interval(pooled([histogram] * 10))
    assert tenfold[1] - tenfold[0] < once[1] - once[0]
    assert answered(pooled([histogram] * 10)) == 10 * answered(histogram)


@pytest.mark.parametrize("limits", [element_interval, lambda h: index_interval([(0, 0, 0, 9), h])])
def test_without_answers_there_are_no_limits(limits):
    with pytest.raises(ValueError, match="no answers"):
        limits((0, 0, 0, 0))
