"""The workplace: where staff arrive after signing in, and the desk of a unit."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import current_grants, current_staff, needs
from portal.catalogue.queries import unit_by_slug, units_in
from portal.core.clock import this_month, today
from portal.core.tools import Tool
from portal.dashboards.queries import unit_comparison, unit_result
from portal.dashboards.sentences import unit_sentence
from portal.domain.permissions import Deed, may, units_open_to
from portal.pages.agenda import Agenda, agenda_of
from portal.publication.queries import CITY, asked_period, of_unit, unit_scorecards
from portal.reviews.queries import offered_periods, sheet
from portal.surveys.queries import element_names

bp = Blueprint("workplace", __name__)


@bp.get("/workplace")
@needs(Deed.OWN_ACCOUNT)
def home() -> Response | str:
    """Who may see every unit is shown them; who has one unit goes to its desk; others find their duties and tools."""
    open_units = units_open_to(current_grants(), Deed.READ_SCORES)
    if open_units is None:
        return _every_unit()
    if len(open_units) == 1:
        return redirect(url_for("workplace.unit", unit=next(iter(open_units))), 303)
    units = [unit for unit in units_in(today().year) if unit.slug in open_units]
    return render_template("workplace/home.html", units=units, agenda=_agenda(), tools=_tools())


@bp.get("/workplace/<slug:unit>")
@needs(Deed.READ_SCORES, unit="unit")
def unit(unit: str) -> str:
    """The desk of a unit: duties, score card, tools; for who has no other unit it stands in the place of the home."""
    is_only = units_open_to(current_grants(), Deed.READ_SCORES) == frozenset({unit})
    tools = _tools() if is_only else []
    return render_template("workplace/unit.html", agenda=_agenda(), tools=tools, is_only=is_only, **_desk(unit))


def _desk(slug: str) -> dict[str, object]:
    """What the public page says about the unit, set out for work."""
    unit = unit_by_slug(slug)
    period = asked_period(request.args.get("period"), of_unit(unit), this_month())
    shown, result = sheet(unit, period), unit_result(unit, period.text, this_month())
    compared = unit_comparison(shown.unit, result.period, result.channel)
    placed = compared.comparison.members.get(slug) if compared else None
    return {
        "sheet": shown,
        "sentence": unit_sentence(result, placed, shown.unit.kind),
        "names": element_names(),
        "years": offered_periods(of_unit(unit)),
    }


def _agenda() -> Agenda:
    return agenda_of(current_staff(), today())


def _tools() -> list[Tool]:
    return [tool for tool in current_app.extensions["portal"].tools if may(current_grants(), tool.deed)]


def _every_unit() -> str:
    period = asked_period(request.args.get("period"), CITY, this_month())
    return render_template(
        "workplace/units.html",
        units=units_in(period.year),
        cards=unit_scorecards(period),
        period=period,
        years=offered_periods(CITY),
        agenda=_agenda(),
        tools=_tools(),
    )
