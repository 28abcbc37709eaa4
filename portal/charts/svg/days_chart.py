"""Counts of days: a bar each, the usual as a line over them, and days of an alarm marked by colour and by a cap."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from portal.charts import palette
from portal.charts.svg.marks import LINE_HEIGHT, WIDTH, document, group, line, number, rect, tag, text
from portal.charts.values import ChartWords, DayPoint
from portal.charts.wrapping import wrap

_LEFT, _RIGHT = 34.0, WIDTH - 1.0
_TOP, _BOTTOM = 14.0, 134.0
_CAPTION = _BOTTOM + 34
_CAP = 3.0
_GAP = 1.0


def days(points: Sequence[DayPoint], words: ChartWords) -> Markup:
    """The chart of days in order; the axis starts from nought and ends at the highest count or usual."""
    highest = max([1.0, *(float(point.n) for point in points), *(point.usual for point in points)])
    width = (_RIGHT - _LEFT) / max(len(points), 1)
    places = [_LEFT + position * width for position in range(len(points))]
    caption = wrap(words.axis, WIDTH)
    parts = [
        *_axis(points, highest),
        *(_bar(point, x, width, highest) for point, x in zip(points, places, strict=True)),
        *_usual(points, places, width, highest),
        *(text("axis", 0, _CAPTION + row * LINE_HEIGHT, part) for row, part in enumerate(caption)),
    ]
    return document(words, _CAPTION + len(caption) * LINE_HEIGHT, parts)


def _height(value: float, highest: float) -> float:
    return value / highest * (_BOTTOM - _TOP)


def _axis(points: Sequence[DayPoint], highest: float) -> Iterator[Markup]:
    for value in (0.0, highest):
        y = _BOTTOM - _height(value, highest)
        yield line("grid", (_LEFT, y), (_RIGHT, y), stroke=palette.LINE)
        yield text("axis", _LEFT - 5, y, number(round(value)), text_anchor="end")
    if points:
        yield text("label", _LEFT, _BOTTOM + 14, points[0].label)
        yield text("label", _RIGHT, _BOTTOM + 14, points[-1].label, text_anchor="end")


def _bar(point: DayPoint, x: float, width: float, highest: float) -> Markup:
    height = _height(point.n, highest)
    fill = palette.CORAL if point.is_alarm else palette.LAGOON
    css = "day day-alarm" if point.is_alarm else "day"
    parts = [rect(css, x, _BOTTOM - height, width - _GAP, height, fill=fill)]
    if point.is_alarm:
        parts.append(rect("cap", x, _BOTTOM - height - _CAP - 1, width - _GAP, _CAP, fill=palette.INK))
    return group(f"{point.label}: {point.value_text}", *parts)


def _usual(points: Sequence[DayPoint], places: Sequence[float], width: float, highest: float) -> Iterator[Markup]:
    """A step for each day."""
    if not points:
        return
    steps = [
        (x + end, _BOTTOM - _height(point.usual, highest))
        for point, x in zip(points, places, strict=True)
        for end in (0.0, width)
    ]
    along = " ".join(f"{number(x)},{number(y)}" for x, y in steps)
    yield tag("polyline", class_="line", points=along, fill="none", stroke=palette.INK, stroke_dasharray="4 2")
