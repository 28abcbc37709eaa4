"""How many visits a unit had in a month: public beside its codes, so that everyone sees how many got one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note
from portal.catalogue.models import Unit
from portal.catalogue.queries import unit_by_slug
from portal.core.clock import this_month, today
from portal.core.database import transaction
from portal.core.revision import bump_public_revision
from portal.core.saving import Conflict
from portal.domain.errors import MalformedRequest, NotFound
from portal.domain.periods import PeriodKind, parse_period
from portal.domain.permissions import Deed
from portal.visits.forms import VisitsForm
from portal.visits.queries import visit_number
from portal.visits.services import set_visits
from portal.visits.staff_views.desk import bp


@bp.route("/workplace/<slug:unit>/visits/<month>", methods=["GET", "POST"])
@needs(Deed.MINT_CODES, unit="unit")
def visits(unit: str, month: str) -> Response | str | tuple[str, int]:
    """Give or mend the number of a month that has begun."""
    found = unit_by_slug(unit)
    form = _form(found.id, _begun(month))
    if request.method == "GET":
        return _page(found, month, form)
    if not form.validate():
        return _page(found, month, form), 422
    try:
        _save(unit, found.id, month, form)
    except Conflict as stale:
        form.version.data = stale.version
        return _page(found, month, form, stale), 409
    flash(_("Tersimpan."))
    return redirect(url_for("visit_codes.desk", unit=unit), 303)


def _page(unit: Unit, month: str, form: VisitsForm, conflict: Conflict | None = None) -> str:
    return render_template("visits/visits.html", unit=unit, month=month, form=form, conflict=conflict)


def _form(unit_id: int, month: str) -> VisitsForm:
    kept = visit_number(unit_id, month)
    return VisitsForm(visits=kept.visits, version=kept.version) if kept else VisitsForm()


def _save(unit: str, unit_id: int, month: str, form: VisitsForm) -> None:
    number = form.visits.data or 0
    with transaction():
        before = set_visits(unit_id=unit_id, month=month, visits=number, day=today(), version=form.version.data)
        note("visits.set", unit, before={"visits": before}, after={"month": month, "visits": number})
        bump_public_revision()


def _begun(text: str) -> str:
    """The month of the address; NotFound for what is none, or has not begun."""
    try:
        period = parse_period(text)
    except MalformedRequest as error:
        raise NotFound from error
    if period.kind is not PeriodKind.MONTH or period.text > this_month():
        raise NotFound
    return period.text
