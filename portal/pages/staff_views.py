"""The workplace: where staff arrive after signing in, and the desk of a unit."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import current_staff, require
from portal.catalogue.queries import all_units, unit_by_slug
from portal.core.clock import this_month
from portal.domain.permissions import OF_EVERY_UNIT, OF_OWN_UNIT, can_see_workplace
from portal.publication.queries import CITY, asked_period, of_unit, unit_scorecards
from portal.reviews.queries import offered_periods, sheet

bp = Blueprint("workplace", __name__)


@bp.get("/workplace")
def home() -> Response | str:
    """Reviewers and auditors see all units, others go to their unit's desk or learn what they will do here."""
    staff = current_staff()
    if staff.role_names & OF_EVERY_UNIT:
        return _every_unit()
    if staff.role_names & OF_OWN_UNIT and staff.unit is not None:
        return redirect(url_for("workplace.unit", unit=staff.unit), 303)
    return render_template("workplace/role.html", roles=staff.role_names)


@bp.get("/workplace/<slug:unit>")
def unit(unit: str) -> str:
    """The desk of a unit: duties, score card, tools."""
    staff = current_staff()
    require(can_see_workplace(staff.role_names, staff.unit, unit))
    found = unit_by_slug(unit)
    period = asked_period(request.args.get("period"), of_unit(found), this_month())
    return render_template("workplace/unit.html", sheet=sheet(found, period))


def _every_unit() -> str:
    period = asked_period(request.args.get("period"), CITY, this_month())
    return render_template(
        "workplace/units.html",
        units=all_units(),
        cards=unit_scorecards(period),
        period=period,
        years=offered_periods(CITY),
    )
