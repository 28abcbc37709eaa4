"""Places where people rate, at the desk: the list, a new one, many at once, a change, out of use and back."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note
from portal.catalogue.forms import BatchForm, TouchpointForm, touchpoint_refusal
from portal.catalogue.forms.desk import CatalogueForm
from portal.catalogue.models import Touchpoint
from portal.catalogue.queries import (
    all_units,
    is_given,
    service_by_slug,
    services_found,
    touchpoint_by_code,
    touchpoints_page,
    unit_by_slug,
)
from portal.catalogue.services import (
    bring_back,
    change_touchpoint,
    create_touchpoint,
    create_touchpoints,
    retire,
    services_without,
)
from portal.catalogue.staff_views.desk import bp, this_year
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.core.paging import asked_page, asked_words
from portal.core.saving import Conflict
from portal.domain.errors import Refused
from portal.domain.permissions import Deed

_SEEN = ("in_use", "retired", "all")
MANY = 10_000
"""More services than any city has."""


@bp.get("/admin/touchpoints")
@needs(Deed.READ_SETTINGS)
def touchpoints() -> str:
    """The places in use, or those that are not, or all."""
    words, seen = asked_words(), request.args.get("seen", "")
    seen = seen if seen in _SEEN else _SEEN[0]
    found = touchpoints_page(words, seen, asked_page())
    return render_template("catalogue/touchpoints.html", found=found, words=words, seen=seen)


@bp.route("/admin/touchpoints/new", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def new_touchpoint() -> Response | str:
    """A new place of a service."""
    form = TouchpointForm(service=request.args.get("service"))
    form.offer(services_found("", year=this_year(), limit=MANY))
    if not form.validate_on_submit():
        return render_template("catalogue/touchpoint_form.html", form=form, touchpoint=None)
    return _saved(form, None, lambda: _create(form))


@bp.route("/admin/touchpoints/batch", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def new_touchpoints() -> Response | str:
    """The same place for all services of a unit: looked at, then made."""
    form, missing = BatchForm(), None
    form.offer(unit for unit in all_units() if is_given(unit, this_year()))
    if form.validate_on_submit():
        try:
            if form.is_deed:
                return _made(form)
            missing = services_without(unit_by_slug(form.unit.data), form.place.data or "", this_year())
        except Refused as refused:
            form.form_errors.append(touchpoint_refusal(refused))
    return render_template("catalogue/touchpoint_batch.html", form=form, missing=missing)


@bp.route("/admin/touchpoints/<code>/edit", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def edit_touchpoint(code: str) -> Response | str:
    """Another name for a place, or another service of the same unit."""
    found = touchpoint_by_code(code)
    form = TouchpointForm(service=found.service.slug, place=found.place, version=found.version)
    form.offer(one for one in found.service.unit.services if one is found.service or is_given(one, this_year()))
    if not form.validate_on_submit():
        return render_template("catalogue/touchpoint_form.html", form=form, touchpoint=found)
    return _saved(form, found, lambda: _change(found, form))


@bp.post("/admin/touchpoints/<code>/retire")
@needs(Deed.CHANGE_SETTINGS)
def retire_touchpoint(code: str) -> Response:
    """Take a place out of use; it can be brought back."""
    found = touchpoint_by_code(code)
    return _done("touchpoint.retire", found, lambda: retire(touchpoint=found, day=today()), _("Tidak dipakai lagi."))


@bp.post("/admin/touchpoints/<code>/return")
@needs(Deed.CHANGE_SETTINGS)
def return_touchpoint(code: str) -> Response:
    """Put a place to use again."""
    found = touchpoint_by_code(code)
    return _done("touchpoint.return", found, lambda: bring_back(touchpoint=found), _("Dipakai lagi, dengan kode lama."))


def _saved(form: CatalogueForm, touchpoint: Touchpoint | None, deed: Callable[[], Touchpoint]) -> Response | str:
    """Do it and say so; a refusal or a stale form shows the form again, with all that was entered."""
    template, values = "catalogue/touchpoint_form.html", {"form": form, "touchpoint": touchpoint}
    try:
        with transaction():
            code = deed().code
    except Refused as refused:
        form.form_errors.append(touchpoint_refusal(refused))
        return render_template(template, **values)
    except Conflict as conflict:
        form.version.data = str(conflict.version)
        return render_template(template, conflict=conflict, **values)
    flash(_("Tersimpan, dengan kode %(code)s.", code=code))
    return redirect(url_for("catalogue.touchpoints", q=code, seen="all"), 303)


def _done(action: str, touchpoint: Touchpoint, deed: Callable[[], None], words: str) -> Response:
    try:
        with transaction():
            deed()
            note(action, touchpoint.code)
        flash(f"{touchpoint.code}: {words}")
    except Refused as refused:
        flash(touchpoint_refusal(refused), REFUSED)
    return redirect(url_for("catalogue.touchpoints", q=touchpoint.code, seen="all"), 303)


def _create(form: TouchpointForm) -> Touchpoint:
    service = service_by_slug(form.service.data)
    made = create_touchpoint(service=service, place=form.place.data or "", day=today())
    note("touchpoint.create", made.code, after={"service": service.slug, "place": made.place})
    return made


def _change(touchpoint: Touchpoint, form: TouchpointForm) -> Touchpoint:
    service = service_by_slug(form.service.data)
    before = change_touchpoint(
        touchpoint=touchpoint,
        version=form.shown_version,
        service=service,
        place=form.place.data or "",
        day=today(),
    )
    note(
        "touchpoint.change", touchpoint.code, before=before, after={"service": service.slug, "place": touchpoint.place}
    )
    return touchpoint


def _made(form: BatchForm) -> Response:
    with transaction():
        unit = unit_by_slug(form.unit.data)
        made = create_touchpoints(unit=unit, place=form.place.data or "", day=today())
        for one in made:
            note("touchpoint.create", one.code, after={"service": one.service.slug, "place": one.place})
        name, number = unit.name, len(made)
    flash(_("%(number)s titik baru dibuat.", number=number))
    return redirect(url_for("catalogue.touchpoints", q=name), 303)
