"""An index over periods as an interactive figure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import plotly.graph_objects as go

from portal.charts import palette
from portal.charts.figures.parts import Part, annotation, errors, hover, indices, layout, plain, wrapped
from portal.charts.values import SCALE_END, SCALE_START, FigureWords, GradeBands, TrendPoint, interval

_ROOM = 5
_MOST_LABELS = 8


def trend_figure(points: Sequence[TrendPoint], words: FigureWords, grade_bands: GradeBands = ()) -> str:
    """JSON of the series in time order, with a gap where a value is hidden and the thresholds that have a name."""
    named = [(words.thresholds[letter], lower) for letter, lower in grade_bands if letter in words.thresholds]
    figure = go.Figure(layout=layout(words))
    figure.add_scatter(**_trend_trace(points, words))
    start = _start(points)
    ticks = list(range(len(points)))[:: -max(-(-len(points) // _MOST_LABELS), 1)][::-1]
    figure.update_layout(
        height=360,
        margin={"r": 72},
        xaxis={
            "range": [-0.5, len(points) - 0.5],
            "tickvals": ticks,
            "ticktext": ["<br>".join(map(plain, points[position].label.split())) for position in ticks],
            "tickangle": 0,
            "showgrid": False,
        },
        yaxis={
            "range": [start, int(SCALE_END)],
            "title": {"text": plain(words.axis.replace("{start}", str(start)))},
        },
        shapes=[_threshold_line(lower) for _, lower in named],
        annotations=[
            *(_threshold_name(name, lower) for name, lower in named),
            *_gaps(points),
        ],
    )
    return str(figure.to_json())


def _start(points: Sequence[TrendPoint]) -> int:
    """A multiple of five with room below the lowest limit."""
    lows = [int(limits[0]) for limits in map(interval, points) if limits is not None]
    return max(min(lows, default=int(SCALE_START)) // 5 * 5 - _ROOM, int(SCALE_START))


def _trend_trace(points: Sequence[TrendPoint], words: FigureWords) -> Part:
    return {
        "mode": "lines+markers",
        "x": list(range(len(points))),
        "y": indices(points),
        "connectgaps": False,
        "line": {"color": palette.SEA, "width": 2},
        "marker": {"size": 9, "color": palette.SEA},
        "error_y": {**errors(points), "color": palette.SEA},
        "hovertext": [hover(point, words) for point in points],
        "hoverinfo": "text",
    }


def _gaps(points: Sequence[TrendPoint]) -> Iterator[Part]:
    for position, point in enumerate(points):
        if point.index is None:
            yield annotation(plain(point.value_text), x=position, yref="paper", y=0.5, textangle=-90)


def _threshold_line(lower: Decimal) -> Part:
    place = {"xref": "paper", "x0": 0, "x1": 1, "y0": float(lower), "y1": float(lower)}
    return {"type": "line", "layer": "below", "line": {"color": palette.LAGOON, "width": 1, "dash": "dash"}, **place}


def _threshold_name(name: str, lower: Decimal) -> Part:
    return annotation(wrapped(name, 60), align="left", xref="paper", x=1, xanchor="left", y=float(lower))
