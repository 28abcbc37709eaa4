"""Which ratings an alarm holds, and for which reason."""

from __future__ import annotations

import datetime

import pytest

from portal.domain.monitors import Alarm, Candidate, Monitor, reasons
from portal.domain.questionnaire import Channel
from portal.domain.signals import Reason

MONDAY = datetime.date(2026, 6, 1)
DAY = datetime.timedelta(days=1)


def an_alarm(monitor: Monitor, channel: Channel = Channel.OPEN, *, last: int = 0) -> Alarm:
    return Alarm(monitor, channel, MONDAY, MONDAY, MONDAY + last * DAY, 1, 0)


def held(packed: str, *of: Monitor, day: datetime.date = MONDAY, channel: Channel = Channel.OPEN) -> Reason | None:
    rating = Candidate(b"x", channel, day, packed)
    return reasons([an_alarm(one) for one in of], [rating]).get(b"x")


@pytest.mark.parametrize(
    ("packed", "monitor", "reason"),
    [
        ("444444444", Monitor.MEAN_UP, Reason.MEAN_UP),
        ("444443444", Monitor.MEAN_UP, Reason.MEAN_UP),
        ("444333444", Monitor.MEAN_UP, None),
        ("111111111", Monitor.MEAN_UP, None),
        ("122222211", Monitor.MEAN_DOWN, Reason.MEAN_DOWN),
        ("233332222", Monitor.MEAN_DOWN, None),
        ("000033333", Monitor.STRAIGHT_LINES, Reason.STRAIGHT_LINES),
        ("333333334", Monitor.STRAIGHT_LINES, None),
        ("344443433", Monitor.COUNT, Reason.MANY),
        ("444444444", Monitor.ABOVE_VERIFIED, Reason.MEAN_UP),
        ("111111111", Monitor.BELOW_VERIFIED, Reason.MEAN_DOWN),
    ],
)
def test_an_alarm_holds_what_shows_what_it_saw(packed, monitor, reason):
    assert held(packed, monitor) is reason


def test_what_says_most_about_a_rating_is_its_reason():
    every = (Monitor.COUNT, Monitor.STRAIGHT_LINES, Monitor.MEAN_DOWN)
    assert held("111111111", *every) is Reason.MEAN_DOWN
    assert held("344443433", *every) is Reason.MANY


def test_the_straight_lines_of_the_other_side_are_left_alone_where_a_mean_moved():
    assert held("444444444", Monitor.STRAIGHT_LINES, Monitor.MEAN_DOWN) is None


def test_other_days_and_the_other_channel_are_left_alone():
    assert held("111111111", Monitor.MEAN_DOWN, day=MONDAY + DAY) is None
    assert held("111111111", Monitor.MEAN_DOWN, day=MONDAY - DAY) is None
    assert held("111111111", Monitor.MEAN_DOWN, channel=Channel.VERIFIED) is None


def test_an_alarm_that_holds_nothing_holds_nothing():
    rating = Candidate(b"x", Channel.VERIFIED, MONDAY, "444444444")
    assert reasons([an_alarm(Monitor.STRAIGHT_LINES, Channel.VERIFIED)], [rating]) == {}
