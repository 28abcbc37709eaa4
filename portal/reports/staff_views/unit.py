"""The documents of a unit: which there are for a period, and each of them."""

from __future__ import annotations

from flask import Response, render_template, request

from portal.accounts.access import needs
from portal.catalogue.queries import unit_by_slug, unit_in
from portal.core.clock import this_month, today
from portal.domain.errors import NotFound
from portal.domain.periods import Period
from portal.domain.permissions import Deed
from portal.publication.queries import asked_period, is_provisional, of_unit
from portal.reports.documents import unit_file
from portal.reports.queries import reportable
from portal.reports.sending import sent
from portal.reports.staff_views.desk import bp
from portal.reviews.queries import offered_periods


@bp.get("/workplace/<slug:unit>/reports")
@needs(Deed.EXPORT_REPORTS, unit="unit")
def unit_reports(unit: str) -> str:
    """What can be had; `?period=`, by default the last quarter in which the unit published a rating."""
    found = unit_by_slug(unit)
    scope = of_unit(found)
    period = asked_period(request.args.get("period"), scope, this_month())
    return render_template(
        "reports/unit.html",
        unit=unit_in(found, period.year),
        period=period,
        years=offered_periods(scope),
        is_there=_is_there(unit, period),
        is_provisional=is_provisional(period),
    )


@bp.get("/workplace/<slug:unit>/reports/<period>/<name>")
@needs(Deed.EXPORT_REPORTS, unit="unit")
def unit_document(unit: str, period: str, name: str) -> Response:
    """One document by its name, such as `skm.pdf`."""
    found = unit_by_slug(unit)
    return sent(unit_file(found, reportable(found, period), name, day=today()))


def _is_there(unit: str, period: Period) -> bool:
    try:
        reportable(unit_by_slug(unit), period.text)
    except NotFound:
        return False
    return True
