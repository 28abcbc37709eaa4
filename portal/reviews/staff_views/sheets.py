"""The review sheet of a unit: what the public sees, and what it is worth when the unit's performance is reviewed."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from portal.accounts.access import needs
from portal.catalogue.queries import unit_by_slug
from portal.core.clock import this_month
from portal.domain.permissions import Deed
from portal.publication.queries import asked_period, of_unit
from portal.reviews.queries import offered_periods, sheet
from portal.surveys.queries import element_names

bp = Blueprint("reviews", __name__)


@bp.get("/workplace/<slug:unit>/review", endpoint="sheet")
@needs(Deed.READ_SCORES, unit="unit")
def unit_sheet(unit: str) -> str:
    """The sheet of a unit; `?period=`, by default the last quarter in which it published a rating."""
    found = unit_by_slug(unit)
    scope = of_unit(found)
    period = asked_period(request.args.get("period"), scope, this_month())
    return render_template(
        "reviews/sheet.html",
        sheet=sheet(found, period),
        years=offered_periods(scope),
        names=element_names(),
    )
