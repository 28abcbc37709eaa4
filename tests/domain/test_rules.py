"""Bands of the regulation."""

from decimal import Decimal

import pytest

from portal.domain.rules import CUT_WEIGHTS, PERMENPANRB_14_2017, RULES, Grade, grade, grades_within, meaning


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        ("100", "A"),
        ("88.31", "A"),
        ("88.305", "A"),
        ("88.304", "B"),
        ("88.30", "B"),
        ("81.26", "B"),
        ("76.61", "B"),
        ("76.60", "C"),
        ("65.00", "C"),
        ("64.995", "C"),
        ("64.99", "D"),
        ("25.00", "D"),
        ("24.75", "D"),
    ],
)
def test_a_grade_follows_the_lower_bound_after_rounding(index, expected):
    assert grade(Decimal(index), PERMENPANRB_14_2017) == expected


@pytest.mark.parametrize(
    ("low", "high", "touched"),
    [
        ("74.58", "82.46", (Grade.B, Grade.C)),
        ("80.00", "88.31", (Grade.A, Grade.B)),
        ("80.00", "88.30", (Grade.B,)),
        ("25.00", "100.00", (Grade.A, Grade.B, Grade.C, Grade.D)),
    ],
)
def test_an_interval_touches_the_grades_between_its_limits(low, high, touched):
    assert grades_within((Decimal(low), Decimal(high))) == touched


def test_a_rule_is_found_by_its_name_and_names_its_meanings():
    rule = RULES["PermenPANRB-14-2017"]
    assert rule is PERMENPANRB_14_2017
    assert [meaning(g, rule) for g in Grade] == ["sangat_baik", "baik", "kurang_baik", "tidak_baik"]


def test_cut_weights_are_named_and_below_the_exact_ones():
    assert dict(CUT_WEIGHTS) == {9: Decimal("0.11"), 14: Decimal("0.071")}
    assert all(weight * k < 1 for k, weight in CUT_WEIGHTS.items())
