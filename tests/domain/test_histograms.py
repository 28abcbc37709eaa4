"""Counts of answers, and what may be read from them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.histograms import EMPTY, answered, mean_of, pooled, share_satisfied
from tests.domain.builders import answered_histograms, histograms


def test_the_mean_is_the_sum_of_answers_over_their_number():
    assert mean_of((1, 2, 3, 4)) == Fraction(1 + 4 + 9 + 16, 10)


def test_the_share_satisfied_is_the_mean_of_the_elements_shares():
    assert share_satisfied([(5, 0, 3, 2), (0, 0, 0, 20)]) == Fraction(3, 4)


@pytest.mark.parametrize("histogram", [EMPTY, (-1, 5, 5, 5)])
def test_without_answers_or_below_zero_there_is_no_mean(histogram):
    with pytest.raises(ValueError, match="no answers"):
        mean_of(histogram)
    with pytest.raises(ValueError, match="no answers"):
        share_satisfied([histogram])


@given(st.lists(histograms))
def test_pooled_parts_sum_to_the_whole_in_any_order(parts):
    assert pooled(parts) == pooled(reversed(parts))
    assert answered(pooled(parts)) == sum(map(answered, parts))


@given(answered_histograms)
def test_pooling_nothing_changes_nothing(histogram):
    assert pooled([histogram, EMPTY]) == histogram
