"""What every figure shares: layout without a template, error bars, hover text and notes, in Plotly's own words."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from markupsafe import escape

from portal.charts import palette
from portal.charts.values import ElementPoint, FigureWords, TrendPoint, interval
from portal.charts.wrapping import wrap

Part = dict[str, Any]
"""A piece of a figure."""

Points = Sequence[ElementPoint] | Sequence[TrendPoint]

_AXIS: Part = {
    "automargin": True,
    "zeroline": False,
    "gridcolor": palette.LINE,
    "title": {"font": {"size": 12, "color": palette.SOFT}},
}


def layout(words: FigureWords) -> Part:
    """The bare layout: the default template would weigh 6.5 kB, and dragging would keep a phone from scrolling."""
    return {
        "template": "none",
        "separators": words.separators,
        "font": {"family": palette.FONT, "size": 13, "color": palette.INK},
        "paper_bgcolor": palette.PAPER,
        "plot_bgcolor": palette.PAPER,
        "hoverlabel": {"bgcolor": palette.INK, "font": {"color": palette.PAPER, "family": palette.FONT}},
        "hovermode": "closest",
        "showlegend": False,
        "dragmode": False,
        "margin": {"l": 8, "r": 16, "t": 48, "b": 48},
        "xaxis": _AXIS,
        "yaxis": _AXIS,
    }


def indices(points: Points) -> list[float | None]:
    """The values as JSON numbers, null where hidden."""
    return [None if point.index is None else float(point.index) for point in points]


def errors(points: Points) -> Part:
    """Asymmetric error bars: the distances from the index to the limits of its interval, subtracted as decimals."""
    limits = [interval(point) for point in points]
    return {
        "type": "data",
        "symmetric": False,
        "array": [None if limit is None else float(limit[2] - limit[1]) for limit in limits],
        "arrayminus": [None if limit is None else float(limit[1] - limit[0]) for limit in limits],
        "thickness": 3,
        "width": 0,
    }


def hover(point: ElementPoint | TrendPoint, words: FigureWords) -> str:
    """What a point tells: label, value, interval, in a trend the number of ratings; a hidden one tells nothing."""
    limits = interval(point)
    if limits is None:
        return ""
    low, high = words.format_number(limits[0]), words.format_number(limits[2])
    said = [plain(point.label), f"{plain(words.value)} {plain(point.value_text)}"]
    said.append(f"{plain(words.interval)} {plain(low)}–{plain(high)}")
    if isinstance(point, TrendPoint):
        said.append(plain(point.count_text or f"{words.count} {words.format_number(Decimal(point.n))}"))
    return "<br>".join(said)


def wrapped(content: str, width: float) -> str:
    """Escaped text in lines of about that many pixels."""
    return "<br>".join(map(plain, wrap(content, width)))


def plain(content: str) -> str:
    """Text that Plotly's own small HTML shows as it is."""
    return str(escape(content))


def annotation(content: str, **place: Any) -> Part:
    """A note without an arrow, at a place given in the figure's own terms."""
    return {"text": content, "showarrow": False, "font": {"color": palette.SOFT}, **place}
