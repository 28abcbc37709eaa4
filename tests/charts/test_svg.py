"""The static charts: well formed, safe under a strict policy, true to their values, and light."""

import gzip
from decimal import Decimal
from itertools import pairwise

import pytest
from markupsafe import Markup

from portal.charts import svg
from tests.charts.builders import (
    GRADE_BANDS,
    HOSTILE,
    REASON,
    SVG,
    a_band_point,
    a_funnel_point,
    a_hidden_element,
    a_hidden_period,
    a_kind,
    a_trend_point,
    an_element,
    chart_words,
    coordinate,
    funnel_limits,
    marked,
    parse,
    shown_text,
)

NINE = [an_element(f"e{row}", f"{70 + row * 3}.25", f"{67 + row * 3}.00", f"{72 + row * 3}.50") for row in range(8)]
NINE.append(a_hidden_element())
TWELVE = [a_trend_point(f"{month:02} 26", f"{70 + month}.50", f"{68 + month}", f"{73 + month}") for month in range(12)]
CHARTS = {
    "band": svg.band(a_band_point(), GRADE_BANDS, chart_words()),
    "elements": svg.elements(NINE, GRADE_BANDS, chart_words()),
    "funnel": svg.funnel(a_kind(30), funnel_limits(), Decimal("84.20"), chart_words()),
    "trend": svg.trend([*TWELVE[:4], a_hidden_period(), *TWELVE[4:]], GRADE_BANDS, chart_words()),
}


@pytest.fixture(params=CHARTS)
def chart(request) -> Markup:
    return CHARTS[request.param]


def test_a_chart_is_an_image_named_by_its_title_and_description(chart):
    root = parse(chart)
    named = {element.get("id"): element.text for element in root if element.get("id")}
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("aria-labelledby", "").split() == list(named)
    assert named == {"unsur-title": "Nilai per unsur", "unsur-desc": "Uraian"}


def test_a_chart_needs_no_exception_from_the_policy(chart):
    for element in parse(chart).iter():
        assert element.tag.removeprefix(SVG) not in {"style", "script", "foreignObject", "image", "use"}
        assert not [name for name in element.attrib if name == "style" or name.startswith("on") or "href" in name]


def test_a_chart_weighs_less_than_two_kilobytes(chart):
    assert len(gzip.compress(chart.encode())) < 2000


def test_coordinates_have_at_most_one_decimal(chart):
    names = {"x", "y", "cx", "cy", "x1", "x2", "y1", "y2", "width", "height", "r"}
    for element in parse(chart).iter():
        for name in names & element.attrib.keys():
            assert len(element.attrib[name].partition(".")[2]) <= 1


@pytest.mark.parametrize(
    "drawn",
    [
        svg.band(a_band_point(grade=HOSTILE), GRADE_BANDS, chart_words(HOSTILE, HOSTILE)),
        svg.elements([an_element(label=HOSTILE, grade=HOSTILE)], GRADE_BANDS, chart_words(HOSTILE, axis=HOSTILE)),
        svg.elements([a_hidden_element(HOSTILE, HOSTILE)], [(HOSTILE, Decimal(25))], chart_words()),
        svg.funnel([a_funnel_point(HOSTILE, side="lower")], [], Decimal(84), chart_words(axis=HOSTILE)),
        svg.trend([a_trend_point(HOSTILE), a_hidden_period(HOSTILE, HOSTILE)], GRADE_BANDS, chart_words(axis=HOSTILE)),
    ],
)
def test_hostile_words_stay_words(drawn):
    assert isinstance(drawn, Markup)
    assert "<script" not in drawn
    assert not list(parse(drawn).iter(f"{SVG}script"))


def test_a_hostile_title_is_read_back_unchanged():
    drawn = svg.band(a_band_point(), GRADE_BANDS, chart_words(HOSTILE))
    assert parse(drawn)[0].text == HOSTILE


