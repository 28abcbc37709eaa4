"""Units beside their like: the funnel, its words and the rank interval, against a second computation in floats."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal, localcontext
from math import sqrt
from statistics import NormalDist, fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.comparison import INNER, OUTER, QUANTILE, Comparison, Member, Placed, Standing, compare
from portal.domain.histograms import Histogram
from portal.domain.scoring import index_from_histograms

FOURS: Histogram = (0, 0, 0, 40)
MIXED: Histogram = (2, 4, 18, 16)
ONE_SD = stdev([answer / 3 for answer, count in enumerate(MIXED) for _ in range(count)])


def a_member(key: str, index: str | Decimal = "80.00", n=40, histograms: Sequence[Histogram] = (MIXED,) * 9) -> Member:
    return Member(key, n, Decimal(index), histograms)


def units(*indices: str, n=40) -> list[Member]:
    return [a_member(f"unit-{number}", index, n) for number, index in enumerate(indices)]


def compared(members: Sequence[Member]) -> Comparison:
    found = compare(members)
    assert found is not None
    return found


def placed(members: Sequence[Member]) -> list[Placed]:
    return list(compared(members).members.values())


@st.composite
def kinds(draw) -> list[Member]:
    """Ten to 25 units whose index is that of their histograms, one to three elements."""
    count, elements = draw(st.integers(10, 25)), draw(st.integers(1, 3))
    histogram = st.tuples(*[st.integers(0, 60)] * 4).filter(lambda h: sum(h) >= 30)
    members = []
    for number in range(count):
        histograms = draw(st.lists(histogram, min_size=elements, max_size=elements))
        n = max(map(sum, histograms))
        members.append(Member(f"unit-{number}", n, index_from_histograms(histograms), histograms))
    return members


# --- a second computation ----------------------------------------------------------------------------------------


def answers(histogram: Histogram) -> list[float]:
    return [value / 3 for value, count in enumerate(histogram) for _ in range(count)]


def variance_by_floats(members: Sequence[Member]) -> float:
    own = [0.8 * (75 * fmean(stdev(answers(h)) for h in m.histograms)) ** 2 for m in members]
    freedom = [m.n - 1 for m in members]
    return sum(f * v for f, v in zip(freedom, own, strict=True)) / sum(freedom)


def between_by_floats(members: Sequence[Member], mean: float, variance: float) -> float:
    """As DESIGN.md section 6 writes it, with the weights 1/s^2 and Q = K phi."""
    if variance == 0:
        return 0.0
    chance = [variance / m.n for m in members]
    z = sorted((float(m.index) - mean) / sqrt(s2) for m, s2 in zip(members, chance, strict=True))
    count, cut = len(z), len(z) // 10
    z = [z[cut]] * cut + z[cut : count - cut] + [z[count - cut - 1]] * cut
    phi = fmean(value * value for value in z)
    weights = [1 / s2 for s2 in chance]
    return max(0.0, (count * phi - count + 1) / (sum(weights) - sum(w * w for w in weights) / sum(weights)))


def ranks_by_floats(members: Sequence[Member], mean: float, variance: float, between: float) -> list[tuple[int, int]]:
    count = len(members)
    if between == 0:
        return [(1, count)] * count
    keep = [between / (between + variance / m.n) for m in members]
    means = [mean + b * (float(m.index) - mean) for b, m in zip(keep, members, strict=True)]
    left = [b * variance / m.n for b, m in zip(keep, members, strict=True)]

    def surely(i: int, j: int) -> bool:
        return NormalDist().cdf((means[i] - means[j]) / sqrt(left[i] + left[j])) > 0.975

    every = range(count)
    return [(1 + sum(surely(j, i) for j in every), count - sum(surely(i, j) for j in every)) for i in every]


@given(kinds())
def test_mean_and_variances_agree_with_a_computation_in_floats(members):
    found = compared(members)
    mean = sum(m.n * float(m.index) for m in members) / sum(m.n for m in members)
    variance = variance_by_floats(members)
    assert float(found.mean) == pytest.approx(mean)
    assert float(found.variance) == pytest.approx(variance)
    assert float(found.between) == pytest.approx(between_by_floats(members, mean, variance), abs=1e-8)


@given(kinds())
def test_ranks_agree_with_a_computation_in_floats(members):
    found = compared(members)
    expected = ranks_by_floats(members, float(found.mean), float(found.variance), float(found.between))
    assert [one.rank for one in found.members.values()] == expected


@given(kinds(), st.integers(1, 10_000), st.sampled_from([INNER, OUTER]))
def test_limits_agree_with_a_computation_in_floats(members, n, z):
    found = compared(members)
    half = float(z) * sqrt(float(found.variance) / n + float(found.between))
    expected = (max(25.0, float(found.mean) - half), min(100.0, float(found.mean) + half))
    assert [float(limit) for limit in found.limits(n, z)] == pytest.approx(expected, abs=0.0051)


def test_ranks_ask_for_a_probability_over_975_thousandths():
    """The quantile to all its digits: the distribution function by its series, in 40 digits."""
    with localcontext(prec=40):
        term, total, odd = QUANTILE, QUANTILE, 1
        while term > Decimal("1e-38"):
            odd += 2
            term = term * QUANTILE * QUANTILE / odd
            total += term
        pi = Decimal("3.14159265358979323846264338327950288419717")
        below = Decimal("0.5") + total * (-QUANTILE * QUANTILE / 2).exp() / (2 * pi).sqrt()
        assert abs(below - Decimal("0.975")) < Decimal("1e-29")


# --- by hand -----------------------------------------------------------------------------------------------------


def test_a_kind_computed_by_hand():
    """Ten units of 40 ratings, nine at 80 and one at 60: winsorised, the one counts as 80 does."""
    found = compared(units(*["80.00"] * 9, "60.00"))
    # z of a unit at 80 is 2/s; drawn in, all ten have it: Q = 10 x 4 x 40 / variance
    variance = 0.8 * (75 * ONE_SD) ** 2
    weight = 40 / variance
    expected = max(0.0, (10 * 4 * weight - 9) / (10 * weight - weight))
    assert found.mean == Decimal(78)
    assert float(found.variance) == pytest.approx(variance)
    assert float(found.between) == pytest.approx(expected)


def test_an_outlier_is_drawn_in_and_still_called_lower():
    found = compared(units("79.00", "79.50", "80.00", "80.50", "81.00", "79.20", "80.80", "79.70", "80.30", "50.00"))
    assert found.members["unit-9"].standing == Standing.LOWER
    assert {found.members[f"unit-{number}"].standing for number in range(9)} == {Standing.EQUAL}


def test_two_outliers_among_ten_widen_the_funnel():
    """Only one in ten on each side is drawn in; two far below are a difference that is usual in this kind."""
    one, two = (compared(units(*["80.00"] * (10 - count), *["50.00"] * count)) for count in (1, 2))
    assert two.between > one.between


def test_a_clear_order_gives_narrow_ranks():
    found = placed(units(*[str(index) for index in range(50, 100, 5)], n=40_000))
    assert [one.rank for one in found] == [(rank, rank) for rank in range(10, 0, -1)]


def test_ties_share_their_ranks():
    found = placed(units(*["60.00"] * 5, *["90.00"] * 5, n=40_000))
    assert [one.rank for one in found] == [(6, 10)] * 5 + [(1, 5)] * 5


# --- edges -------------------------------------------------------------------------------------------------------


def test_nine_units_are_too_few_and_ten_enough():
    ten = units(*["80.00"] * 10)
    assert compare(ten[:9]) is None
    assert len(compared(ten).members) == 10
    assert compare([]) is None


def test_a_unit_below_thirty_ratings_is_left_out():
    small = a_member("small", "30.00", n=29)
    ten = units(*["80.00"] * 10, n=30)
    assert compare([*ten[:9], small]) is None
    assert compare([*ten, small]) == compare(ten)


def test_units_with_the_same_index_are_all_equal():
    found = compared(units(*["80.00"] * 12))
    assert (found.mean, found.between) == (Decimal(80), Decimal(0))
    assert {(one.standing, one.rank) for one in found.members.values()} == {(Standing.EQUAL, (1, 12))}


def test_all_fours_everywhere_are_all_equal():
    found = compared([a_member(str(number), "100.00", 40, [FOURS] * 9) for number in range(10)])
    assert (found.variance, found.between) == (Decimal(0), Decimal(0))
    assert {(one.standing, one.rank) for one in found.members.values()} == {(Standing.EQUAL, (1, 10))}
    assert found.limits(40) == (Decimal("100.00"), Decimal("100.00"))


def test_without_any_deviation_even_different_units_are_called_equal():
    threes = [a_member(f"three-{number}", "75.00", 40, [(0, 0, 40, 0)] * 9) for number in range(5)]
    fours = [a_member(f"four-{number}", "100.00", 40, [FOURS] * 9) for number in range(5)]
    assert {(one.standing, one.rank) for one in placed([*threes, *fours])} == {(Standing.EQUAL, (1, 10))}


def test_a_unit_on_the_published_outer_limit_is_equal_and_the_first_beyond_it_higher():
    others = units(*["79.00", "81.00"] * 20, n=4000)

    def last(hundredths: int) -> tuple[Decimal, Standing]:
        found = compared([*others, a_member("last", Decimal(hundredths) / 100, 30)])
        return found.limits(30, OUTER)[1], found.members["last"].standing

    scale = range(8000, 10_001)
    first = scale[bisect_left(scale, True, key=lambda hundredths: last(hundredths)[1] == Standing.HIGHER)]
    assert Decimal(first) / 100 > last(first)[0]
    assert Decimal(first - 1) / 100 <= last(first - 1)[0]
    assert last(first - 1)[1] == Standing.EQUAL


def test_limits_stop_at_the_ends_of_the_scale():
    found = compared(units(*["30.00", "99.00"] * 5))
    assert found.limits(30, OUTER) == (Decimal("25.00"), Decimal("100.00"))


def test_a_unit_at_the_top_of_the_scale_can_be_equal_only_by_a_limit_at_the_top():
    found = compared(units("100.00", *["92.00", "94.00"] * 5))
    assert found.limits(40, OUTER)[1] == Decimal("100.00")
    assert found.members["unit-0"].standing == Standing.EQUAL


def test_a_unit_that_comes_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        compare([*units(*["80.00"] * 10), a_member("unit-3")])


def test_an_element_with_a_single_answer_is_refused():
    with pytest.raises(ValueError, match="fewer than two"):
        compare([*units(*["80.00"] * 9), a_member("other", histograms=[(0, 0, 0, 1)])])


def test_there_are_no_limits_for_no_ratings():
    with pytest.raises(ValueError, match="0 ratings"):
        compared(units(*["80.00"] * 10)).limits(0)


# --- properties --------------------------------------------------------------------------------------------------


@given(kinds(), st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter(members, random):
    shuffled = random.sample(members, len(members))
    here, there = compared(members), compared(shuffled)
    assert here.members == there.members
    assert all(here.limits(n, z) == there.limits(n, z) for n in (30, 300) for z in (INNER, OUTER))


@given(kinds())
def test_upside_down_the_words_and_ranks_are_mirrored(members):
    def mirrored(member: Member) -> Member:
        turned = [(h[3], h[2], h[1], h[0]) for h in member.histograms]
        return Member(member.key, member.n, 125 - member.index, turned)

    other = {Standing.HIGHER: Standing.LOWER, Standing.LOWER: Standing.HIGHER, Standing.EQUAL: Standing.EQUAL}
    turned = compared([mirrored(member) for member in members]).members
    for key, one in compared(members).members.items():
        assert turned[key].standing == other[one.standing]
        assert turned[key].rank == (len(members) + 1 - one.rank[1], len(members) + 1 - one.rank[0])


@given(kinds())
def test_more_ratings_never_widen_the_funnel_and_the_outer_holds_the_inner(members):
    found = compared(members)
    inner, outer = ([found.limits(n, z) for n in (10, 30, 100, 1000, 100_000)] for z in (INNER, OUTER))
    for limits in (inner, outer):
        assert [low for low, _ in limits] == sorted(low for low, _ in limits)
        assert [high for _, high in limits] == sorted((high for _, high in limits), reverse=True)
    assert all(o[0] <= i[0] <= i[1] <= o[1] for i, o in zip(inner, outer, strict=True))


@given(kinds())
def test_words_are_those_of_the_outer_limits(members):
    found = compared(members)
    for one in found.members.values():
        low, high = found.limits(one.n, OUTER)
        assert (one.standing == Standing.HIGHER) is (found.variance > 0 and one.index > high)
        assert (one.standing == Standing.LOWER) is (found.variance > 0 and one.index < low)


@given(kinds())
def test_ranks_lie_within_the_kind_and_somebody_may_be_first_and_last(members):
    ranks = [one.rank for one in placed(members)]
    assert all(1 <= first <= last <= len(members) for first, last in ranks)
    assert min(first for first, _ in ranks) == 1
    assert max(last for _, last in ranks) == len(members)
