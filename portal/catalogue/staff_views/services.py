"""Services at the desk: a new one, a change, an end, and taking a plan back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note
from portal.catalogue.forms import ServiceEndForm, ServiceForm, refusal
from portal.catalogue.models import Service, Unit
from portal.catalogue.queries import plans_of_service, service_by_slug, unit_by_slug
from portal.catalogue.services import (
    Plan,
    change_service,
    create_service,
    facts_of_service,
    plan_service_closing,
    reopen,
    undo_change,
)
from portal.catalogue.staff_views.desk import bp, differing, planned, saved, shown_year, this_year
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.domain.errors import Refused
from portal.domain.permissions import Deed


@bp.route("/admin/units/<slug:unit>/services/new", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def new_service(unit: str) -> Response | str:
    """A new service of a unit."""
    found, form = unit_by_slug(unit), ServiceForm()
    form.offer(this_year())
    template = "catalogue/service_form.html"
    if not form.validate_on_submit():
        return render_template(template, form=form, unit=found, service=None)
    back, done = url_for("catalogue.unit", unit=unit), _("Layanan dibuat.")
    return saved(form, template, deed=lambda: _create(found, form), done=done, back=back, unit=found, service=None)


@bp.route("/admin/services/<slug:service>/edit", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def edit_service(service: str) -> Response | str:
    """Change a service's facts from a year on."""
    found = service_by_slug(service)
    shown = shown_year(plans_of_service(found, this_year()))
    facts = facts_of_service(found, shown)
    form = ServiceForm(**{"from_year": shown, **vars(facts), "version": found.version})
    form.offer(this_year())
    values = {"unit": found.unit, "service": found, "facts_year": shown}
    if not form.validate_on_submit():
        return render_template("catalogue/service_form.html", form=form, **values)
    back, done = url_for("catalogue.unit", unit=found.unit.slug), _("Perubahan tersimpan.")
    return saved(form, "catalogue/service_form.html", deed=lambda: _change(found, form), done=done, back=back, **values)


@bp.route("/admin/services/<slug:service>/close", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def close_service(service: str) -> Response | str:
    """End a service with the year."""
    found, form = service_by_slug(service), ServiceEndForm()
    if not form.validate_on_submit():
        return render_template("catalogue/service_end.html", form=form, service=found, thing=found.name)
    return planned(
        form,
        "catalogue/service_end.html",
        plan=lambda: _ending(found, (form.successor.data or "").strip()),
        action="service.close",
        done=_("Penutupan direncanakan. Selama tahun ini belum berganti, ia dapat dibatalkan."),
        back=url_for("catalogue.unit", unit=found.unit.slug),
        service=found,
        thing=found.name,
    )


@bp.post("/admin/services/<slug:service>/undo")
@needs(Deed.CHANGE_SETTINGS)
def undo_service(service: str) -> Response:
    """Take back what is planned: a change for next year, or a closing."""
    found, what = service_by_slug(service), request.form.get("what")
    try:
        with transaction():
            (reopen if what == "closing" else undo_change)(thing=found, this_year=this_year())
            note("service.reopen" if what == "closing" else "service.undo_change", service)
        flash(_("Rencana itu dibatalkan."))
    except Refused as refused:
        flash(refusal(refused), REFUSED)
    return redirect(url_for("catalogue.unit", unit=found.unit.slug), 303)


def _ending(service: Service, successor: str) -> Plan:
    found = service_by_slug(successor) if successor else None
    return plan_service_closing(service=service, successor=found, this_year=this_year())


def _create(unit: Unit, form: ServiceForm) -> None:
    facts, from_year = form.facts, form.from_year.data
    made = create_service(unit=unit, slug=form.slug.data or "", facts=facts, from_year=from_year, this_year=this_year())
    note("service.create", made.slug, after={**vars(facts), "unit": unit.slug, "from_year": from_year})


def _change(service: Service, form: ServiceForm) -> None:
    facts, from_year = form.facts, form.from_year.data
    before = change_service(
        service=service, version=form.shown_version, facts=facts, from_year=from_year, this_year=this_year()
    )
    was, became = differing(vars(before), vars(facts))
    note("service.change", service.slug, before=was, after={**became, "from_year": from_year})
