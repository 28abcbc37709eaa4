"""One rounding, half up."""

from decimal import Decimal
from fractions import Fraction

import pytest

from portal.domain.rounding import half_up


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("86.625", 2, "86.63"),
        ("86.62499999999999999999", 2, "86.62"),
        ("88.305", 2, "88.31"),
        ("88.304999", 2, "88.30"),
        ("2.00005", 4, "2.0001"),
        ("79.5", 0, "80"),
        ("0", 2, "0.00"),
    ],
)
def test_fractions_and_decimals_round_half_up_alike(value, places, rounded):
    assert str(half_up(Decimal(value), places)) == rounded
    assert str(half_up(Fraction(value), places)) == rounded


def test_a_third_keeps_the_decimals_asked_for():
    assert str(half_up(Fraction(100, 3))) == "33.33"


def test_ties_below_zero_go_away_from_it():
    assert str(half_up(Decimal("-0.125"))) == "-0.13"
