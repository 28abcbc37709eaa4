"""The interactive figures: no template bulk, true error bars, and nothing of what is hidden."""

import json
from dataclasses import replace
from decimal import Decimal
from math import log10

import pytest

from portal.charts import palette
from portal.charts.figures import elements_figure, funnel_figure, trend_figure
from tests.charts.builders import (
    GRADE_BANDS,
    HOSTILE,
    REASON,
    a_funnel_point,
    a_hidden_element,
    a_hidden_period,
    a_kind,
    a_trend_point,
    an_element,
    counted,
    figure_words,
    funnel_limits,
)

ELEMENTS = [
    an_element("sarana", "70.10", "66.05", "73.33", "C", "Sarana"),
    a_hidden_element(),
    an_element("biaya", "96.30", "95.00", "97.20", "A", "Biaya"),
    an_element("baru", "80.00", "70.00", "86.00", None, "Produk"),
]
PERIODS = [a_trend_point("TW1 26"), a_hidden_period(), a_trend_point("TW3 26", "86.20", "84.60", "87.60")]
MEAN = Decimal("84.20")
FUNNEL_WORDS = replace(
    figure_words(), count="penilaian:", format_number=counted, mean_label="rata-rata 84,2", count_axis="penilaian"
)
KIND = [
    a_funnel_point("Kelurahan Klasabi", 1200),
    a_funnel_point("Kelurahan Malawei", 300, "95.10", "higher"),
    a_funnel_point("Kelurahan Rufei", 30, "65.30", "lower"),
]
FUNNEL = funnel_figure(KIND, funnel_limits(1200), MEAN, FUNNEL_WORDS)
BOTH = [
    elements_figure(ELEMENTS, figure_words(), GRADE_BANDS),
    trend_figure(PERIODS, figure_words(), GRADE_BANDS),
]


@pytest.mark.parametrize("figure", [*BOTH, FUNNEL])
def test_a_figure_is_small_and_what_the_basic_bundle_draws(figure):
    drawn = json.loads(figure)
    assert {trace["type"] for trace in drawn["data"]} == {"scatter"}
    assert len(json.dumps(drawn["layout"]["template"])) < 100
    assert "bdata" not in figure
    assert len(figure) < 6000


def test_each_grade_has_its_colour_and_each_interval_its_two_sides():
    traces = {trace["name"]: trace for trace in json.loads(BOTH[0])["data"]}
    assert set(traces) == {"A", "C", ""}
    assert traces["C"]["marker"]["color"] == palette.GRADES["C"]
    assert traces[""]["marker"]["color"] == palette.SOFT
    assert traces["C"]["x"] == [70.1]
    error = traces["C"]["error_x"]
    assert (error["symmetric"], error["array"], error["arrayminus"]) == (False, [3.23], [4.05])


def test_a_hidden_element_keeps_its_row_with_the_reason_and_no_value():
    drawn = json.loads(BOTH[0])
    assert sorted(row for trace in drawn["data"] for row in trace["y"]) == [0, 2, 3]
    assert len(drawn["layout"]["yaxis"]["ticktext"]) == 4
    reasons = [note["text"] for note in drawn["layout"]["annotations"] if note["y"] == 1 and "xref" in note]
    assert [reason.replace("<br>", " ") for reason in reasons] == [REASON]
    assert "99,99" not in BOTH[0]


def test_the_first_element_is_on_top_and_the_axis_begins_at_the_true_start():
    layout = json.loads(BOTH[0])["layout"]
    assert layout["yaxis"]["range"] == [3.5, -0.5]
    assert layout["xaxis"]["range"] == [25.0, 100.0]
    assert layout["xaxis"]["title"]["text"] == "Sumbu mulai dari 25"


def test_a_hidden_period_is_a_gap():
    (trace,) = json.loads(BOTH[1])["data"]
    assert trace["y"] == [84.2, None, 86.2]
    assert trace["connectgaps"] is False
    assert trace["error_y"]["array"] == [1.8, None, 1.4]
    assert trace["error_y"]["arrayminus"] == [2.1, None, 1.6]
    assert trace["hovertext"][1] == ""
    assert REASON in BOTH[1]