@pytest.mark.parametrize(("index", "x"), [("25", 28.0), ("100", 286.0), ("62.5", 157.0)])
def test_the_band_puts_its_dot_at_the_value(index, x):
    drawn = svg.band(a_band_point(index, index, index), GRADE_BANDS, chart_words())
    (dot,) = marked(drawn, "dot")
    assert coordinate(dot, "cx") == x


def test_the_band_draws_the_interval_from_low_to_high():
    drawn = svg.band(a_band_point("62.5", "40", "85"), GRADE_BANDS, chart_words())
    (bar,) = marked(drawn, "bar-B")
    assert coordinate(bar, "x") == pytest.approx(28 + 258 * 15 / 75, abs=0.06)
    assert coordinate(bar, "width") == pytest.approx(258 * 45 / 75, abs=0.06)


def test_the_grades_cover_the_band_without_a_gap():
    spans = [marked(CHARTS["band"], f"band-{letter}")[0] for letter in "DCBA"]
    assert coordinate(spans[0], "x") == 28
    for span, following in pairwise(spans):
        assert coordinate(span, "x") + coordinate(span, "width") == pytest.approx(coordinate(following, "x"), abs=0.11)


def test_a_hidden_index_gives_the_reason_and_no_dot():
    point = a_band_point()
    hidden = type(point)(None, None, None, None, REASON)
    drawn = svg.band(hidden, GRADE_BANDS, chart_words())
    assert REASON in shown_text(drawn)
    assert not marked(drawn, "dot")
    assert not marked(drawn, "bar")


def test_every_value_is_printed_and_the_dots_stand_in_order_at_their_values():
    dots = marked(CHARTS["elements"], "dot")
    printed = [value.text for value in marked(CHARTS["elements"], "value")]
    assert printed == [point.value_text for point in NINE[:-1]]
    for dot, point in zip(dots, NINE[:-1], strict=True):
        assert point.index is not None
        expected = 117 + (268 - 117) * float(point.index - 25) / 75
        assert coordinate(dot, "cx") == pytest.approx(expected, abs=0.06)
    heights = [coordinate(dot, "cy") for dot in dots]
    assert heights == sorted(heights)


def test_an_element_without_a_grade_is_drawn_without_its_colour():
    point = an_element(grade=None)
    drawn = svg.elements([point], GRADE_BANDS, chart_words())
    assert len(marked(drawn, "dot-none")) == len(marked(drawn, "bar-none")) == 1


def test_a_hidden_element_shows_its_reason_and_no_value():
    drawn = svg.elements([a_hidden_element()], GRADE_BANDS, chart_words())
    assert REASON in shown_text(drawn)
    assert len(marked(drawn, "hidden")) == 1
    assert "99,99" not in drawn
    assert not marked(drawn, "dot") + marked(drawn, "bar") + marked(drawn, "value")


@pytest.mark.parametrize(("low", "start"), [("67", "60"), ("60", "60"), ("59.99", "50"), ("26", "25")])
def test_the_axis_says_where_it_begins_and_never_cuts_an_interval(low, start):
    point = an_element(index="76.20", low=low, high="79")
    drawn = svg.elements([point], GRADE_BANDS, chart_words(), axis_start=Decimal(60))
    assert f"Sumbu mulai dari {start}" in " ".join(text.text or "" for text in marked(drawn, "axis"))


def test_no_element_at_all_is_still_a_chart():
    assert parse(svg.elements([], GRADE_BANDS, chart_words())).tag == f"{SVG}svg"


def test_a_long_label_is_broken_into_lines_and_told_in_full_by_the_tooltip():
    label = "Penanganan pengaduan, saran, dan masukan dari seluruh warga kota"
    drawn = svg.elements([an_element(label=label)], GRADE_BANDS, chart_words())
    assert 1 < len(marked(drawn, "label")) <= 3
    assert f"{label}: 78,00" in shown_text(drawn)
