"""Closing, merging and splitting units: the form, then its effect in words, then the deed."""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import needs
from portal.catalogue.forms import EndForm, MergeForm, SplitForm
from portal.catalogue.models import Unit
from portal.catalogue.queries import is_given, offered_units, service_by_slug, unit_by_slug
from portal.catalogue.services import Plan, plan_closing, plan_merge, plan_split
from portal.catalogue.staff_views.desk import bp, planned, this_year
from portal.domain.permissions import Deed


@bp.route("/admin/units/<slug:unit>/close", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def close_unit(unit: str) -> Response | str:
    """End a unit with the year; its services go on in the successor, or end."""
    found, form = unit_by_slug(unit), EndForm()
    form.offer(offered_units(this_year() + 1), found)
    if not form.validate_on_submit():
        return render_template("catalogue/unit_end.html", form=form, unit=found, thing=found.name)
    return _planned(form, "catalogue/unit_end.html", found, "unit.close", lambda: _closing(found, form))


@bp.route("/admin/units/<slug:unit>/merge", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def merge_unit(unit: str) -> Response | str:
    """End this unit and others with the year; all their services go on in one."""
    found, form = unit_by_slug(unit), MergeForm()
    form.offer(offered_units(this_year() + 1), found)
    if not form.validate_on_submit():
        return render_template("catalogue/merge.html", form=form, unit=found, thing=found.name)
    return _planned(form, "catalogue/merge.html", found, "unit.merge", lambda: _merging(found, form))


@bp.route("/admin/units/<slug:unit>/split", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def split_unit(unit: str) -> Response | str:
    """End this unit with the year; each of its services goes on where it is sent."""
    found, form = unit_by_slug(unit), SplitForm()
    offered = offered_units(this_year() + 1)
    services = [service for service in found.services if is_given(service, this_year())]
    form.offer(services, offered, found)
    if not form.validate_on_submit():
        return render_template("catalogue/split.html", form=form, unit=found, services=services, offered=offered)
    shown = {"services": services, "offered": offered}
    return _planned(form, "catalogue/split.html", found, "unit.split", lambda: _splitting(found, form), **shown)


def _planned(
    form: EndForm | MergeForm | SplitForm,
    template: str,
    unit: Unit,
    action: str,
    plan: Callable[[], Plan],
    **more: object,
) -> Response | str:
    return planned(
        form,
        template,
        plan=plan,
        action=action,
        done=_("Direncanakan. Selama tahun ini belum berganti, rencana itu dapat dibatalkan."),
        back=url_for("catalogue.unit", unit=unit.slug),
        unit=unit,
        thing=unit.name,
        **more,
    )


def _closing(unit: Unit, form: EndForm) -> Plan:
    successor = unit_by_slug(form.successor.data) if form.successor.data else None
    return plan_closing(unit=unit, successor=successor, this_year=this_year())


def _merging(unit: Unit, form: MergeForm) -> Plan:
    others = [unit_by_slug(slug) for slug in form.units.data or [] if slug != form.into.data]
    return plan_merge(units=[unit, *others], into=unit_by_slug(form.into.data), this_year=this_year())


def _splitting(unit: Unit, form: SplitForm) -> Plan:
    targets = {service_by_slug(service).id: unit_by_slug(slug) for service, slug in form.chosen.items()}
    return plan_split(unit=unit, targets=targets, this_year=this_year())
