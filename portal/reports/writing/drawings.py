"""The charts of a document: the same drawings as on pages, with what they show in words for who cannot see them."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext as _

from portal.charts import svg
from portal.charts.values import BandPoint, ChartWords, ElementPoint, TrendPoint
from portal.core.i18n import decimal2, period_name
from portal.domain.periods import Period
from portal.domain.rules import PERMENPANRB_14_2017
from portal.domain.scoring import ElementScore, Hidden, Score
from portal.reports.press import Picture
from portal.reports.queries import UnitResult
from portal.reports.writing.words import names_of

GRADE_BANDS = tuple((band.grade.value, band.lower) for band in PERMENPANRB_14_2017.bands)
_AXIS_START = Decimal(60)


def band_svg(score: Score) -> str:
    """The index on the band D to A; empty where it is withheld."""
    if score.index is None:
        return ""
    low, high = _limits(score)
    point = BandPoint(score.index, low, high, score.grade and score.grade.value, decimal2(score.index))
    return str(svg.band(point, GRADE_BANDS, ChartWords("band", _("Nilai pada pita mutu D sampai A"), band_alt(score))))


def band_alt(score: Score) -> str:
    """The same in words."""
    low, high = _limits(score)
    said = {"index": decimal2(score.index), "low": decimal2(low), "high": decimal2(high)}
    return _("%(index)s dengan selang 95 %% dari %(low)s sampai %(high)s.", **said)


def elements_picture(result: UnitResult) -> Picture:
    """The elements from the weakest, each a dot with its interval."""
    names = names_of(result)
    points = [_element_point(names[code], code, element) for code, element in result.weakest_first]
    told = "; ".join(f"{point.label} {point.value_text}" for point in points)
    alt = _("Nilai tiap unsur dari yang terlemah: %(values)s.", values=told)
    words = ChartWords("elements", _("Nilai tiap unsur"), alt, _axis())
    drawn = svg.elements(points, GRADE_BANDS, words, axis_start=_AXIS_START)
    return Picture(
        str(drawn), alt, _("Nilai tiap unsur dari yang terlemah, dengan selang %(level)s", level="95 %"), width=56
    )


def trend_picture(result: UnitResult) -> Picture:
    """The quarters, oldest first."""
    points = [_trend_point(period, score) for period, score in result.trend]
    told = "; ".join(f"{period_name(period.text)}: {decimal2(score.index)}" for period, score in result.trend)
    alt = _("Nilai per triwulan: %(values)s.", values=told)
    words = ChartWords("trend", _("Nilai per triwulan"), alt, _axis(), _thresholds())
    return Picture(
        str(svg.trend(points, GRADE_BANDS, words)),
        alt,
        _("Nilai per triwulan, dengan selang %(level)s", level="95 %"),
        width=56,
    )


def _element_point(name: str, code: str, element: ElementScore) -> ElementPoint:
    low, high = _limits(element)
    grade = element.grade and element.grade.value
    return ElementPoint(code, name, element.index, low, high, grade, None, decimal2(element.index))


def _trend_point(period: Period, score: Score) -> TrendPoint:
    low, high = _limits(score)
    reason = _("belum ada") if score.hidden is Hidden.NO_RATINGS else _("belum cukup")
    label = _("TW%(number)s %(year)s", number=period.number, year=period.year)
    return TrendPoint(label, score.index, low, high, score.n, reason if score.index is None else decimal2(score.index))


def _axis() -> str:
    return _("Sumbu mulai dari {start}")


def _thresholds() -> dict[str, str]:
    bounds = [(letter, decimal2(lower)) for letter, lower in GRADE_BANDS[:-1]]
    return {letter: _("batas %(grade)s %(bound)s", grade=letter, bound=bound) for letter, bound in bounds}


def _limits(of: Score | ElementScore) -> tuple[Decimal | None, Decimal | None]:
    return of.interval or (None, None)