def test_hover_tells_value_interval_and_count_in_the_words_given():
    (trace,) = json.loads(BOTH[1])["data"]
    assert trace["hovertext"][0] == "TW1 26<br>Nilai 84,20<br>Selang 95 % 82,10–86,00<br>n 412"


def test_thresholds_are_named_and_the_axis_says_where_it_begins():
    layout = json.loads(BOTH[1])["layout"]
    assert [shape["y0"] for shape in layout["shapes"]] == [88.31, 76.61]
    assert {"batas A<br>88,31", "batas B<br>76,61"} <= {note["text"] for note in layout["annotations"]}
    assert layout["yaxis"]["range"] == [75, 100]
    assert layout["yaxis"]["title"]["text"] == "Sumbu mulai dari 75"


@pytest.mark.parametrize(
    "figure",
    [
        elements_figure([an_element(label=HOSTILE), a_hidden_element(HOSTILE, HOSTILE)], figure_words()),
        trend_figure([a_trend_point(HOSTILE), a_hidden_period(HOSTILE, HOSTILE)], figure_words()),
        funnel_figure(
            [a_funnel_point(HOSTILE, side="lower")],
            [],
            MEAN,
            replace(FUNNEL_WORDS, mean_label=HOSTILE, count_axis=HOSTILE, count=HOSTILE, axis=HOSTILE),
        ),
    ],
)
def test_hostile_words_stay_words(figure):
    assert "<script" not in figure


def test_many_periods_have_few_labels_and_the_latest_among_them():
    layout = json.loads(trend_figure([a_trend_point(f"B{n} 26") for n in range(24)], figure_words()))["layout"]
    assert layout["xaxis"]["tickvals"][-1] == 23
    assert len(layout["xaxis"]["tickvals"]) <= 8


def test_outside_the_funnel_a_unit_differs_in_shape_and_colour():
    traces = {trace["name"]: trace for trace in json.loads(FUNNEL)["data"] if trace["mode"] == "markers"}
    looks = {name: (trace["marker"]["symbol"], trace["marker"]["color"]) for name, trace in traces.items()}
    assert looks == {
        "equal": ("circle", palette.SOFT),
        "higher": ("triangle-up", palette.LEAF),
        "lower": ("triangle-down", palette.CORAL),
    }
    assert (traces["higher"]["x"], traces["higher"]["y"]) == ([300], [95.1])
    assert traces["equal"]["hovertext"] == ["Kelurahan Klasabi<br>Nilai 84,20<br>penilaian: 1.200"]


def test_the_bands_of_the_funnel_lie_under_the_units_and_tell_nothing_when_touched():
    edges = [trace for trace in json.loads(FUNNEL)["data"] if trace["mode"] == "lines"]
    assert json.loads(FUNNEL)["data"][:4] == edges
    assert [edge.get("fill") for edge in edges] == [None, "tonexty", None, "tonexty"]
    assert {edge["hoverinfo"] for edge in edges} == {"skip"}
    outer_low, outer_high, inner_low, inner_high = (edge["y"][0] for edge in edges)
    assert outer_low < inner_low < float(MEAN) < inner_high < outer_high


def test_counts_lie_on_a_logarithm_and_the_mean_is_named():
    layout = json.loads(FUNNEL)["layout"]
    assert layout["xaxis"]["type"] == "log"
    assert layout["xaxis"]["range"] == pytest.approx([log10(30), log10(1200)], abs=0.03)
    assert layout["xaxis"]["ticktext"] == ["30", "100", "300", "1.000"]
    assert [shape["y0"] for shape in layout["shapes"]] == [84.2]
    assert [note["text"] for note in layout["annotations"]] == ["– – rata-rata 84,2"]
    assert layout["yaxis"]["title"]["text"] == f"Sumbu mulai dari {layout['yaxis']['range'][0]:.0f}"


def test_forty_one_units_are_a_figure_of_less_than_eight_kilobytes():
    assert len(funnel_figure(a_kind(), funnel_limits(), MEAN, FUNNEL_WORDS)) < 8000


def test_nothing_to_draw_is_still_a_figure():
    assert len(json.loads(funnel_figure([], [], MEAN, FUNNEL_WORDS))["data"]) == 4
    assert json.loads(elements_figure([], figure_words()))["data"] == []
    assert json.loads(trend_figure([], figure_words()))["layout"]["yaxis"]["range"] == [25, 100]
