"""After a promise: which periods count, the change beside that of other units, its limits by hand, and the word."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.change import Direction, Stratum
from portal.domain.effect import Effect, Pair, Silence, effect, span
from portal.domain.periods import parse_period
from portal.domain.scoring import ElementScore, Hidden

Limits = tuple[str, str, str]
"""Lower limit, index and upper limit."""

NARROW: Limits = ("70.00", "70.00", "70.00")
"""A figure without any width, so that a sum by hand shows one thing at a time."""


def an_element(limits: Limits = NARROW, n: int = 100) -> ElementScore:
    low, index, high = map(Decimal, limits)
    return ElementScore(n, index / 25, index, None, (low, high), None, None, None)


def a_pair(before: Limits, after: Limits, *, n: int = 100, mix: Sequence[Stratum] | None = None) -> Pair:
    """One unit; without `mix` its only service moves as it does."""
    services = [Stratum(n, n, Decimal(before[1]), Decimal(after[1]))] if mix is None else mix
    return Pair(an_element(before, n), an_element(after, n), services)


def still(*changes: str, n: int = 100) -> list[Pair]:
    """Other units that moved by so much, each known exactly."""
    moved = (str(Decimal(70) + Decimal(change)) for change in changes)
    return [a_pair(NARROW, (index, index, index), n=n) for index in moved]


def found(own: Pair, others: Sequence[Pair]) -> Effect:
    answer = effect(own, others)
    assert isinstance(answer, Effect)
    return answer


OWN = a_pair(("57.00", "60.00", "64.00"), ("69.00", "73.00", "76.00"))
"""Rose by 13; below it sqrt(4^2 + 4^2), above it sqrt(3^2 + 3^2)."""


# --- which periods -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trigger", "made", "done", "before", "left_out", "after"),
    [
        ("2026-Q3", "2026-10-20", "2026-12-15", "2026-Q2", "2026-Q3", "2027-Q1"),
        ("2026-Q3", "2026-10-20", "2026-12-31", "2026-Q2", "2026-Q3", "2027-Q1"),
        # begun on the very day: it does not begin after
        ("2026-Q3", "2026-10-20", "2027-01-01", "2026-Q2", "2026-Q3", "2027-Q2"),
        ("2026-Q1", "2026-04-10", "2026-05-02", "2025-Q4", "2026-Q1", "2026-Q3"),
        ("2026-09", "2026-10-02", "2026-10-30", "2026-08", "2026-09", "2026-11"),
        ("2026-S1", "2026-07-10", "2026-08-01", "2025-S2", "2026-S1", "2027-S1"),
        ("2025", "2026-02-01", "2026-03-01", "2024", "2025", "2027"),
        # done before the period that triggered it was over
        ("2026-Q3", "2026-07-05", "2026-07-20", "2026-Q2", "2026-Q3", "2026-Q4"),
        ("2026-Q4", "2026-07-05", "2026-07-20", "2026-Q3", "2026-Q4", "2027-Q1"),
        # none was noted: the last quarter that was over when it was made
        ("", "2026-10-20", "2026-12-15", "2026-Q2", "2026-Q3", "2027-Q1"),
        ("", "2026-09-30", "2026-12-15", "2026-Q1", "2026-Q2", "2027-Q1"),
        ("", "2026-01-01", "2026-01-01", "2025-Q3", "2025-Q4", "2026-Q2"),
    ],
)
def test_the_trigger_is_left_out_and_the_later_period_begins_after_the_promise_was_done(
    trigger, made, done, before, left_out, after
):
    date = datetime.date.fromisoformat
    periods = span(parse_period(trigger) if trigger else None, made_on=date(made), done_on=date(done))
    assert (periods.before.text, periods.trigger.text, periods.after.text) == (before, left_out, after)


@given(
    st.sampled_from(["", "2026-05", "2026-Q2", "2026-S1", "2025"]),
    st.dates(datetime.date(2026, 1, 1), datetime.date(2030, 12, 31)),
    st.integers(0, 2000),
)
def test_no_period_overlaps_another_and_the_later_one_lies_after_the_day(trigger, made, days):
    done = made + datetime.timedelta(days)
    periods = span(parse_period(trigger) if trigger else None, made_on=made, done_on=done)
    assert periods.before.kind == periods.trigger.kind == periods.after.kind
    assert periods.before.last_month < periods.trigger.first_month
    assert periods.trigger.last_month < periods.after.first_month
    assert datetime.date.fromisoformat(f"{periods.after.first_month}-01") > done


# --- the figures, by hand ----------------------------------------------------------------------------------------


def test_the_others_mean_change_is_taken_away():
    # mean of 1, 2, 3, 4, 5 = 3; 13 - 3 = 10
    answer = found(OWN, still("1", "2", "3", "4", "5"))
    assert (answer.before, answer.after) == (Decimal("60.00"), Decimal("73.00"))
    assert (answer.change, answer.usual, answer.effect) == (Decimal("13.00"), Decimal("3.00"), Decimal("10.00"))
    assert answer.others == 5


def test_limits_are_the_sides_of_all_in_quadrature():
    # each other: fell and rose by nothing, 70 [66; 73] twice: down sqrt(4^2 + 3^2) = 5, up sqrt(3^2 + 4^2) = 5
    # down: sqrt(32 + 5 * 25 / 25) = sqrt(37) = 6.0828; up: sqrt(18 + 5) = 4.7958
    others = [a_pair(("66.00", "70.00", "73.00"), ("66.00", "70.00", "73.00"))] * 5
    answer = found(OWN, others)
    assert answer.spread == 0
    assert answer.interval == (Decimal("6.92"), Decimal("17.80"))


def test_the_others_upper_side_lies_below_and_their_lower_side_above():
    # each other: up sqrt(6^2 + 8^2) = 10, down 0: only the lower limit widens: sqrt(32 + 5 * 100 / 25) = 7.2111
    answer = found(OWN, [a_pair(("62.00", "70.00", "70.00"), ("70.00", "70.00", "76.00"))] * 5)
    assert answer.interval == (Decimal("5.79"), Decimal("17.24"))


def test_where_units_move_by_themselves_the_limits_are_wider():
    # changes -4, -2, 0, 2, 4 without chance: variance 40 / 4 = 10, spread 3.16
    # 2.776^2 * 10 * 6/5 = 92.4741; down sqrt(32 + 92.4741) = 11.1568; up sqrt(18 + 92.4741) = 10.5107
    answer = found(OWN, still("-4", "-2", "0", "2", "4"))
    assert (answer.usual, answer.spread) == (Decimal(0), Decimal("3.16"))
    assert answer.interval == (Decimal("1.84"), Decimal("23.51"))


def test_more_others_tell_more_of_how_far_units_move_by_themselves():
    # 36 others, -1 and 1 in turn: variance 36 / 35; t stays that of 30 degrees of freedom
    # 2.042^2 * 36/35 * 37/36 = 4.4080; down sqrt(32 + 4.4080) = 6.0339; up sqrt(18 + 4.4080) = 4.7337
    answer = found(OWN, still(*(["-1", "1"] * 18)))
    assert (answer.others, answer.spread) == (36, Decimal("1.01"))
    assert answer.interval == (Decimal("6.97"), Decimal("17.73"))


def test_what_chance_explains_of_their_movement_does_not_count_twice():
    # the same changes, each with sides of sqrt(6^2 + 8^2) = 10: chance (10/1.96)^2 = 26.03 > 10
    others = [
        a_pair(("62.00", "70.00", "78.00"), (str(64 + by), str(70 + by), str(76 + by))) for by in (-4, -2, 0, 2, 4)
    ]
    answer = found(OWN, others)
    # down sqrt(32 + 20) = 7.2111; up sqrt(18 + 20) = 6.1644
    assert answer.spread == 0
    assert answer.interval == (Decimal("5.79"), Decimal("19.16"))


# --- the word ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("usual", "expected"),
    [
        ("0", Direction.UP),
        ("7.33", Direction.UP),  # 13 - 7.33 - sqrt(32) = 0.0131
        ("7.34", Direction.UNCLEAR),  # 0.0031 is published as 0.00, which is not above 0
        ("8", Direction.UNCLEAR),
        ("13", Direction.UNCLEAR),
        ("17.24", Direction.UNCLEAR),
        ("17.25", Direction.DOWN),  # 13 - 17.25 + sqrt(18) = -0.0074
    ],
)
def test_a_word_only_where_the_limits_leave_out_no_effect(usual, expected):
    assert found(OWN, still(*[usual] * 5)).direction == expected


def shifted() -> list[Stratum]:
    """Two services that did not change; the ratings moved from the lower to the higher."""
    return [Stratum(80, 20, Decimal("55.00"), Decimal("55.00")), Stratum(20, 80, Decimal("80.00"), Decimal("80.00"))]


def test_a_rise_that_another_mix_of_services_made_has_no_word():
    answer = found(a_pair(("57.00", "60.00", "64.00"), ("71.00", "75.00", "78.00"), mix=shifted()), still(*"00000"))
    assert answer.interval[0] > 0
    assert answer.at_fixed_mix == 0
    assert answer.direction == Direction.UNCLEAR


def test_nor_a_rise_beside_others_that_fell_by_their_mix():
    fallen = [Stratum(s.n_after, s.n_before, s.index_before, s.index_after) for s in shifted()]
    others = [a_pair(NARROW, ("55.00", "55.00", "55.00"), mix=fallen) for _ in range(5)]
    answer = found(a_pair(NARROW, NARROW), others)
    assert (answer.effect, answer.at_fixed_mix) == (Decimal(15), Decimal(0))
    assert answer.direction == Direction.UNCLEAR


@pytest.mark.parametrize("mix", [[], [Stratum(79, 100, Decimal(60), Decimal(73))]])
def test_where_too_little_compares_at_a_fixed_mix_there_is_no_word(mix):
    answer = found(Pair(OWN.before, OWN.after, mix), still(*"00000"))
    assert (answer.at_fixed_mix, answer.direction) == (None, Direction.UNCLEAR)


def test_others_whose_services_do_not_compare_count_for_the_change_but_not_at_a_fixed_mix():
    others = [*still(*"00000"), a_pair(NARROW, ("76.00", "76.00", "76.00"), mix=[])]
    answer = found(OWN, others)
    assert (answer.others, answer.usual, answer.at_fixed_mix) == (6, Decimal(1), Decimal(13))


# --- when nothing can be said ------------------------------------------------------------------------------------


WITHHELD = ElementScore(9, None, None, None, None, None, None, Hidden.TOO_FEW)


@pytest.mark.parametrize("few", [an_element(n=29), WITHHELD])
@pytest.mark.parametrize("is_before", [True, False])
def test_with_fewer_than_thirty_answers_nothing_is_said(few, is_before):
    own = Pair(few, an_element(), []) if is_before else Pair(an_element(), few, [])
    assert effect(own, still(*"00000")) == Silence.TOO_FEW_RATINGS


def test_thirty_answers_are_enough_for_the_unit_and_for_the_others():
    assert found(a_pair(NARROW, NARROW, n=30), still(*"00000", n=30)).others == 5


def test_four_others_are_too_few_and_one_with_too_few_answers_is_no_other():
    assert effect(OWN, still(*"0000")) == Silence.TOO_FEW_UNITS
    assert effect(OWN, still(*"0000") + still("0", n=29)) == Silence.TOO_FEW_UNITS


# --- properties --------------------------------------------------------------------------------------------------

hundredths = st.decimals(-20, 20, places=2).map(str)


@given(st.lists(hundredths, min_size=5, max_size=9), st.randoms())
def test_the_order_of_the_others_does_not_matter(changes, random):
    others = still(*changes)
    again = random.sample(others, len(others))
    assert found(OWN, others) == found(OWN, again)


@given(st.lists(hundredths, min_size=5, max_size=9), st.integers(-9, 9))
def test_what_moves_every_unit_alike_moves_no_effect(changes, drift):
    later = [str(Decimal(limit) + drift) for limit in ("69.00", "73.00", "76.00")]
    moved = a_pair(("57.00", "60.00", "64.00"), (later[0], later[1], later[2]))
    here = found(OWN, still(*changes))
    there = found(moved, still(*(str(Decimal(change) + drift) for change in changes)))
    assert (there.effect, there.interval, there.direction) == (here.effect, here.interval, here.direction)
