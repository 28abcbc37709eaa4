"""Queue machines: administrators enrol them, with a key that is shown once, and revoke them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note
from portal.catalogue.queries import all_units, is_given, unit_by_slug
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.core.paging import asked_page, asked_words
from portal.core.tools import Tool
from portal.core.urls import absolute_url
from portal.domain.errors import Refused
from portal.domain.permissions import Deed
from portal.visits import words
from portal.visits.forms import MachineForm
from portal.visits.queries import machine_by_number, machines_page
from portal.visits.services import Enrolled, enrol, revoke_machine

bp = Blueprint("queue_machines", __name__)
TOOL = Tool(
    "queue_machines.machines",
    Deed.READ_SETTINGS,
    _l("Mesin antrean"),
    _l("Mesin yang mencetak kode kunjungan di loket: mendaftarkan dengan kunci, mencabut."),
)


@bp.get("/admin/machines")
@needs(Deed.READ_SETTINGS)
def machines() -> str:
    """All machines, those that may print first."""
    searched = asked_words()
    found = machines_page(searched, asked_page())
    return render_template("visits/machines.html", found=found, searched=searched)


@bp.route("/admin/machines/new", methods=["GET", "POST"])
@needs(Deed.CHANGE_SETTINGS)
def enrol_machine() -> str | tuple[str, int]:
    """A new machine. The answer to the form shows its key, this once; loaded again, it finds the machine enrolled."""
    form = MachineForm()
    form.offer(unit for unit in all_units() if is_given(unit, today().year))
    if form.validate_on_submit():
        try:
            return render_template("visits/machine_key.html", made=_enrolled(form), example=_example())
        except Refused as refusal:
            form.form_errors.append(words.refused(refusal))
    page = render_template("visits/machine_new.html", form=form)
    return (page, 422) if form.is_submitted() else page


@bp.post("/admin/machines/<int:number>/revoke")
@needs(Deed.CHANGE_SETTINGS)
def revoke(number: int) -> Response:
    """Take a machine's key away."""
    try:
        with transaction():
            machine = machine_by_number(number)
            revoke_machine(machine=machine, day=today())
            note("machine.revoke", str(number))
        flash(_("%(name)s tidak dapat mencetak kode lagi.", name=machine.name))
    except Refused as refusal:
        flash(words.refused(refusal), REFUSED)
    return redirect(url_for("queue_machines.machines"), 303)


def _enrolled(form: MachineForm) -> Enrolled:
    with transaction():
        made = enrol(unit=unit_by_slug(form.unit.data), name=form.name.data or "", day=today())
        note("machine.enrol", str(made.machine.id), after={"unit": form.unit.data, "name": made.machine.name})
    return made


def _example() -> str:
    """A machine's request, word for word."""
    address = absolute_url("visits_api.print_code")
    lines = (f"POST {address}", "Authorization: Bearer …", "Content-Type: application/json", "", '{"service": "…"}')
    return "\n".join(lines)
