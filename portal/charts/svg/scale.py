"""From index to coordinate, and the grades behind a horizontal axis."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import log

from markupsafe import Markup

from portal.charts import palette
from portal.charts.svg.marks import rect, text
from portal.charts.values import GradeBands, grade_spans
from portal.charts.wrapping import FONT_SIZE


@dataclass(frozen=True)
class Scale:
    """A linear axis from `start` to `end`, drawn between two coordinates; values outside stop at its ends."""

    start: Decimal
    end: Decimal
    first: float
    last: float

    def at(self, value: Decimal) -> float:
        """The coordinate of a value."""
        inside = min(max(value, self.start), self.end)
        share = float((inside - self.start) / (self.end - self.start))
        return self.first + share * (self.last - self.first)


@dataclass(frozen=True)
class LogScale:
    """A logarithmic axis of counts from `start` to `end`, both positive; counts outside stop at its ends.

    Coordinates are whole: on a logarithm a decimal more tells nothing, and a picture of many dots is the lighter.
    """

    start: int
    end: int
    first: float
    last: float

    def at(self, count: int) -> float:
        """The coordinate of a count."""
        inside = min(max(count, self.start), self.end)
        share = log(inside / self.start) / log(self.end / self.start)
        return float(round(self.first + share * (self.last - self.first)))


def background(grade_bands: GradeBands, scale: Scale, y: float, height: float) -> Iterator[Markup]:
    """The grades' rectangles along a horizontal axis, each with its letter below where there is room for it."""
    for letter, lower, upper in grade_spans(grade_bands):
        first, last = scale.at(lower), scale.at(upper)
        if last <= first:
            continue
        fill = palette.GRADE_BACKGROUNDS.get(letter, palette.PAGE)
        yield rect(f"band-{palette.grade_key(letter)}", first, y, last - first, height, fill=fill)
        if last - first >= FONT_SIZE:
            yield text("axis", (first + last) / 2, y + height + 11, letter, text_anchor="middle", font_weight=700)
