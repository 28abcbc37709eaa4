"""Signals for integrity officers: units with alarms, and a unit's days with why each alarm rose."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, render_template
from flask_babel import lazy_gettext as _l

from portal.accounts.access import current_grants, needs
from portal.catalogue.queries import unit_by_slug
from portal.core.clock import today
from portal.core.paging import asked_page
from portal.core.tools import Tool
from portal.domain.permissions import Deed
from portal.integrity import drawings
from portal.integrity.forms import CHANNEL_WORDS, MONITOR_WORDS, alarm_days, alarm_sentence
from portal.integrity.queries import alarmed_units, unit_signals
from portal.integrity.staff_views.duties import closed_units

bp = Blueprint("monitors", __name__)
TOOL = Tool(
    "monitors.alarms",
    Deed.READ_SIGNALS,
    _l("Alarm penilaian"),
    _l("Unit yang penilaiannya tidak seperti biasanya: apa yang berubah, dan sejak kapan."),
)


@bp.get("/integrity")
@needs(Deed.READ_SIGNALS)
def alarms() -> str:
    """Units with alarms, those of the last weeks apart; never the own one."""
    found = alarmed_units(today(), closed_units(current_grants()), asked_page())
    return render_template("integrity/alarms.html", found=found, **_words())


@bp.get("/integrity/<slug:unit>")
@needs(Deed.READ_SIGNALS, unit="unit")
def of_unit(unit: str) -> str:
    """The days of a unit, and its alarms."""
    found = unit_by_slug(unit)
    signals = unit_signals(found, today())
    return render_template("integrity/signals.html", unit=found, signals=signals, drawings=drawings, **_words())


def _words() -> dict[str, object]:
    return {
        "monitor_words": MONITOR_WORDS,
        "channel_words": CHANNEL_WORDS,
        "alarm_sentence": alarm_sentence,
        "alarm_days": partial(alarm_days, today=today()),
    }
