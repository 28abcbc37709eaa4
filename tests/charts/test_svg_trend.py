"""The trend: gaps stay gaps, the axis fits the intervals, labels never touch."""

from itertools import pairwise

import pytest

from portal.charts import svg
from portal.charts.wrapping import text_width, wrap
from tests.charts.builders import (
    GRADE_BANDS,
    REASON,
    SVG,
    a_hidden_period,
    a_trend_point,
    chart_words,
    coordinate,
    marked,
    parse,
    shown_text,
)

FOUR = [
    a_trend_point("TW4 25", "80.40", "78.30", "82.20"),
    a_trend_point("TW1 26", "83.90", "82.10", "85.50"),
    a_hidden_period("TW2 26"),
    a_trend_point("TW3 26", "86.20", "84.60", "87.60", 1412),
]


def drawn(points=FOUR):
    return svg.trend(points, GRADE_BANDS, chart_words())


def test_every_value_count_and_period_is_told():
    told = shown_text(drawn())
    for point in FOUR:
        assert f"{point.label}: {point.value_text}" in told
        assert point.count_text in told


def test_dots_stand_at_their_values_on_one_axis_of_time():
    dots = marked(drawn(), "dot")
    along = [coordinate(dot, "cx") for dot in dots]
    assert along == sorted(along)
    assert "Sumbu mulai dari 75" in shown_text(drawn())
    for dot, index in zip(dots, (80.4, 83.9, 86.2), strict=True):
        assert coordinate(dot, "cy") == pytest.approx(180 - 158 * (index - 75) / 15, abs=0.06)


def test_a_hidden_period_breaks_the_line_and_gives_its_reason():
    lines = marked(drawn(), "line")
    assert [len(line.attrib["points"].split()) for line in lines] == [2]
    assert len(marked(drawn(), "hidden")) == 1
    assert REASON in " ".join(text.text or "" for text in marked(drawn(), "hidden-text"))


def test_the_ribbon_of_a_lone_period_is_the_bar_of_its_interval():
    (bar,) = marked(drawn(FOUR[:1]), "ribbon")
    assert bar.tag == f"{SVG}rect"
    assert coordinate(bar, "height") == pytest.approx(158 * 3.9 / 15, abs=0.11)


def test_the_ribbon_runs_along_the_upper_limits_and_back_along_the_lower():
    ribbon = marked(drawn(FOUR[:2]), "ribbon")[0]
    heights = [float(pair.split(",")[1]) for pair in ribbon.attrib["points"].split()]
    expected = [180 - 158 * (limit - 75) / 15 for limit in (82.2, 85.5, 82.1, 78.3)]
    assert heights == pytest.approx(expected, abs=0.06)


def test_named_thresholds_are_drawn_where_they_lie():
    near = [a_trend_point(low="80", high="90", index="85")]
    assert len(marked(drawn(near), "threshold")) == 2
    told = " ".join(text.text or "" for text in marked(drawn(near), "axis"))
    assert "batas A 88,31" in told
    assert "batas B 76,61" in told


def test_a_threshold_far_from_every_value_is_left_out():
    far = [a_trend_point(index="40", low="35", high="45")]
    assert not marked(drawn(far), "threshold")


@pytest.mark.parametrize("count", [1, 2, 6, 8, 12, 24, 36])
def test_labels_never_touch_and_the_latest_is_always_labelled(count):
    points = [a_trend_point(f"TW{position} 26", n=1000 + position) for position in range(count)]
    values = marked(drawn(points), "value")
    assert coordinate(values[-1], "x") == max(coordinate(dot, "cx") for dot in marked(drawn(points), "dot"))
    for one, other in pairwise(values):
        room = coordinate(other, "x") - coordinate(one, "x")
        assert room >= text_width(points[0].value_text, bold=True)


def test_only_hidden_periods_and_none_at_all_are_still_charts():
    assert not marked(drawn([a_hidden_period(), a_hidden_period()]), "dot")
    assert parse(drawn([])).tag == f"{SVG}svg"


def test_wrapping_keeps_every_word_that_fits_and_marks_what_is_cut():
    assert wrap("satu dua tiga", 1000) == ["satu dua tiga"]
    assert " ".join(wrap("Sistem, mekanisme, dan prosedur", 110)) == "Sistem, mekanisme, dan prosedur"
    assert wrap("satu dua tiga empat", 36, 2) == ["satu", "dua…"]
    assert wrap("ketidaksepahaman", 40)[0].endswith("…")
    assert wrap("", 40) == []
