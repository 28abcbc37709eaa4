"""Units at the desk: the list, one of them, a new one, a change, and taking a plan back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note
from portal.catalogue.forms import UnitForm, refusal
from portal.catalogue.models import Unit
from portal.catalogue.queries import (
    offered_units,
    plans_of_service,
    plans_of_unit,
    successor_of,
    unit_by_slug,
    units_page,
    versions_of_unit,
)
from portal.catalogue.services import change_unit, create_unit, facts_of_unit, reopen, undo_change
from portal.catalogue.staff_views.desk import bp, differing, saved, shown_year, this_year
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.core.paging import asked_page, asked_words
from portal.domain.errors import Refused
from portal.domain.permissions import Deed


@bp.get("/admin/units")
@needs(Deed.READ_SETTINGS)
def units() -> str:
    """All units, closed ones too."""
    words = asked_words()
    return render_template("catalogue/units.html", found=units_page(words, asked_page()), words=words)


@bp.get("/admin/units/<slug:unit>")
@needs(Deed.READ_SETTINGS)
def unit(unit: str) -> str:
    """One unit: what holds, what held, what is planned, and its services."""
    found = unit_by_slug(unit)
    facts = facts_of_unit(found, this_year())
    return render_template(
        "catalogue/unit.html",
        unit=found,
        facts=facts,
        parent=unit_by_slug(facts.parent) if facts.parent else None,
        versions=versions_of_unit(found),
        planned=plans_of_unit(found, this_year()),
        planned_services={one.id: plans_of_service(one, this_year()) for one in found.services},
        successor=successor_of(found),
        year=this_year(),
    )


@bp.route("/admin/units/new", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def new_unit() -> Response | str:
    """A new unit."""
    form = UnitForm()
    form.offer(offered_units(this_year()), this_year())
    if not form.validate_on_submit():
        return render_template("catalogue/unit_form.html", form=form, unit=None)
    back = url_for("catalogue.units", q=form.slug.data)
    done = _("Unit dibuat. Tambahkan layanannya.")
    return saved(form, "catalogue/unit_form.html", deed=lambda: _create(form), done=done, back=back, unit=None)


@bp.route("/admin/units/<slug:unit>/edit", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def edit_unit(unit: str) -> Response | str:
    """Change a unit's facts from a year on."""
    found = unit_by_slug(unit)
    shown = shown_year(plans_of_unit(found, this_year()))
    facts = facts_of_unit(found, shown)
    form = UnitForm(**{"from_year": shown, **vars(facts), "version": found.version})
    form.offer([one for one in offered_units(this_year() + 1) if one.slug != unit], this_year())
    if not form.validate_on_submit():
        return render_template("catalogue/unit_form.html", form=form, unit=found, facts_year=shown)
    back, done = url_for("catalogue.unit", unit=unit), _("Perubahan tersimpan.")
    values = {"unit": found, "facts_year": shown}
    return saved(form, "catalogue/unit_form.html", deed=lambda: _change(found, form), done=done, back=back, **values)


@bp.post("/admin/units/<slug:unit>/undo")
@needs(Deed.CHANGE_SETTINGS)
def undo_unit(unit: str) -> Response:
    """Take back what is planned: a change for next year, or a closing."""
    found, what = unit_by_slug(unit), request.form.get("what")
    try:
        with transaction():
            (reopen if what == "closing" else undo_change)(thing=found, this_year=this_year())
            note("unit.reopen" if what == "closing" else "unit.undo_change", unit)
        flash(_("Rencana itu dibatalkan."))
    except Refused as refused:
        flash(refusal(refused), REFUSED)
    return redirect(url_for("catalogue.unit", unit=unit), 303)


def _create(form: UnitForm) -> None:
    facts = form.facts
    made = create_unit(slug=form.slug.data or "", facts=facts, from_year=form.from_year.data, this_year=this_year())
    note("unit.create", made.slug, after={**vars(facts), "from_year": form.from_year.data})


def _change(unit: Unit, form: UnitForm) -> None:
    facts, from_year = form.facts, form.from_year.data
    before = change_unit(unit=unit, version=form.shown_version, facts=facts, from_year=from_year, this_year=this_year())
    was, became = differing(vars(before), vars(facts))
    note("unit.change", unit.slug, before=was, after={**became, "from_year": from_year})
