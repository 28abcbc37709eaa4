"""Rose, fell, or cannot be told: the limits of a difference, the change at fixed mix, and the word."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.change import Change, Direction, Stratum, change, fixed_mix
from portal.domain.scoring import Hidden, Score, score
from tests.domain.builders import unanimous

points = st.decimals(25, 100, places=2)
counts = st.integers(30, 5000)


def a_score(index: str | Decimal | None = "80.00", low="75.00", high="84.00", n=100) -> Score:
    interval = (Decimal(low), Decimal(high)) if index is not None else None
    hidden = Hidden.TOO_FEW if index is None else None
    return Score(n, None if index is None else Decimal(index), None, interval, None, None, hidden, {})


def a_stratum(before: str | None, after: str | None, n_before=100, n_after=100) -> Stratum:
    first, second = (None if index is None else Decimal(index) for index in (before, after))
    return Stratum(n_before, n_after, first, second)


@st.composite
def scores(draw) -> Score:
    low, index, high = sorted(draw(st.lists(points, min_size=3, max_size=3)))
    return a_score(index, low, high, n=draw(counts))


indices = st.none() | points
strata = st.lists(st.builds(Stratum, st.integers(0, 3000), st.integers(0, 3000), indices, indices), max_size=6)


def changed(before: Score, after: Score, services: Sequence[Stratum] = ()) -> Change:
    found = change(before, after, services)
    assert found is not None
    return found


RISEN = (a_score(), a_score("88.00", "85.00", "90.00"))


# --- the interval ------------------------------------------------------------------------------------------------


def test_limits_are_the_two_sides_added_in_quadrature():
    # down: sqrt(3^2 + 4^2) = 5; up: sqrt(2^2 + 5^2) = 5.38516...
    found = changed(*RISEN)
    assert found.difference == Decimal("8.00")
    assert found.interval == (Decimal("3.00"), Decimal("13.39"))


@given(scores(), scores())
def test_limits_agree_with_a_computation_in_floats(before, after):
    found = changed(before, after)
    i1, i2 = float(before.index), float(after.index)
    (l1, u1), (l2, u2) = ([float(limit) for limit in one.interval] for one in (before, after))
    expected = (i2 - i1 - hypot(i2 - l2, u1 - i1), i2 - i1 + hypot(u2 - i2, i1 - l1))
    assert [float(limit) for limit in found.interval] == pytest.approx(expected, abs=0.0051)


@given(scores(), scores(), strata)
def test_backwards_everything_has_the_other_sign(before, after, services):
    there = changed(before, after, services)
    back = changed(after, before, [Stratum(s.n_after, s.n_before, s.index_after, s.index_before) for s in services])
    opposite = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP, Direction.UNCLEAR: Direction.UNCLEAR}
    assert back.difference == -there.difference
    assert back.interval == (-there.interval[1], -there.interval[0])
    assert back.direction == opposite[there.direction]
    assert (back.at_fixed_mix is None) == (there.at_fixed_mix is None)
    if there.at_fixed_mix is not None:
        assert back.at_fixed_mix == -there.at_fixed_mix


@given(scores(), scores())
def test_the_difference_lies_within_its_limits(before, after):
    found = changed(before, after)
    assert found.interval[0] <= found.difference <= found.interval[1]


@given(scores())
def test_a_score_has_not_changed_from_itself(one):
    found = changed(one, one, [Stratum(one.n, one.n, one.index, one.index)])
    assert (found.difference, found.at_fixed_mix) == (Decimal(0), Decimal(0))
    assert found.direction == Direction.UNCLEAR


# --- when there is none ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "other",
    [a_score(n=29), a_score(None, n=500), score(n=0, histograms={}, received=False)],
    ids=["29 ratings", "withheld index", "no ratings"],
)
def test_there_is_no_change_to_or_from_a_score_that_may_not_be_compared(other):
    assert change(a_score(), other, []) is None
    assert change(other, a_score(), []) is None


def test_there_is_no_change_to_an_index_without_an_interval():
    old = score(n=40, histograms=unanimous(3, 40), received=True, weight=Decimal("0.11"))
    assert old.index is not None
    assert change(old, a_score(), []) is None


def test_thirty_ratings_are_enough():
    assert change(a_score(n=30), a_score(n=30), []) is not None


def test_from_all_threes_to_all_fours_is_a_rise():
    threes, fours = (score(n=30, histograms=unanimous(answer, 30), received=True) for answer in (3, 4))
    found = changed(threes, fours, [Stratum(30, 30, threes.index, fours.index)])
    assert (found.difference, found.at_fixed_mix) == (Decimal(25), Decimal(25))
    assert found.direction == Direction.UP
    assert found.interval[0] > 0


# --- at fixed mix ------------------------------------------------------------------------------------------------


def test_at_fixed_mix_services_weigh_their_ratings_of_both_periods():
    services = [a_stratum("70.00", "74.00", 60, 20), a_stratum("90.00", "91.00", 40, 80)]
    # (80 x 4 + 120 x 1) / 200
    assert changed(*RISEN, services).at_fixed_mix == Decimal("2.20")


def test_another_mix_alone_changes_nothing_at_fixed_mix():
    before, after = a_score("74.00", "72.00", "76.00"), a_score("86.00", "84.00", "88.00")
    services = [a_stratum("70.00", "70.00", 80, 20), a_stratum("90.00", "90.00", 20, 80)]
    found = changed(before, after, services)
    assert found.interval[0] > 0
    assert (found.at_fixed_mix, found.direction) == (Decimal(0), Direction.UNCLEAR)


def test_a_service_indexed_in_one_period_only_is_left_out():
    services = [a_stratum("70.00", "71.00", 80, 80), a_stratum(None, "99.00", 20, 20)]
    assert changed(*RISEN, services).at_fixed_mix == Decimal("1.00")


@pytest.mark.parametrize(
    ("n_before", "n_after", "covered"), [(80, 80, True), (79, 100, False), (100, 79, False), (100, 100, True)]
)
def test_at_fixed_mix_needs_four_fifths_of_each_period(n_before, n_after, covered):
    found = changed(*RISEN, [a_stratum("70.00", "71.00", n_before, n_after)])
    assert (found.at_fixed_mix is not None) is covered


def test_without_services_nothing_is_said_at_fixed_mix():
    assert changed(*RISEN).at_fixed_mix is None


@pytest.mark.parametrize(
    ("sign", "expected"), [(1, "0.01"), (-1, "-0.01")], ids=["half a hundredth up", "half a hundredth down"]
)
def test_a_tie_goes_away_from_zero_both_ways(sign, expected):
    moved = Decimal("70.00") + sign * Decimal("0.01")
    services = [a_stratum("70.00", str(moved), 50, 50), a_stratum("80.00", "80.00", 50, 50)]
    assert changed(*RISEN, services).at_fixed_mix == Decimal(expected)


def test_a_trifle_of_a_fall_is_written_without_a_minus():
    services = [a_stratum("70.01", "70.00", 40, 40), a_stratum("80.00", "80.00", 60, 60)]
    assert str(changed(*RISEN, services).at_fixed_mix) == "0.00"


@given(scores(), scores(), strata)
def test_at_fixed_mix_agrees_with_fractions(before, after, services):
    both = [s for s in services if None not in (s.index_before, s.index_after)]
    weights = [s.n_before + s.n_after for s in both]
    enough = sum(s.n_before for s in both) * 5 >= before.n * 4 and sum(s.n_after for s in both) * 5 >= after.n * 4
    found = changed(before, after, services).at_fixed_mix
    assert (found is not None) is enough
    if found is not None:
        rises = [Fraction(s.index_after) - Fraction(s.index_before) for s in both]
        exact = sum(w * rise for w, rise in zip(weights, rises, strict=True)) / sum(weights)
        assert abs(Fraction(found) - exact) <= Fraction(1, 200)


@given(scores(), scores(), strata)
def test_the_order_of_services_does_not_matter(before, after, services):
    assert change(before, after, services) == changed(before, after, services[::-1])


# --- the word ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "at_fixed_mix", "word"),
    [
        (("88.00", "85.00", "90.00"), "78.00", Direction.UP),
        # 8 - 5 = 3: at a fixed mix the change may be smaller by less than 3
        (("88.00", "85.00", "90.00"), "75.01", Direction.UP),
        (("88.00", "85.00", "90.00"), "75.00", Direction.UNCLEAR),
        (("88.00", "85.00", "90.00"), "69.00", Direction.UNCLEAR),
        (("70.00", "67.00", "73.00"), "60.00", Direction.DOWN),
        (("70.00", "67.00", "73.00"), "69.00", Direction.UNCLEAR),
        (("70.00", "67.00", "73.00"), "71.00", Direction.UNCLEAR),
        (("82.00", "79.00", "84.00"), "72.00", Direction.UNCLEAR),
        # 85 - 80 = 5 = sqrt(3^2 + 4^2): the lower limit is 0.00
        (("85.00", "82.00", "88.00"), "75.00", Direction.UNCLEAR),
        (("85.01", "82.01", "88.00"), "75.01", Direction.UP),
    ],
)
def test_a_word_needs_limits_without_zero_as_they_are_and_at_a_fixed_mix(after, at_fixed_mix, word):
    found = changed(a_score(), a_score(*after), [a_stratum("70.00", at_fixed_mix)])
    assert found.direction == word


def test_a_clear_rise_without_a_comparable_mix_has_no_word():
    assert changed(*RISEN).direction == Direction.UNCLEAR


@given(scores(), scores(), strata)
def test_a_word_is_never_against_the_figures(before, after, services):
    found = changed(before, after, services)
    if found.direction != Direction.UNCLEAR:
        sign = 1 if found.direction == Direction.UP else -1
        assert found.at_fixed_mix is not None
        assert all(sign * figure > 0 for figure in (found.difference, found.at_fixed_mix, *found.interval))


@given(scores(), scores(), strata)
def test_each_figure_has_two_decimals(before, after, services):
    found = changed(before, after, services)
    figures = [found.difference, *found.interval, Decimal("0.00") if found.at_fixed_mix is None else found.at_fixed_mix]
    assert all(figure.as_tuple().exponent == -2 for figure in figures)


# --- the steps ---------------------------------------------------------------------------------------------------


def test_the_limits_move_with_the_change_to_the_fixed_mix():
    found = changed(*RISEN, [a_stratum("80.00", "86.50")])
    assert found.at_fixed_mix == Decimal("6.50")
    assert found.interval_at_fixed_mix == (Decimal("1.50"), Decimal("11.89"))
    assert changed(*RISEN).interval_at_fixed_mix is None


def test_no_ratings_make_no_mix():
    assert fixed_mix(0, 0, []).change is None
    assert fixed_mix(0, 0, [a_stratum("80.00", None, 0, 0)]).kept == ()
