"""An index over periods: line, ribbon of the interval, the grades' thresholds, and gaps where a value is hidden."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from portal.charts import palette
from portal.charts.svg.marks import WIDTH, Attribute, document, group, line, lines, number, rect, tag, text
from portal.charts.svg.trend_layout import BOTTOM, LEFT, RIGHT, TOP, Layout, Place, lay_out
from portal.charts.values import ChartWords, GradeBands, TrendPoint
from portal.charts.wrapping import FONT_SIZE, text_width, wrap

_THRESHOLD_ROOM = 20.0


def trend(points: Sequence[TrendPoint], grade_bands: GradeBands, words: ChartWords) -> Markup:
    """The chart of a series in time order. Where values stand too close, only every second or third is printed."""
    layout = lay_out(points, [lower for letter, lower in grade_bands if letter in words.thresholds])
    parts = [
        *_thresholds(grade_bands, words, layout),
        *_hidden(layout),
        *_runs(layout),
        *(part for place in layout.places for part in _dot(place)),
        *_periods(layout),
        text("axis", 0, layout.height - 8, words.axis.replace("{start}", str(layout.scale.start))),
    ]
    return document(words, layout.height, parts)


def _thresholds(grade_bands: GradeBands, words: ChartWords, layout: Layout) -> Iterator[Markup]:
    scale = layout.scale
    named = [(words.thresholds[letter], lower) for letter, lower in grade_bands if letter in words.thresholds]
    shown = [(name, scale.at(lower)) for name, lower in named if scale.start < lower < scale.end]
    for end in (scale.start, scale.end):
        y = scale.at(end)
        yield line("grid", (LEFT, y), (RIGHT, y), stroke=palette.LINE)
        if all(abs(y - threshold) > _THRESHOLD_ROOM for _, threshold in shown):
            yield text("axis", LEFT - 5, y, str(end), text_anchor="end")
    for name, y in shown:
        yield line("threshold", (LEFT, y), (RIGHT, y), stroke=palette.LAGOON, stroke_dasharray="4 3")
        yield lines("axis", LEFT - 5, y, wrap(name, LEFT - 5, 2), text_anchor="end")


def _hidden(layout: Layout) -> Iterator[Markup]:
    middle, width = (TOP + BOTTOM) / 2, layout.column
    for place in layout.places:
        if place.y is not None:
            continue
        reason = place.point.value_text
        box = rect("hidden", place.x - width / 2, TOP, width, BOTTOM - TOP, rx=4, fill=palette.PAGE)
        yield group(f"{place.point.label}: {reason}", box, _reason(reason, place.x, middle, width))


def _reason(reason: str, x: float, y: float, width: float) -> Markup:
    """The reason in short lines, or turned upright where its words are longer than the column is wide."""
    if all(text_width(word) <= width for word in reason.split()):
        return lines("hidden-text", x, y, wrap(reason, width, 6), text_anchor="middle")
    most = max(int(width // FONT_SIZE), 1)
    upright = wrap(reason, BOTTOM - TOP - 8, most)
    turn = f"rotate(-90 {number(x)} {number(y)})"
    return lines("hidden-text", x, y, upright, text_anchor="middle", transform=turn)


def _runs(layout: Layout) -> Iterator[Markup]:
    for is_shown, run in groupby(layout.places, key=lambda place: place.y is not None):
        if is_shown:
            yield from _run(list(run))


def _run(places: Sequence[Place]) -> Iterator[Markup]:
    """Ribbon and line of periods that follow each other; a lone one gets the bar of its interval."""
    if len(places) == 1:
        only = places[0]
        height = max(only.low - only.high, 2.0)
        yield rect("ribbon", only.x - 4, only.high, 8, height, rx=3, fill=palette.SEA, fill_opacity="0.18")
        return
    around = [(place.x, place.high) for place in places] + [(place.x, place.low) for place in reversed(places)]
    yield tag("polygon", class_="ribbon", points=_path(around), fill=palette.SEA, fill_opacity="0.18")
    along = [(place.x, place.y) for place in places if place.y is not None]
    yield tag("polyline", class_="line", points=_path(along), fill="none", stroke=palette.SEA, stroke_width=2)


def _path(coordinates: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in coordinates)


def _dot(place: Place) -> Iterator[Markup]:
    if place.y is None:
        return
    dot = tag("circle", class_="dot", cx=place.x, cy=place.y, r=4, fill=palette.SEA)
    yield group(f"{place.point.label}: {place.point.value_text}", dot)
    if place.is_labelled:
        halo: dict[str, Attribute] = {"stroke": palette.PAPER, "stroke_width": 3, "paint_order": "stroke"}
        yield text("value halo", place.x, place.high - 9, place.point.value_text, text_anchor="middle", **halo)


def _periods(layout: Layout) -> Iterator[Markup]:
    for place in layout.places:
        if not place.is_labelled:
            continue
        half = max(text_width(part) for part in [*place.label, place.point.count_text]) / 2
        x = min(place.x, WIDTH - half)
        for position, part in enumerate([*place.label, place.point.count_text]):
            if part:
                css = "axis" if position == len(place.label) else "label"
                yield text(css, x, BOTTOM + 13 + position * 14, part, text_anchor="middle")
