"""The elements of a score card: dots with interval bars in the order given, the grades behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from markupsafe import Markup

from portal.charts import palette
from portal.charts.svg.marks import (
    LINE_HEIGHT,
    WIDTH,
    document,
    graded_dot,
    group,
    interval_bar,
    line,
    lines,
    rect,
    text,
)
from portal.charts.svg.scale import Scale, background
from portal.charts.values import SCALE_END, SCALE_START, ChartWords, ElementPoint, GradeBands, interval
from portal.charts.wrapping import wrap

_LABEL_WIDTH = 114.0
_LEFT, _RIGHT = 117.0, WIDTH - 52.0
_ROW_PADDING = 12.0
_AXIS_HEIGHT = 40.0


@dataclass(frozen=True)
class _Row:
    point: ElementPoint
    label: list[str]
    reason: list[str]

    @property
    def height(self) -> float:
        return max(len(self.label), len(self.reason)) * LINE_HEIGHT + _ROW_PADDING


def elements(
    points: Sequence[ElementPoint],
    grade_bands: GradeBands,
    words: ChartWords,
    axis_start: Decimal = SCALE_START,
) -> Markup:
    """One row per element. The axis begins lower, in steps of ten, where an interval reaches below `axis_start`."""
    rows = [_row(point) for point in points]
    scale = Scale(_start(points, axis_start), SCALE_END, _LEFT, _RIGHT)
    depth = sum(row.height for row in rows)
    tops = accumulate((row.height for row in rows), initial=0.0)
    drawn = [part for row, top in zip(rows, tops, strict=False) for part in _drawn(row, top, scale)]
    parts = [*background(grade_bands, scale, 0, depth), *drawn, *_axis(scale, depth, words)]
    return document(words, depth + _AXIS_HEIGHT, parts)


def _row(point: ElementPoint) -> _Row:
    reason = wrap(point.hidden_text or "", WIDTH - _LEFT - 12) if point.index is None else []
    return _Row(point, wrap(point.label, _LABEL_WIDTH), reason)


def _start(points: Sequence[ElementPoint], axis_start: Decimal) -> Decimal:
    lowest = min((limits[0] for limits in map(interval, points) if limits is not None), default=SCALE_END)
    if lowest >= axis_start:
        return axis_start
    return max(lowest // 10 * 10, SCALE_START)


def _drawn(row: _Row, top: float, scale: Scale) -> Iterator[Markup]:
    point, middle = row.point, top + row.height / 2
    yield lines("label", 0, middle, row.label)
    limits = interval(point)
    if limits is None:
        box = rect("hidden", _LEFT, top + 2, WIDTH - _LEFT, row.height - 4, rx=4, fill=palette.PAGE)
        reason = lines("hidden-text", _LEFT + 6, middle, row.reason)
        yield group(f"{point.label}: {point.hidden_text or ''}", box, reason)
        return
    low, index, high = (scale.at(limit) for limit in limits)
    yield line("grid", (_LEFT, middle), (_RIGHT, middle), stroke=palette.PAPER)
    yield group(
        f"{point.label}: {point.value_text}",
        interval_bar(point.grade, low, high, middle, 8),
        graded_dot(point.grade, index, middle, 4),
    )
    yield text("value", WIDTH, middle, point.value_text, text_anchor="end")


def _axis(scale: Scale, depth: float, words: ChartWords) -> Iterator[Markup]:
    start = f"{scale.start:f}"
    yield text("axis", _LEFT, depth + 26, start, text_anchor="middle")
    yield text("axis", _RIGHT, depth + 26, str(SCALE_END), text_anchor="middle")
    note = wrap(words.axis.replace("{start}", start), _LABEL_WIDTH - 8, 2)
    yield lines("axis", 0, depth + 19, note)
