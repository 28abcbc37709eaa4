"""A unit's badge: the words of its result, few enough for a picture of two fingers' width."""

from __future__ import annotations

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup

from portal.catalogue.models import Unit
from portal.catalogue.queries import is_sample_city
from portal.charts.svg import BadgeWords, badge
from portal.core.i18n import decimal1, period_name
from portal.dashboards import sentences
from portal.dashboards.previews import channel_words, count_words, interval_words, reason
from portal.dashboards.queries import Result
from portal.domain.scoring import Score


def unit_badge(unit: Unit, result: Result) -> Markup:
    """The badge of a unit as SVG."""
    score, period = result.score, period_name(result.period.text)
    shown = score.index is not None
    source = _("data contoh") if is_sample_city() else current_app.extensions["portal"].city.portal_name
    whole = f"{unit.name}: {sentences.verdict(score, result.channel)} {interval_words(score)}"
    return badge(
        BadgeWords(
            title=f"{whole.strip()} ({period}, {source})",
            number=decimal1(score.index) if shown else "",
            interval=_limits(score),
            grade=score.grade.value if score.grade else "",
            name=unit.name,
            counted=_counted(result) if shown else reason(score),
            source=f"{period} · {source}",
        )
    )


def _counted(result: Result) -> str:
    """ "412 penilaian, belum terverifikasi"."""
    return f"{count_words(result.score)}, {channel_words(result.score, result.channel)}"


def _limits(score: Score) -> str:
    if score.interval is None:
        return ""
    low, high = score.interval
    return f"{decimal1(low)}–{decimal1(high)}"
