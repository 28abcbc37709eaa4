"""Each monitor by itself, on figures that can be checked by hand; how often they rise for nothing is simulated."""

from __future__ import annotations

import datetime
from math import log

import pytest

from portal.domain.monitors import Alarm, Batch, Counters, Monitor, Watched, alarms, counted
from portal.domain.monitors.channels import apart
from portal.domain.monitors.counters import first_of, week_of
from portal.domain.monitors.cusum import Span, of_count, of_fall, of_rise, of_straight_lines, spans
from portal.domain.monitors.redemptions import expected, unusual_batches, usual_share
from portal.domain.monitors.usual import NEW_UNIT, QUIET, History, Usual
from portal.domain.questionnaire import Channel
from portal.domain.signals import Reason

MONDAY = datetime.date(2026, 6, 1)
DAY = datetime.timedelta(days=1)
USUAL = Usual(15.0, 0.4, 0.8, 0.8, is_young=False)
MIXED = ("343443332", "232333232", "344443433", "444444444", "334343334")
"""Five ratings, one of them a straight line."""


def some_days(n: int, *, start: datetime.date = MONDAY, days: int = 70, packed: tuple[str, ...] = MIXED):
    one = counted((packed * n)[:n])
    return {start + back * DAY: one for back in range(days)}


# --- counters ----------------------------------------------------------------------------------------------------


def test_counters_of_ratings_are_sums_without_the_blanks():
    assert counted(["444444444", "111100000", "040342034"]) == Counters(3, 3, 2, 27 + 0 + 14, 9 + 4 + 6)


def test_the_mean_is_a_share_of_the_way_from_one_to_four():
    assert counted(["444444444"]).mean == 1
    assert counted(["111111111"]).mean == 0
    assert counted(["222222222", "333333333"]).mean == 0.5


def test_weeks_run_from_monday_to_sunday():
    assert {week_of(MONDAY + days * DAY) for days in range(7)} == {week_of(MONDAY)}
    assert week_of(MONDAY + 7 * DAY) == week_of(MONDAY) + 1
    assert first_of(week_of(MONDAY + 3 * DAY)) == MONDAY


# --- what is usual -----------------------------------------------------------------------------------------------


def test_an_attack_of_three_weeks_in_eight_does_not_become_the_usual():
    days = some_days(10)
    before = History(days).usual(MONDAY + 77 * DAY)
    flood = counted(["444444444"] * 1000)
    attacked = days | {MONDAY + at * DAY: flood for at in range(35, 55)}
    after = History(attacked).usual(MONDAY + 77 * DAY)
    assert after.n == pytest.approx(before.n, rel=0.1)
    assert after.straight == pytest.approx(before.straight, abs=0.06)


def test_what_lasts_for_more_than_half_of_the_weeks_is_the_usual():
    days = some_days(10) | some_days(20, start=MONDAY + 70 * DAY)
    assert History(days).usual(MONDAY + 77 * DAY).n < 12
    assert History(days).usual(MONDAY + 125 * DAY).n > 20


def test_a_closed_weekday_is_expected_to_be_quiet_but_not_empty():
    days = {day: one for day, one in some_days(10).items() if day.weekday() != 6}
    history = History(days)
    sunday = MONDAY + 76 * DAY
    assert sunday.weekday() == 6
    assert QUIET <= history.usual(sunday).n < 1
    assert history.usual(sunday - DAY).n > 10


def test_a_new_unit_may_have_many_before_anything_is_known_and_then_about_what_its_days_had():
    days = some_days(10, days=20)
    assert History(days).usual(MONDAY + 3 * DAY).n == NEW_UNIT
    assert History(days).usual(MONDAY + 10 * DAY).n == 13.0
    assert History(days).usual(MONDAY + 10 * DAY).is_young


def test_a_unit_without_a_rating_has_the_values_of_any_unit():
    usual = History({}).usual(MONDAY)
    assert (usual.straight, usual.high, usual.low) == (0.60, 0.90, 0.70)


def test_only_what_came_before_a_day_says_what_is_usual_on_it():
    days = some_days(10)
    later = days | {MONDAY + 60 * DAY: counted(["444444444"] * 500)}
    assert History(later).usual(MONDAY + 60 * DAY) == History(days).usual(MONDAY + 60 * DAY)


