"""A unit's days as our charts: a picture and the sentence that says the same."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from markupsafe import Markup

from portal.charts import svg
from portal.charts.values import ChartWords, DayPoint
from portal.core.i18n import day_name, integer
from portal.domain.questionnaire import Channel
from portal.integrity.queries import DayCount


def days_title(channel: Channel) -> str:
    """The heading of a channel's days."""
    if channel is Channel.OPEN:
        return _("Penilaian terbuka per hari")
    return _("Penilaian terverifikasi per hari")


def days_sentence(days: Sequence[DayCount]) -> str:
    """How many came, how many are usual, and how many days an alarm is about."""
    return _(
        "%(n)s penilaian dalam %(days)s hari; biasanya kira-kira %(usual)s. Hari dengan alarm: %(alarms)s.",
        n=integer(sum(day.n for day in days)),
        days=len(days),
        usual=integer(round(sum(day.usual for day in days))),
        alarms=sum(day.is_alarm for day in days),
    )


def days_svg(channel: Channel, days: Sequence[DayCount]) -> Markup:
    """The picture of a channel's days."""
    axis = _("Garis putus-putus: biasanya. Batang dengan tutup: hari dengan alarm.")
    words = ChartWords(f"days-{channel.value}-chart", days_title(channel), days_sentence(days), axis)
    return svg.days([_point(day) for day in days], words)


def _point(day: DayCount) -> DayPoint:
    values = {"n": integer(day.n), "usual": integer(round(day.usual))}
    told = _("%(n)s, biasanya %(usual)s; alarm", **values) if day.is_alarm else _("%(n)s, biasanya %(usual)s", **values)
    return DayPoint(day_name(day.day), day.n, day.usual, day.is_alarm, told)
