"""The funnel: true to counts and values, and names that neither touch each other nor leave the picture."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise
from math import log
from xml.etree import ElementTree

import pytest

from portal.charts import svg
from portal.charts.funnel_axes import count_end, count_ticks, index_axis, index_ticks
from portal.charts.svg.funnel_layout import width_of
from portal.charts.svg.marks import LINE_HEIGHT, WIDTH
from tests.charts.builders import (
    HOSTILE,
    SVG,
    a_funnel_point,
    a_kind,
    coordinate,
    funnel_limits,
    funnel_words,
    marked,
    parse,
    shown_text,
)

MEAN = Decimal("84.20")
ONE_SPOT = [a_funnel_point(f"Kelurahan {position}", 100, "96.00", "higher") for position in range(20)]
KINDS = {
    "many": (a_kind(60, 12, 2000), 2000),
    "ten": (a_kind(10, 2), 400),
    "wide": (a_kind(41, 8, 100_000), 100_000),
    "one spot": (ONE_SPOT, 400),
    "one outlier": ([*a_kind(40, 0), a_funnel_point("Kelurahan Rufei", 400, "25.00", "lower")], 400),
    "at the corners": (
        [
            a_funnel_point("Kelurahan Sawagumu Utara", 30, "100.00", "higher"),
            a_funnel_point("Kelurahan Malaingkedi", 400, "100.00", "higher"),
            a_funnel_point("Kelurahan Matalamagi Selatan", 30, "60.00", "lower"),
            a_funnel_point("Kelurahan Klademak", 400, "60.00", "lower"),
        ],
        400,
    ),
    "endless names": ([a_funnel_point("Ketidaksepahaman" * 9, 200, "70.00", "lower")], 400),
    **{f"seed {seed}": (a_kind(41, 8, seed=seed), 400) for seed in range(1, 13)},
}


@dataclass(frozen=True)
class Line:
    """What a line of text covers, its width estimated; a unit more or less is rounding."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Line") -> bool:
        across = self.left < other.right - 1 and other.left < self.right - 1
        return across and self.top < other.bottom - 1 and other.top < self.bottom - 1

    def covers(self, x: float, y: float) -> bool:
        return self.left < x < self.right and self.top + 1 < y < self.bottom - 1


def drawn(points, end=400, words=None):
    return svg.funnel(points, funnel_limits(end), MEAN, words or funnel_words())


def lines_of(group: ElementTree.Element, *, bold: bool = True) -> list[Line]:
    shift = {"middle": 0.5, "end": 1.0}.get(group.get("text-anchor", ""), 0.0)
    return [_line(text, shift, width_of(text.text or "", bold=bold)) for text in group.iter(f"{SVG}text")]


def _line(text: ElementTree.Element, shift: float, width: float) -> Line:
    left, middle = coordinate(text, "x") - shift * width, coordinate(text, "y") - 13 * 0.35
    return Line(left, middle - LINE_HEIGHT / 2, left + width, middle + LINE_HEIGHT / 2)


def triangles(chart) -> list[tuple[float, float]]:
    """The points of the triangles."""
    groups = marked(chart, "dot-higher") + marked(chart, "dot-lower")
    starts = [shape.attrib["d"][1:].partition("l")[0].split() for group in groups for shape in group]
    return [(float(x), float(y)) for x, y in starts]


@pytest.mark.parametrize("kind", KINDS)
def test_names_touch_neither_each_other_nor_a_triangle_nor_the_edge(kind):
    chart = drawn(*KINDS[kind])
    height = float(parse(chart).attrib["viewBox"].split()[-1])
    names = [lines_of(name) for name in marked(chart, "name")]
    assert 1 <= len(names) <= 8
    for line in (line for name in names for line in name):
        assert min(line.left, line.top) >= -1
        assert (line.right <= WIDTH + 1, line.bottom <= height) == (True, True)
        assert not [tip for tip in triangles(chart) if line.covers(*tip)]
    for one, other in combinations(names, 2):
        assert not any(line.touches(that) for line in one for that in other)


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_and_words_of_the_axes_never_touch(kind):
    chart = drawn(*KINDS[kind])
    texts = [line for css in ("axis", "label") for group in marked(chart, css) for line in lines_of(group, bold=False)]
    assert not [(one, other) for one, other in combinations(texts, 2) if one.touches(other)]


def test_dots_stand_at_their_count_on_a_logarithm_and_at_their_value():
    points = [a_funnel_point(n=30, index="80.00"), a_funnel_point(n=110, index="86.50")]
    points.append(a_funnel_point(n=400, index="90.00"))
    (group,) = marked(drawn(points), "dot-equal")
    first, middle, last = ((coordinate(dot, "cx"), coordinate(dot, "cy")) for dot in group)
    share = log(110 / 30) / log(400 / 30)
    assert middle[0] == pytest.approx(first[0] + share * (last[0] - first[0]), abs=1.1)
    assert (first[1] - middle[1]) / (first[1] - last[1]) == pytest.approx(0.65, abs=0.01)