# --- evidence ----------------------------------------------------------------------------------------------------


def test_a_count_speaks_for_an_attack_only_well_above_the_usual():
    base = log(36 / 21)
    assert of_count(Counters(n=30), USUAL) == pytest.approx(30 * (log(2) - base) - 6 * base)
    assert of_count(Counters(n=15), USUAL) < 0
    assert of_count(Counters(n=20), USUAL) < 0 < of_count(Counters(n=24), USUAL)


def test_straight_lines_speak_only_beyond_the_middle_between_usual_and_attack():
    assert of_straight_lines(Counters(1, 1, 1), USUAL) == pytest.approx(log(0.7 / 0.4))
    assert of_straight_lines(Counters(1, 1, 0), USUAL) == pytest.approx(log(0.3 / 0.6))
    assert of_straight_lines(Counters(10, 10, 4), USUAL) < 0 < of_straight_lines(Counters(10, 10, 7), USUAL)


def test_means_speak_upwards_and_downwards():
    best, usual, worst = counted(["444444444"] * 9), counted(["334444343"] * 9), counted(["111111111"] * 9)
    assert of_rise(best, USUAL) > 0 > of_rise(usual, USUAL) > of_rise(worst, USUAL)
    assert of_fall(worst, USUAL) > 0 > of_fall(usual, USUAL) > of_fall(best, USUAL)


@pytest.mark.parametrize("evidence", [of_straight_lines, of_rise, of_fall])
def test_a_day_without_ratings_says_nothing_of_answers(evidence):
    assert evidence(Counters(), USUAL) == 0


def test_the_first_of_many_alike_ratings_of_a_day_says_more_than_the_hundredth():
    one, many = (of_straight_lines(Counters(n, n, n), USUAL) for n in (1, 100))
    assert many < 50 * one


def of_days(*evidence: float):
    return [(MONDAY + at * DAY, one) for at, one in enumerate(evidence)]


def test_an_alarm_is_about_the_days_since_its_sum_left_nothing():
    assert list(spans(of_days(-1, 2, -3, 2, 2, 2, -1, -9), 5)) == [
        Span(MONDAY + 3 * DAY, MONDAY + 5 * DAY, MONDAY + 6 * DAY)
    ]


def test_a_sum_starts_anew_after_an_alarm_and_one_that_goes_on_is_still_there():
    found = list(spans(of_days(6, -9, 3, 3), 5))
    assert found == [Span(MONDAY, MONDAY, MONDAY), Span(MONDAY + 2 * DAY, MONDAY + 3 * DAY, MONDAY + 3 * DAY)]


def test_however_great_a_flood_its_alarm_ends_soon_after_it():
    (span,) = spans(of_days(10_000, -1, -1, -1, -1, -1, -1), 5)
    assert span.last < MONDAY + 5 * DAY


# --- both channels, and codes -------------------------------------------------------------------------------------


def two_channels(opened: tuple[str, ...], verified: tuple[str, ...]):
    """Thirty weeks alike, and then four in which each channel has its own answers."""
    both = some_days(10, days=210)
    return (both | some_days(10, start=MONDAY + 210 * DAY, days=28, packed=one) for one in (opened, verified))


def test_what_both_channels_show_is_of_the_service_and_no_alarm():
    opened, verified = two_channels(("444444444",), ("444444444",))
    assert apart(opened, verified, MONDAY + 238 * DAY) is None


@pytest.mark.parametrize(("answer", "side"), [("4", 1), ("2", -1)])
def test_what_the_open_channel_alone_shows_is_one(answer, side):
    opened, verified = two_channels((answer * 9,), MIXED)
    found = apart(opened, verified, MONDAY + 238 * DAY)
    assert found is not None
    assert (found.lately - found.before) * side > 0.067
    assert found.before == pytest.approx(0)


def test_channels_with_few_ratings_are_not_compared():
    opened, verified = two_channels(("444444444",), MIXED)
    few = {day: counters for day, counters in verified.items() if day.day == 1}
    assert apart(opened, few, MONDAY + 238 * DAY) is None


def codes(redeemed: int, *, issued: int = 30, days: int = 60):
    return {MONDAY + at * DAY: Batch(issued, redeemed) for at in range(days)}


