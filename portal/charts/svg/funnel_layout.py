"""Where everything of a funnel stands: the axes that fit the data, and the names that have room."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from portal.charts.funnel_axes import COUNT_START, count_end, index_axis
from portal.charts.svg.marks import LINE_HEIGHT, WIDTH
from portal.charts.svg.names import Box, Spot, Wanted, place
from portal.charts.svg.scale import LogScale, Scale
from portal.charts.values import FunnelLimits, FunnelPoint
from portal.charts.wrapping import FONT_SIZE, text_width, wrap

# Larger than elsewhere: a phone shows the picture smaller than it is drawn. Where there is room the style sheet makes
# the words smaller, so the room reckoned here is the most they need.
FUNNEL_FONT_SIZE = 13
TOP, BOTTOM = 10.0, 236.0
_NAME_ROOM = 24.0
_GUTTER, _INSET = 24.0, 6.0
_MEAN_WIDTH = 46.0
_NAME_WIDTHS = (120.0, 84.0)
_MOST_NAMES = 8


@dataclass(frozen=True)
class Mark:
    """A unit's place in the drawing."""

    point: FunnelPoint
    x: float
    y: float


@dataclass(frozen=True)
class Name:
    """A unit's name in lines, on its spot."""

    mark: Mark
    lines: list[str]
    spot: Spot


@dataclass(frozen=True)
class Layout:
    """The axes, the marks with those that are named, and the mean's label in lines."""

    counts: LogScale
    indices: Scale
    step: Decimal
    mean_label: list[str]
    inside: list[Mark]
    outside: list[Mark]
    names: list[Name]

    @property
    def left(self) -> float:
        """Where the picture begins beside its gutter."""
        return self.counts.first - _INSET


def width_of(content: str, *, bold: bool = False) -> float:
    """The estimated width of one line in the funnel's larger letters."""
    return text_width(content, bold=bold) * FUNNEL_FONT_SIZE / FONT_SIZE


def lay_out(points: Sequence[FunnelPoint], limits: Sequence[FunnelLimits], mean: Decimal, mean_label: str) -> Layout:
    """Fit the axes, then name the points outside that are farthest from the mean, as far as there is room."""
    label = _mean_lines(mean_label)
    left = float(ceil(max([_GUTTER, *(width_of(part) + 6 for part in label)])))
    counts = LogScale(COUNT_START, count_end(points, limits), left + _INSET, WIDTH - _INSET)
    start, end, step = index_axis(points, limits, mean)
    top = TOP + _NAME_ROOM * any(point.side == "higher" for point in points)
    indices = Scale(start, end, BOTTOM, top)
    marks = [Mark(point, counts.at(point.n), indices.at(point.index)) for point in points]
    inside = [mark for mark in marks if mark.point.side == "equal"]
    outside = [mark for mark in marks if mark.point.side != "equal"]
    names = _names(sorted(outside, key=lambda mark: -abs(mark.point.index - mean)), outside, inside, left)
    return Layout(counts, indices, step, label, inside, outside, names)


def _mean_lines(label: str) -> list[str]:
    """The mean's label in short lines; a word is never cut."""
    widest = max(map(text_width, label.split()), default=0.0)
    return wrap(label, max(widest, _MEAN_WIDTH), 4)


def _names(ordered: Sequence[Mark], outside: Sequence[Mark], inside: Sequence[Mark], left: float) -> list[Name]:
    named = ordered[:_MOST_NAMES]
    ways = [[_name_lines(mark.point, width) for width in _NAME_WIDTHS] for mark in named]
    wanted = [_wanted(mark, contents) for mark, contents in zip(named, ways, strict=True)]
    frame = Box(left, 0, WIDTH, BOTTOM - 1)
    spots = place(wanted, [(mark.x, mark.y) for mark in outside], [(mark.x, mark.y) for mark in inside], frame)
    found = zip(named, ways, spots, strict=True)
    return [Name(mark, contents[spot.size], spot) for mark, contents, spot in found if spot]


def _name_lines(point: FunnelPoint, width: float) -> list[str]:
    """The name in at most two lines, its value at the end of the last one or below it."""
    parts = wrap(point.label, width, 2)
    if parts and text_width(f"{parts[-1]} {point.value_text}") <= width:
        return [*parts[:-1], f"{parts[-1]} {point.value_text}"]
    return [*parts, point.value_text]


def _wanted(mark: Mark, contents: Sequence[Sequence[str]]) -> Wanted:
    sizes = [
        (max(width_of(part, bold=True) for part in content), float(len(content) * LINE_HEIGHT)) for content in contents
    ]
    return Wanted(mark.x, mark.y, sizes, is_above=mark.point.side == "higher")
