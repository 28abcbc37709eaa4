"""Units of a kind within their funnel as an interactive figure."""

from collections.abc import Sequence
from decimal import Decimal
from math import log10

import plotly.graph_objects as go

from portal.charts import palette
from portal.charts.figures.parts import Part, annotation, layout, plain
from portal.charts.funnel_axes import COUNT_START, count_end, count_ticks, index_axis
from portal.charts.values import FigureWords, FunnelLimits, FunnelPoint

_BAND = f"{palette.LAGOON}24"
# What Plotly draws on each side: symbol, size in pixels and colour.
_LOOKS = {
    "equal": ("circle", 8, palette.SOFT),
    "higher": ("triangle-up", 12, palette.LEAF),
    "lower": ("triangle-down", 12, palette.CORAL),
}


def funnel_figure(
    points: Sequence[FunnelPoint],
    limits: Sequence[FunnelLimits],
    mean: Decimal,
    words: FigureWords,
) -> str:
    """JSON of a kind's units over their number of ratings; a point tells its name, value and count when touched."""
    figure = go.Figure(layout=layout(words))
    ordered = sorted(limits, key=lambda one: one.n)
    counts = [one.n for one in ordered]
    for edges in ([one.outer for one in ordered], [one.inner for one in ordered]):
        figure.add_scatter(**_edge(counts, [low for low, _ in edges]))
        figure.add_scatter(**_edge(counts, [high for _, high in edges]), fill="tonexty", fillcolor=_BAND)
    for side in _LOOKS:
        members = [point for point in points if point.side == side]
        if members:
            figure.add_scatter(**_trace(members, side, words))
    start, end, step = index_axis(points, limits, mean)
    figure.update_layout(
        height=420,
        xaxis=_count_axis(count_end(points, limits), words),
        yaxis={
            "range": [float(start), float(end)],
            "dtick": int(step),
            "title": {"text": plain(words.axis.replace("{start}", words.format_number(start)))},
        },
        shapes=[_mean_line(mean)],
        annotations=[_mean_name(words)] if words.mean_label else [],
    )
    return str(figure.to_json())


def _edge(counts: Sequence[int], values: Sequence[Decimal]) -> Part:
    return {
        "mode": "lines",
        "x": list(counts),
        "y": [float(value) for value in values],
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _trace(points: Sequence[FunnelPoint], side: str, words: FigureWords) -> Part:
    symbol, size, colour = _LOOKS[side]
    return {
        "mode": "markers",
        "name": side,
        "x": [point.n for point in points],
        "y": [float(point.index) for point in points],
        "marker": {"symbol": symbol, "size": size, "color": colour, "line": {"color": palette.PAPER, "width": 1}},
        "hovertext": [_hover(point, words) for point in points],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _hover(point: FunnelPoint, words: FigureWords) -> str:
    value = f"{plain(words.value)} {plain(point.value_text)}"
    count = f"{plain(words.count)} {plain(words.format_number(Decimal(point.n)))}"
    return "<br>".join([plain(point.label), value, count])


def _count_axis(end: int, words: FigureWords) -> Part:
    """A logarithm, whose ends Plotly wants as exponents; a little room keeps the first and last mark whole."""
    ticks = count_ticks(end)
    return {
        "type": "log",
        "range": [log10(COUNT_START) - 0.02, log10(end) + 0.02],
        "tickvals": ticks,
        "ticktext": [plain(words.format_number(Decimal(tick))) for tick in ticks],
        "tickangle": 0,
        "showgrid": False,
        "title": {"text": plain(words.count_axis)},
    }


def _mean_line(mean: Decimal) -> Part:
    place = {"xref": "paper", "x0": 0, "x1": 1, "y0": float(mean), "y1": float(mean)}
    return {"type": "line", "line": {"color": palette.SEA, "width": 1, "dash": "dash"}, **place}


def _mean_name(words: FigureWords) -> Part:
    """Above the picture, because dots lie everywhere along the line itself."""
    content = f"– – {plain(words.mean_label)}"
    return annotation(content, xref="paper", x=1, xanchor="right", yref="paper", y=1, yanchor="bottom")
