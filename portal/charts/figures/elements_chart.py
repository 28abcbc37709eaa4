"""The elements of a score card as an interactive figure."""

from collections.abc import Iterator, Sequence

import plotly.graph_objects as go

from portal.charts import palette
from portal.charts.figures.parts import Part, annotation, errors, hover, indices, layout, plain, wrapped
from portal.charts.values import SCALE_END, SCALE_START, ElementPoint, FigureWords, GradeBands, grade_spans

_LABEL_WIDTH = 140.0
_ROW_HEIGHT = 50
_GRADES = (*palette.GRADES, None)


def elements_figure(points: Sequence[ElementPoint], words: FigureWords, grade_bands: GradeBands = ()) -> str:
    """JSON of the elements, the first on top. A hidden one keeps its row, with the reason and no value."""
    figure = go.Figure(layout=layout(words))
    for grade in _GRADES:
        members = [(row, point) for row, point in enumerate(points) if _has_grade(point, grade)]
        if members:
            figure.add_scatter(**_element_trace(members, grade, words))
    axis = plain(words.axis.replace("{start}", str(SCALE_START)))
    figure.update_layout(
        height=_ROW_HEIGHT * len(points) + 90,
        xaxis={"range": [float(SCALE_START), float(SCALE_END)], "title": {"text": axis}},
        yaxis={
            "range": [len(points) - 0.5, -0.5],
            "tickvals": list(range(len(points))),
            "ticktext": [wrapped(point.label, _LABEL_WIDTH) for point in points],
            "showgrid": False,
        },
        shapes=list(_band_shapes(grade_bands)),
        annotations=[*_band_letters(grade_bands), *_reasons(points)],
    )
    return str(figure.to_json())


def _has_grade(point: ElementPoint, grade: str | None) -> bool:
    known = point.grade if point.grade in palette.GRADES else None
    return point.index is not None and known == grade


def _element_trace(members: Sequence[tuple[int, ElementPoint]], grade: str | None, words: FigureWords) -> Part:
    points = [point for _, point in members]
    return {
        "mode": "markers",
        "name": grade or "",
        "x": indices(points),
        "y": [row for row, _ in members],
        "marker": {"size": 9, "color": palette.grade_colour(grade)},
        "error_x": {**errors(points), "color": palette.grade_colour(grade)},
        "hovertext": [hover(point, words) for point in points],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _band_shapes(grade_bands: GradeBands) -> Iterator[Part]:
    for letter, lower, upper in grade_spans(grade_bands):
        fill = palette.GRADE_BACKGROUNDS.get(letter, palette.PAGE)
        place = {"x0": float(lower), "x1": float(upper), "yref": "paper", "y0": 0, "y1": 1}
        yield {"type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": fill, **place}


def _band_letters(grade_bands: GradeBands) -> Iterator[Part]:
    for letter, lower, upper in grade_spans(grade_bands):
        yield annotation(plain(letter), x=float(lower + upper) / 2, yref="paper", y=1, yanchor="bottom")


def _reasons(points: Sequence[ElementPoint]) -> Iterator[Part]:
    for row, point in enumerate(points):
        if point.index is None:
            reason = wrapped(point.hidden_text or "", _LABEL_WIDTH)
            yield annotation(reason, align="left", xref="paper", x=0.02, xanchor="left", y=row)
