"""Where everything of a trend stands: the axis that fits the values, and which labels have room."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from portal.charts.svg.marks import LINE_HEIGHT, WIDTH
from portal.charts.svg.scale import Scale
from portal.charts.values import SCALE_END, SCALE_START, TrendPoint, interval
from portal.charts.wrapping import text_width, wrap

LEFT, RIGHT = 56.0, WIDTH - 1.0
TOP, BOTTOM = 22.0, 180.0
_INSET = 22.0
_GAP = 2.0
_STEP = Decimal(5)
_NEAR = Decimal(6)
_LEAST_SPAN = Decimal(15)


@dataclass(frozen=True)
class Place:
    """One period's coordinates; `y` is None where the value is hidden."""

    point: TrendPoint
    label: list[str]
    x: float
    low: float
    y: float | None
    high: float
    is_labelled: bool


@dataclass(frozen=True)
class Layout:
    """The places in order of time, the axis of the index and the height of the whole."""

    places: list[Place]
    scale: Scale
    column: float
    height: float


def lay_out(points: Sequence[TrendPoint], thresholds: Sequence[Decimal]) -> Layout:
    """Spread the points over the width and label every one that has room, counted from the latest."""
    scale = _scale(points, thresholds)
    spacing = (RIGHT - LEFT - 2 * _INSET) / max(len(points) - 1, 1)
    labels = [_label(point, spacing) for point in points]
    every = _every(points, labels, spacing)
    count = len(points)
    first = LEFT + _INSET if count > 1 else (LEFT + RIGHT) / 2
    places = [
        _place(
            point,
            label,
            first + position * spacing,
            scale,
            is_labelled=(count - 1 - position) % every == 0,
        )
        for position, (point, label) in enumerate(zip(points, labels, strict=True))
    ]
    deepest = max((len(label) + bool(point.count_text) for label, point in zip(labels, points, strict=True)), default=1)
    return Layout(places, scale, min(spacing - 4, 2 * _INSET), BOTTOM + 10 + deepest * LINE_HEIGHT + 18)


def _place(point: TrendPoint, label: list[str], x: float, scale: Scale, *, is_labelled: bool) -> Place:
    limits = interval(point)
    if limits is None:
        return Place(point, label, x, scale.first, None, scale.first, is_labelled)
    low, index, high = (scale.at(limit) for limit in limits)
    return Place(point, label, x, low, index, high, is_labelled)


def _label(point: TrendPoint, spacing: float) -> list[str]:
    """The label in lines; a word is never cut, `_every` makes room for it."""
    widest = max(map(text_width, point.label.split()), default=0.0)
    return wrap(point.label, max(spacing - 4, widest))


def _every(points: Sequence[TrendPoint], labels: Sequence[list[str]], spacing: float) -> int:
    """1 to label every point, 2 for every second, and so on: the least at which no two labels touch."""
    widths = [_widest(point, label) for point, label in zip(points, labels, strict=True)][::-1]
    for every in range(1, len(points)):
        labelled = widths[::every]
        if all((one + other) / 2 + _GAP <= every * spacing for one, other in pairwise(labelled)):
            return every
    return max(len(points), 1)


def _widest(point: TrendPoint, label: list[str]) -> float:
    value = 0.0 if point.index is None else text_width(point.value_text, bold=True)
    return max([value, *map(text_width, [*label, point.count_text])])


def _scale(points: Sequence[TrendPoint], thresholds: Sequence[Decimal]) -> Scale:
    """Whole steps of five around all intervals, and around a threshold that lies near them."""
    limits = [limit for limit in map(interval, points) if limit is not None]
    lowest = min((low for low, _, _ in limits), default=SCALE_START)
    highest = max((high for _, _, high in limits), default=SCALE_END)
    near = [bound for bound in thresholds if lowest - _NEAR <= bound <= highest + _NEAR]
    start = _whole_step(min([lowest, *near]) - 1, ROUND_FLOOR)
    end = _whole_step(max([highest, *near]) + 1, ROUND_CEILING)
    start = max(min(start, end - _LEAST_SPAN), SCALE_START)
    end = min(max(end, start + _LEAST_SPAN), SCALE_END)
    return Scale(start, end, BOTTOM, TOP)


def _whole_step(value: Decimal, rounding: str) -> Decimal:
    return (value / _STEP).to_integral_value(rounding=rounding) * _STEP