def test_inside_is_a_grey_dot_outside_a_triangle_with_name_and_value():
    points = [
        a_funnel_point("Kelurahan Klasabi"),
        a_funnel_point("Puskesmas Malawei", 300, "95.10", "higher"),
        a_funnel_point("Kelurahan Rufei", 200, "71.30", "lower"),
    ]
    chart = drawn(points)
    assert [shape.tag for css in ("equal", "higher", "lower") for shape in marked(chart, f"dot-{css}")[0]] == [
        f"{SVG}circle",
        f"{SVG}path",
        f"{SVG}path",
    ]
    names = {name.get("class"): " ".join(name.itertext()) for name in marked(chart, "name")}
    assert names == {"name name-higher": "Puskesmas Malawei 95,10", "name name-lower": "Kelurahan Rufei 71,30"}
    for point in points:
        assert f"{point.label}: {point.value_text}" in shown_text(chart)


def test_a_name_alone_stands_outside_the_funnel():
    chart = drawn([*a_kind(40, 0), a_funnel_point(n=200, index="94.50", side="higher")])
    ((_, tip),) = triangles(chart)
    (name,) = marked(chart, "name")
    assert max(line.bottom for line in lines_of(name)) <= tip + 1


def test_more_than_eight_outside_name_the_farthest_from_the_mean():
    points = [a_funnel_point(f"U{position}", 30 + position**3, f"{72 - position}", "lower") for position in range(12)]
    named = {" ".join(name.itertext()).split()[0] for name in marked(drawn(points), "name")}
    assert named <= {f"U{position}" for position in range(4, 12)}
    assert "U11" in named


def test_the_inner_band_lies_within_the_outer_one():
    outer, inner = (
        [float(number) for number in marked(drawn(a_kind()), css)[0].attrib["points"].split()]
        for css in ("outer", "inner")
    )
    assert outer[::2] == inner[::2]
    half = len(outer) // 2
    assert all(out < within for out, within in zip(outer[1:half:2], inner[1:half:2], strict=True))
    assert all(out > within for out, within in zip(outer[half + 1 :: 2], inner[half + 1 :: 2], strict=True))


def test_the_bands_begin_and_end_where_their_limits_do():
    chart = drawn(a_kind())
    points = marked(chart, "outer")[0].attrib["points"].split()
    rules = marked(chart, "grid")[0].attrib["d"]
    left = float(rules[1:].split()[0])
    assert float(points[0]) == left + 6
    assert max(map(float, points[::2])) == WIDTH - 6


def test_the_axis_says_where_it_begins_and_the_mean_what_it_is():
    told = shown_text(drawn(a_kind()))
    start, _, _ = index_axis(a_kind(), funnel_limits(), MEAN)
    assert f"Sumbu mulai dari {start}" in told
    assert "rata-rata jenisnya 84,2" in told
    assert "penilaian →" in told


@pytest.mark.parametrize(
    ("largest", "end", "ticks"),
    [
        (30, 100, [30, 100]),
        (290, 300, [30, 100, 300]),
        (400, 400, [30, 100, 300]),
        (800, 1000, [30, 100, 300, 1000]),
        (3000, 3000, [30, 100, 300, 1000, 3000]),
        (100_000, 100_000, [30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000]),
    ],
)
def test_counts_have_few_round_ticks_as_far_as_the_data_reach(largest, end, ticks):
    assert count_end([a_funnel_point(n=largest)], []) == end
    assert count_ticks(end) == ticks


@pytest.mark.parametrize("kind", KINDS)
def test_the_axis_of_indices_holds_everything_within_the_scale(kind):
    points, largest = KINDS[kind]
    limits = funnel_limits(largest)
    start, end, step = index_axis(points, limits, MEAN)
    assert 25 <= start <= min(*(point.index for point in points), *(limit.outer[0] for limit in limits))
    assert max(*(point.index for point in points), *(limit.outer[1] for limit in limits)) <= end <= 100
    ticks = index_ticks(start, end, step)
    assert (ticks[0], ticks[-1]) == (start, end)
    assert all(other - one >= step / 2 for one, other in pairwise(ticks))


def test_all_alike_at_the_top_of_the_scale_still_have_an_axis():
    points = [a_funnel_point(index="100.00")] * 10
    chart = svg.funnel(points, [], Decimal(100), funnel_words())
    assert len(marked(chart, "dot-equal")[0]) == 10
    assert "Sumbu mulai dari 90" in shown_text(chart)


def test_forty_one_units_weigh_less_than_six_kilobytes():
    assert len(drawn(a_kind(41, 4)).encode()) <= 6000


def test_hostile_names_stay_names():
    chart = drawn([a_funnel_point(HOSTILE, 200, "95.00", "higher")], words=funnel_words(HOSTILE, HOSTILE))
    assert "<script" not in chart
    assert f"{HOSTILE}: 95,00" in shown_text(chart)


def test_nothing_to_draw_is_still_a_chart():
    assert parse(svg.funnel([], [], MEAN, funnel_words())).tag == f"{SVG}svg"
