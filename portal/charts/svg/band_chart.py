"""One index with its interval on the whole scale from 25 to 100, the grades behind it."""

from collections.abc import Iterator

from markupsafe import Markup

from portal.charts import palette
from portal.charts.svg.marks import WIDTH, document, graded_dot, interval_bar, text
from portal.charts.svg.scale import Scale, background
from portal.charts.values import SCALE_END, SCALE_START, BandPoint, ChartWords, GradeBands, interval
from portal.charts.wrapping import text_width

_LEFT, _RIGHT = 28.0, WIDTH - 34.0
_TOP, _THICKNESS, _HEIGHT = 24.0, 18.0, 60.0
_MIDDLE = _TOP + _THICKNESS / 2


def band(point: BandPoint, grade_bands: GradeBands, words: ChartWords) -> Markup:
    """The chart of one number; a hidden one shows the scale and, in place of the value, the reason."""
    scale = Scale(SCALE_START, SCALE_END, _LEFT, _RIGHT)
    parts = [*background(grade_bands, scale, _TOP, _THICKNESS), *_ends(), *_marker(point, scale)]
    return document(words, _HEIGHT, parts)


def _ends() -> Iterator[Markup]:
    yield text("axis", _LEFT - 11, _MIDDLE, str(SCALE_START), text_anchor="end")
    yield text("axis", _RIGHT + 11, _MIDDLE, str(SCALE_END))


def _marker(point: BandPoint, scale: Scale) -> Iterator[Markup]:
    limits = interval(point)
    if limits is None:
        yield text("hidden-text", WIDTH / 2, 10, point.value_text, text_anchor="middle")
        return
    low, index, high = (scale.at(limit) for limit in limits)
    yield interval_bar(point.grade, low, high, _MIDDLE, _THICKNESS + 6)
    yield graded_dot(point.grade, index, _MIDDLE, 6.5, stroke=palette.PAPER, stroke_width="1.5")
    half = text_width(point.value_text, bold=True) / 2
    yield text("value", min(max(index, half), WIDTH - half), 10, point.value_text, text_anchor="middle")
