"""The chart of days: true to its counts, alarms told by more than colour, and light."""

from __future__ import annotations

import gzip

from portal.charts import svg
from portal.charts.values import DayPoint
from tests.charts.builders import HOSTILE, chart_words, coordinate, marked, parse, shown_text


def some_days(*counts: int, alarm: int = -1, usual: float = 10.0) -> list[DayPoint]:
    return [DayPoint(f"{at} Juli", n, usual, at == alarm, f"{n}, biasanya 10") for at, n in enumerate(counts)]


def drawn(*counts: int, **more: int) -> str:
    return svg.days(some_days(*counts, **more), chart_words())


def test_a_bar_is_as_high_as_its_count():
    low, high = (coordinate(bar, "height") for bar in marked(drawn(10, 20), "day"))
    assert high == 2 * low > 0


def test_the_axis_ends_at_the_highest_of_counts_and_usual():
    assert "30" in shown_text(drawn(10, 30))
    (bar,) = marked(svg.days(some_days(5, usual=50.0), chart_words()), "day")
    assert coordinate(bar, "height") == 12


def test_a_day_of_an_alarm_has_a_cap_besides_its_colour():
    chart = drawn(10, 40, alarm=1)
    assert len(marked(chart, "day-alarm")) == 1
    assert len(marked(chart, "cap")) == 1
    assert marked(drawn(10, 40), "cap") == []


def test_the_usual_is_one_line_over_all_days():
    (line,) = marked(drawn(10, 20, 30), "line")
    assert len(line.get("points", "").split()) == 6


def test_every_day_says_its_count():
    assert "1 Juli: 20, biasanya 10" in shown_text(drawn(10, 20))


def test_hostile_words_stay_words():
    chart = svg.days([DayPoint(HOSTILE, 1, 1.0, True, HOSTILE)], chart_words())
    assert "<script" not in chart
    assert parse(chart) is not None


def test_no_days_are_an_empty_chart():
    assert marked(svg.days([], chart_words()), "day") == []


def test_eight_weeks_are_light():
    assert len(gzip.compress(drawn(*range(56)).encode())) < 3000