def test_the_usual_share_of_codes_is_that_of_codes_which_have_expired():
    young = {MONDAY + at * DAY: Batch(30, 30) for at in range(60, 70)}
    assert usual_share(codes(9) | young, MONDAY + 70 * DAY) == pytest.approx((0.3 * 1650 + 0.6 * 60) / 1710, abs=0.02)


def test_a_day_whose_codes_nearly_all_come_back_is_unusual():
    day = MONDAY + 62 * DAY
    batches = codes(9) | {day - 2 * DAY: Batch(30, 30), day - DAY: Batch(30, 14)}
    (found,) = unusual_batches(batches, day)
    assert (found.issued_on, found.found) == (day - 2 * DAY, 100)


def test_few_codes_and_those_of_a_unit_whose_codes_always_come_back_are_not():
    day = MONDAY + 62 * DAY
    assert list(unusual_batches(codes(9) | {day: Batch(4, 4)}, day)) == []
    assert list(unusual_batches(codes(28) | {day: Batch(30, 30)}, day)) == []
    assert list(unusual_batches(codes(9) | {day: Batch(30, 0)}, day)) == []


def test_who_hands_out_more_codes_may_have_more_verified_ratings():
    day = MONDAY + 66 * DAY
    more = codes(9) | {MONDAY + at * DAY: Batch(120, 0) for at in range(60, 67)}
    assert expected(more, day) == pytest.approx(4 * expected(codes(9, days=67), day), rel=0.1)


# --- all together ------------------------------------------------------------------------------------------------


def alarms_of(opened, verified=None, batches=None, *, at: int = 70, is_over: bool = True) -> list[Alarm]:
    day = MONDAY + at * DAY
    return alarms(Watched(opened, verified or {}, batches or {}), start=day - 27 * DAY, end=day, is_over=is_over)


def test_quiet_weeks_have_no_alarm():
    assert alarms_of(some_days(15, days=71)) == []


def test_an_empty_unit_has_none():
    assert alarms_of({}) == []


def test_a_brigade_is_told_with_what_was_found_and_what_is_usual():
    days = some_days(15) | {MONDAY + 70 * DAY: counted(MIXED * 3 + ("111111111",) * 15)}
    (found,) = [alarm for alarm in alarms_of(days) if alarm.monitor is Monitor.MEAN_DOWN]
    day = MONDAY + 70 * DAY
    assert (found.channel, found.since, found.raised, found.last) == (Channel.OPEN, day, day, day)
    assert (found.found, found.usual) == (217, 333)


def test_a_day_that_still_runs_may_raise_an_alarm_but_ends_none():
    days = some_days(15) | {MONDAY + 70 * DAY: counted(["111111111"] * 15)}
    quiet = days | {MONDAY + 71 * DAY: counted(MIXED * 20)}
    running = [a for a in alarms_of(quiet, at=71, is_over=False) if a.monitor is Monitor.MEAN_DOWN]
    ended = [a for a in alarms_of(quiet, at=71) if a.monitor is Monitor.MEAN_DOWN]
    assert running[0].last == MONDAY + 71 * DAY
    assert ended[0].last == MONDAY + 70 * DAY


def test_verified_ratings_are_held_for_their_codes_alone():
    days = some_days(15) | {MONDAY + 70 * DAY: counted(["444444444"] * 150)}
    found = {alarm.monitor: alarm.reason for alarm in alarms_of({}, days)}
    assert found[Monitor.COUNT] is Reason.REDEMPTIONS
    assert found[Monitor.STRAIGHT_LINES] is None
    assert found[Monitor.MEAN_UP] is None


def test_codes_that_nearly_all_came_back_raise_an_alarm_of_their_day():
    batches = codes(9, days=70) | {MONDAY + 69 * DAY: Batch(60, 60)}
    (found,) = alarms_of({}, {}, batches)
    assert (found.monitor, found.since, found.last) == (Monitor.REDEMPTION, MONDAY + 69 * DAY, MONDAY + 70 * DAY)


def test_the_open_channel_leaving_the_verified_one_is_one_alarm_for_as_long_as_it_lasts():
    opened, verified = two_channels(("444444444",), MIXED)
    found = [a for a in alarms_of(opened, verified, at=237) if a.monitor is Monitor.ABOVE_VERIFIED]
    assert len(found) == 1
    assert found[0].last == MONDAY + 237 * DAY
    assert found[0].found > found[0].usual
