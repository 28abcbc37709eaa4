"""Scores by hand, and what is withheld."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.histograms import Histogram, answered
from portal.domain.rules import CUT_WEIGHTS, MINIMUM_PUBLISHED, Grade
from portal.domain.scoring import (
    ElementScore,
    Hidden,
    Score,
    element_index,
    empty_score,
    index_from_histograms,
    pooled,
    possible_grades,
    score,
)
from tests.domain.builders import ELEMENTS, histograms, histograms_of, sekadau_rows, unanimous

SEKADAU = histograms_of(sekadau_rows())
VALUES_OF_ELEMENT = ("mean", "index", "grade", "interval", "histogram", "share_satisfied")
VALUES = ("index", "grade", "interval", "share_satisfied", "share_interval")


def is_withheld(part, names):
    return part.hidden is not None and all(getattr(part, name) is None for name in names)


def test_the_49_respondents_of_sekadau_give_78_74_and_grade_b():
    result = score(n=49, histograms=SEKADAU, received=True)
    assert (result.n, result.index, result.grade, result.hidden) == (49, Decimal("78.74"), Grade.B, None)
    assert result.interval == (Decimal("74.58"), Decimal("82.46"))


def test_an_element_of_sekadau_agrees_with_a_count_by_hand():
    element = score(n=49, histograms=SEKADAU, received=True).elements["persyaratan"]
    # 1 x 1, 8 x 2, 39 x 3, 1 x 4: 138 / 49 = 2.816326...; times 25 is 70.408...; 40 of 49 answers are 3 or 4.
    assert element.histogram == (1, 8, 39, 1)
    assert (element.n, element.mean, element.index) == (49, Decimal("2.8163"), Decimal("70.41"))
    assert (element.grade, element.share_satisfied) == (Grade.C, Decimal("81.63"))


def test_a_perfect_survey_is_100_and_99_with_the_cut_weight():
    perfect = unanimous(4, 30)
    assert score(n=30, histograms=perfect, received=True).index == Decimal("100.00")
    cut = score(n=30, histograms=perfect, received=True, weight=CUT_WEIGHTS[9])
    assert (cut.index, cut.grade) == (Decimal("99.00"), Grade.A)


def test_the_cut_weight_turns_an_a_into_a_b():
    columns = dict.fromkeys(ELEMENTS, (0, 0, 45, 55))
    exact = score(n=100, histograms=columns, received=True)
    cut = score(n=100, histograms=columns, received=True, weight=CUT_WEIGHTS[9])
    assert (exact.index, exact.grade) == (Decimal("88.75"), Grade.A)
    assert (cut.index, cut.grade) == (Decimal("87.86"), Grade.B)


def test_no_interval_is_claimed_for_an_index_with_a_cut_weight():
    cut = score(n=49, histograms=SEKADAU, received=True, weight=CUT_WEIGHTS[9])
    assert cut.interval is None
    assert possible_grades(cut) == ()


@pytest.mark.parametrize(("threes", "fours", "index", "grade"), [(935, 1065, "88.31", "A"), (936, 1064, "88.30", "B")])
def test_an_index_is_rounded_before_it_is_graded(threes, fours, index, grade):
    # (935 x 3 + 1065 x 4) / 2000 x 25 = 88.3125, the next lower one is 88.30.
    result = score(n=2000, histograms=dict.fromkeys(ELEMENTS, (0, 0, threes, fours)), received=True)
    assert (result.index, result.grade) == (Decimal(index), grade)


def test_a_tie_at_the_third_decimal_goes_up():
    # 88.305 exactly: (2339 x 3 + 2661 x 4) / 5000 x 25.
    assert element_index((0, 0, 2339, 2661)) == Decimal("88.31")
    assert index_from_histograms([(0, 0, 2339, 2661)] * 9) == Decimal("88.31")


def test_a_unit_pools_the_answers_of_its_services_and_does_not_average_their_indices():
    large, small = unanimous(4, 90), unanimous(2, 10)
    together = {code: pooled([large[code], small[code]]) for code in ELEMENTS}
    indices = [score(n=n, histograms=h, received=True).index for n, h in [(90, large), (10, small), (100, together)]]
    # The mean of the two services' indices would be 75.
    assert indices == [Decimal(100), Decimal(50), Decimal(95)]


def test_a_blank_leaves_only_its_own_elements_divisor():
    columns = unanimous(4, 40) | {"biaya": (0, 0, 20, 0)}
    result = score(n=40, histograms=columns, received=True)
    assert result.elements["biaya"].n == 20
    assert result.index == Decimal("97.22")  # (8 x 4 + 3) / 9 x 25


def test_elements_not_asked_are_absent_and_the_weight_is_one_over_those_asked():
    asked = {code: h for code, h in unanimous(3, 30).items() if code not in {"kompetensi", "perilaku"}}
    result = score(n=30, histograms=asked, received=True)
    assert set(result.elements) == set(asked)
    assert result.index == Decimal("75.00")


@pytest.mark.parametrize(("received", "reason"), [(True, Hidden.TOO_FEW), (False, Hidden.NO_RATINGS)])
@pytest.mark.parametrize("n", [0, 9])
def test_below_ten_ratings_everything_is_withheld_and_no_count_is_told(n, received, reason):
    result = score(n=n, histograms=unanimous(4, n), received=received)
    assert (result.n, result.hidden) == (0, reason)
    assert is_withheld(result, VALUES)
    assert all(e.n == 0 and e.hidden is reason for e in result.elements.values())
    assert all(is_withheld(e, VALUES_OF_ELEMENT) for e in result.elements.values())


def test_an_empty_score_names_the_elements_asked():
    assert set(empty_score(ELEMENTS, received=False).elements) == set(ELEMENTS)


@pytest.mark.parametrize(("n", "grade"), [(10, None), (29, None), (30, Grade.A)])
def test_there_is_no_grade_below_thirty(n, grade):
    result = score(n=n, histograms=unanimous(4, n), received=True)
    assert result.index == Decimal("100.00")
    assert result.grade is grade
    assert result.elements["waktu"].grade is grade


def test_an_element_is_graded_by_its_own_answers():
    result = score(n=40, histograms=unanimous(4, 40) | {"biaya": (0, 0, 0, 29)}, received=True)
    assert (result.grade, result.elements["biaya"].grade) == (Grade.A, None)


def test_an_element_below_ten_is_withheld_and_the_index_with_it():
    result = score(n=40, histograms=unanimous(4, 40) | {"biaya": (0, 0, 0, 9)}, received=True)
    assert (result.n, result.hidden, result.elements["biaya"].n) == (40, Hidden.TOO_FEW, 9)
    assert is_withheld(result, VALUES)
    assert is_withheld(result.elements["biaya"], VALUES_OF_ELEMENT)
    assert result.elements["waktu"].index == Decimal("100.00")


@pytest.mark.parametrize("histogram", [(0, 0, 0, 11), (-1, 0, 0, 5)])
def test_counts_that_cannot_be_are_refused(histogram):
    with pytest.raises(ValueError, match="waktu"):
        score(n=10, histograms={"waktu": histogram}, received=True)


def test_possible_grades_hold_the_own_grade_and_its_neighbours():
    result = score(n=49, histograms=SEKADAU, received=True)
    assert possible_grades(result) == (Grade.B, Grade.C)
    assert possible_grades(result.elements["biaya"]) == (Grade.A, Grade.B)
    assert possible_grades(score(n=29, histograms=unanimous(4, 29), received=True)) == ()


columns_of_a_unit = st.lists(histograms, min_size=1, max_size=9).map(
    lambda columns: dict(zip(ELEMENTS, columns, strict=False))
)


def a_score(columns: dict[str, Histogram]) -> Score:
    return score(n=max(map(answered, columns.values())), histograms=columns, received=True)


@given(columns_of_a_unit)
def test_the_interval_contains_the_index_and_the_grade_is_possible(columns):
    result = a_score(columns)
    parts: list[Score | ElementScore] = [result, *result.elements.values()]
    for part in parts:
        if part.index is not None and part.interval is not None:
            low, high = part.interval
            assert 25 <= low <= part.index <= high <= 100
        assert (part.index is None) == (part.interval is None)
        assert part.grade is None or part.grade in possible_grades(part)


@given(columns_of_a_unit)
def test_hidden_stays_hidden(columns):
    result = a_score(columns)
    for part in result.elements.values():
        assert (part.hidden is not None) == (part.n < MINIMUM_PUBLISHED)
        assert part.hidden is None or is_withheld(part, VALUES_OF_ELEMENT)
    some_hidden = any(part.hidden for part in result.elements.values())
    assert is_withheld(result, VALUES) if some_hidden else result.index is not None


@given(st.lists(histograms, min_size=3, max_size=3))
def test_the_order_of_elements_does_not_matter(columns):
    named = dict(zip(ELEMENTS, columns, strict=False))
    expected = a_score(named)
    assert all(a_score(dict(order)) == expected for order in permutations(named.items()))
