"""How a page looks where its link is shared: the words of its picture, and where that picture is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _

from portal.catalogue.models import Service, Unit
from portal.catalogue.queries import is_sample_city
from portal.charts import pictures
from portal.charts.pictures import Picture
from portal.charts.values import BandPoint
from portal.core.i18n import current_language, decimal1, integer, period_name
from portal.dashboards import sentences
from portal.dashboards.drawings import GRADE_BANDS, element_names
from portal.dashboards.queries import Filter, Result
from portal.domain.periods import Period
from portal.domain.questionnaire import Channel
from portal.domain.scoring import Hidden, Score

LONGEST_TITLE = 120


@dataclass(frozen=True)
class Preview:
    """The picture of a page: its address within the portal, its size in pixels, and the same in words."""

    path: str
    alt: str
    width: int = pictures.WIDTH
    height: int = pictures.HEIGHT


def unit_preview(unit: Unit, period: Period) -> Preview:
    """Where the picture of a unit is."""
    return _preview("sharing.unit_preview", unit.name, period, unit=unit.slug)


def service_preview(service: Service, period: Period) -> Preview:
    """Where the picture of a service is."""
    return _preview("sharing.service_preview", service_title(service), period, service=service.slug)


def city_preview(chosen: Filter, period: Period) -> Preview:
    """Where the picture of the whole city is, or of the units of a kind or a distrik."""
    name = sentences.scope_name(chosen, _city())
    return _preview("sharing.accountability_preview", name, period, **chosen.arguments)


def unit_picture(unit: Unit, result: Result) -> Picture:
    """What stands on the picture of a unit."""
    return _picture(unit.name, sentences.service_sentence(result), result)


def service_picture(service: Service, result: Result) -> Picture:
    """What stands on the picture of a service."""
    return _picture(service_title(service), sentences.service_sentence(result), result)


def city_picture(chosen: Filter, result: Result) -> Picture:
    """What stands on the picture of the whole city, or of the units of a kind or a distrik."""
    headline = sentences.city_headline(result, sentences.scope_name(chosen, _city()))
    return _picture(headline, sentences.city_verdict(result, element_names(result)), result)


def service_title(service: Service) -> str:
    """A service with its unit."""
    return f"{service.name}, {service.unit.name}"


def reason(score: Score) -> str:
    """Why there is no number, in three words."""
    if score.n:
        return _("nilai belum ditampilkan")
    return _("belum ada penilaian") if score.hidden is Hidden.NO_RATINGS else _("belum cukup penilaian")


def channel_words(score: Score, channel: Channel) -> str:
    """The label of a channel; none where nothing of it is shown."""
    if not score.n:
        return ""
    return _("terverifikasi") if channel is Channel.VERIFIED else _("belum terverifikasi")


def interval_words(score: Score) -> str:
    """ "Selang 95 %: 83,9–87,1"; empty where the number is withheld."""
    if score.interval is None:
        return ""
    low, high = score.interval
    return f"{_('Selang %(level)s', level='95 %')}: {decimal1(low)}–{decimal1(high)}"


def count_words(score: Score) -> str:
    """How many ratings; empty where none is published."""
    return _("%(n)s penilaian", n=integer(score.n)) if score.n else ""


def band_point(score: Score) -> BandPoint:
    """The number as charts take it, or the reason in its place."""
    low, high = score.interval or (None, None)
    grade = score.grade.value if score.grade else None
    return BandPoint(score.index, low, high, grade, reason(score) if score.index is None else decimal1(score.index))


def _preview(endpoint: str, name: str, period: Period, **arguments: Any) -> Preview:
    alt = _("Hasil penilaian warga: %(name)s", name=f"{name}, {period_name(period.text)}")
    return Preview(url_for(endpoint, period=period.text, **arguments), alt)


def _picture(title: str, sentence: str, result: Result) -> Picture:
    score, is_sample = result.score, is_sample_city()
    return Picture(
        title=title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…",
        sentence=sentence,
        point=band_point(score),
        bands=GRADE_BANDS,
        interval=interval_words(score),
        count=count_words(score),
        channel=channel_words(score, result.channel),
        is_verified=result.channel is Channel.VERIFIED,
        period=_period_words(result),
        portal=current_app.extensions["portal"].city.portal_name,
        corner=_("data contoh") if is_sample else _city(),
        is_sample=is_sample,
        lang=current_language(),
    )


def _period_words(result: Result) -> str:
    """ "Triwulan III 2026 · penerbitan ke-3"."""
    period = period_name(result.period.text)
    if not result.card.publication:
        return period
    return f"{period} · {_('penerbitan ke-%(number)s', number=integer(result.card.publication))}"


def _city() -> str:
    name: str = current_app.extensions["portal"].city.name
    return name
