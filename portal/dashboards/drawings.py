"""Results as charts: SVG for the page, Plotly figures for who asks; the words are made here, the drawing in charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Literal

from flask_babel import gettext as _
from markupsafe import Markup

from portal.charts import figures, svg
from portal.charts.values import (
    BandPoint,
    ChartWords,
    ElementPoint,
    FigureWords,
    FunnelLimits,
    FunnelPoint,
    TrendPoint,
)
from portal.core.i18n import current_language, decimal1, decimal2, integer
from portal.dashboards import sentences
from portal.dashboards.queries import CityUnits, KindComparison, Result
from portal.domain.comparison import OUTER, Standing
from portal.domain.errors import NotFound
from portal.domain.periods import Period
from portal.domain.rules import MINIMUM_GRADED, PERMENPANRB_14_2017
from portal.domain.scoring import ElementScore, Hidden, Score

GRADE_BANDS = tuple((band.grade.value, band.lower) for band in PERMENPANRB_14_2017.bands)
AXIS_START = Decimal(60)


def element_names(result: Result) -> dict[str, str]:
    """Each element's name in the reader's language."""
    return {code: name.text(current_language()) for code, name in result.names.items()}


def bound_of(letter: str) -> str:
    """The lowest index that has a grade, as tables print it."""
    return decimal2(dict(GRADE_BANDS)[letter])


def band_svg(score: Score) -> Markup:
    """The index on the band D to A; empty where it is withheld."""
    if score.index is None:
        return Markup()
    low, high = _limits(score)
    grade = score.grade.value if score.grade else None
    title = _("Nilai pada pita mutu D sampai A")
    point = BandPoint(score.index, low, high, grade, decimal1(score.index))
    return svg.band(point, GRADE_BANDS, ChartWords("band", title, _spoken(score)))


def elements_svg(result: Result) -> Markup:
    """The elements by weakness; empty where no rating is published."""
    if not result.elements:
        return Markup()
    sentence = sentences.elements_sentence(result, element_names(result))
    words = ChartWords("elements-chart", _("Nilai tiap unsur"), sentence, _axis())
    return svg.elements(_element_points(result), GRADE_BANDS, words, axis_start=AXIS_START)


def trend_svg(result: Result) -> Markup:
    """Six quarters of the headline channel; empty where each is withheld."""
    if not result.trend:
        return Markup()
    sentence = sentences.trend_sentence(result.trend, result.channel)
    words = ChartWords("trend-chart", _("Enam triwulan terakhir"), sentence, _axis(), _thresholds())
    return svg.trend(_trend_points(result), GRADE_BANDS, words)


def elements_figure(result: Result) -> str:
    """JSON of the elements as a Plotly figure."""
    return figures.elements_figure(_element_points(result), _figure_words(), GRADE_BANDS)


def trend_figure(result: Result) -> str:
    """JSON of the six quarters as a Plotly figure."""
    return figures.trend_figure(_trend_points(result), _figure_words(), GRADE_BANDS)


_FIGURES: Mapping[str, Callable[[Result], str]] = {"elements": elements_figure, "trend": trend_figure}


def figure(chart: str, result: Result) -> str:
    """JSON of a chart by its name in addresses; NotFound for one that is not drawn."""
    if chart not in _FIGURES or not (result.elements if chart == "elements" else result.trend):
        raise NotFound
    return _FIGURES[chart](result)


def funnel_svg(compared: KindComparison) -> Markup:
    """The units of a kind around their mean."""
    words = ChartWords(
        f"funnel-{compared.kind}",
        sentences.funnel_title(compared),
        sentences.funnel_sentence(compared),
        _axis(),
        mean_label=_mean(compared),
        count_axis=_("penilaian →"),
        format_number=_format_number,
    )
    return svg.funnel(_funnel_points(compared), _funnel_limits(compared), compared.comparison.mean, words)


def funnel_figure(kind: str, units: CityUnits) -> str:
    """JSON of the funnel of a kind; NotFound where its units cannot be compared."""
    compared = next((one for one in units.comparisons if one.kind == kind), None)
    if compared is None:
        raise NotFound
    return figures.funnel_figure(
        _funnel_points(compared), _funnel_limits(compared), compared.comparison.mean, _figure_words(_mean(compared))
    )


_SIDES: Mapping[Standing, Literal["higher", "lower", "equal"]] = {
    Standing.HIGHER: "higher",
    Standing.LOWER: "lower",
    Standing.EQUAL: "equal",
}


def _funnel_points(compared: KindComparison) -> list[FunnelPoint]:
    return [
        FunnelPoint(compared.names[one.key], one.n, one.index, _SIDES[one.standing], decimal1(one.index))
        for one in compared.comparison.members.values()
    ]


def _funnel_limits(compared: KindComparison) -> list[FunnelLimits]:
    """The bands at each n of a scale that grows by a third, from the fewest that are compared to the most there are."""
    most = max(one.n for one in compared.comparison.members.values())
    at, steps = MINIMUM_GRADED, [most]
    while at < most:
        steps.append(at)
        at = at * 4 // 3
    limits = compared.comparison.limits
    return [FunnelLimits(n, limits(n), limits(n, OUTER)) for n in sorted(set(steps))]


def _mean(compared: KindComparison) -> str:
    return _("rata-rata jenisnya %(mean)s", mean=decimal1(compared.comparison.mean))


def _element_points(result: Result) -> list[ElementPoint]:
    names = element_names(result)
    return [_element_point(code, names[code], element) for code, element in result.elements]


def _element_point(code: str, name: str, element: ElementScore) -> ElementPoint:
    low, high = _limits(element)
    return ElementPoint(
        code=code,
        label=name,
        index=element.index,
        low=low,
        high=high,
        grade=element.grade.value if element.grade else None,
        hidden_text=_("kurang dari 10 jawaban") if element.index is None else None,
        value_text=decimal1(element.index),
    )


def _trend_points(result: Result) -> list[TrendPoint]:
    """A year or more without data is drawn too: what is not known has its place in time."""
    return [_trend_point(card.period, card.channels[result.channel]) for card in result.quarters]


def _trend_point(period: Period, score: Score) -> TrendPoint:
    low, high = _limits(score)
    reason = _("belum ada") if score.hidden is Hidden.NO_RATINGS else _("belum cukup")
    return TrendPoint(
        label=_("TW%(number)s %(year)s", number=period.number, year=period.year),
        index=score.index,
        low=low,
        high=high,
        n=score.n,
        value_text=reason if score.index is None else decimal1(score.index),
    )


def _spoken(score: Score) -> str:
    low, high = _limits(score)
    return _(
        "%(index)s dengan selang 95 %% dari %(low)s sampai %(high)s.",
        index=decimal1(score.index),
        low=decimal1(low),
        high=decimal1(high),
    )


def _figure_words(mean: str = "") -> FigureWords:
    return FigureWords(
        mean_label=mean,
        value=_("Nilai"),
        interval=_("Selang %(level)s", level="95 %"),
        count=_("penilaian:"),
        format_number=_format_number,
        axis=_axis(),
        separators=".," if current_language() == "en" else ",.",
        thresholds=_thresholds(),
    )


def _format_number(value: Decimal) -> str:
    return (
        integer(int(value))
        if value == value.to_integral_value() and value.as_tuple().exponent == 0
        else decimal1(value)
    )


def _axis() -> str:
    return _("Sumbu mulai dari {start}")


def _thresholds() -> dict[str, str]:
    bounds = [(letter, decimal2(lower)) for letter, lower in GRADE_BANDS[:-1]]
    return {letter: _("batas %(grade)s %(bound)s", grade=letter, bound=bound) for letter, bound in bounds}


def _limits(of: Score | ElementScore) -> tuple[Decimal | None, Decimal | None]:
    return of.interval or (None, None)
