"""A unit's desk of codes: what was printed, never the codes; what the public reads of them; a batch made void."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note
from portal.catalogue.models import Service, Unit
from portal.catalogue.queries import is_given, unit_by_slug
from portal.core.clock import this_month, today
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.core.paging import asked_page
from portal.core.saving import Conflict
from portal.domain.errors import Refused
from portal.domain.periods import previous_month
from portal.domain.permissions import Deed
from portal.domain.visits import MOST_A_DAY, MOST_AT_ONCE
from portal.visits import words
from portal.visits.forms import MintForm
from portal.visits.queries import CodeMonth, batch_by_id, batches_page, code_months, printed_on
from portal.visits.services import revoke_batch
from portal.visits.tickets import new_ticket

bp = Blueprint("visit_codes", __name__)
MONTHS = 6
"""Months that the desk shows, the running one among them."""


@bp.get("/workplace/<slug:unit>/codes")
@needs(Deed.MINT_CODES, unit="unit")
def desk(unit: str) -> str:
    """The form to print, the months, and the batches so far."""
    return desk_page(unit_by_slug(unit), MintForm(count=48))


@bp.route("/workplace/<slug:unit>/codes/<batch>/revoke", methods=["GET", "POST"])
@needs(Deed.MINT_CODES, unit="unit")
def revoke(unit: str, batch: str) -> Response | str:
    """What revoking a batch does; then do it."""
    found = unit_by_slug(unit)
    one = batch_by_id(found.id, batch)
    if request.method == "GET":
        return render_template("visits/revoke.html", unit=found, batch=one, form=FlaskForm(), words=words)
    try:
        with transaction():
            revoke_batch(batch=batch_by_id(found.id, batch), version=_sent_version(), day=today())
            note("codes.revoke", unit, after={"batch": batch, "service": one.service.slug, "n": one.n})
        flash(_("Kode yang belum dipakai dari lembar itu tidak berlaku lagi."))
    except (Refused, Conflict):
        flash(words.refused(Refused("batch_over")), REFUSED)
    return redirect(url_for("visit_codes.desk", unit=unit), 303)


def desk_page(unit: Unit, form: MintForm, refusal: str | None = None) -> str:
    """The desk, with the form as it was filled in and a fresh ticket."""
    form.offer(offered(unit))
    form.ticket.data = new_ticket(unit.slug)
    return render_template(
        "visits/desk.html",
        unit=unit,
        form=form,
        refusal=refusal,
        months=_months(unit.id),
        found=batches_page(unit.id, asked_page()),
        left=max(0, MOST_A_DAY - printed_on(unit.id, today())),
        most=MOST_AT_ONCE,
        today=today(),
        words=words,
    )


def offered(unit: Unit) -> list[Service]:
    """The services of a unit that are given this year."""
    return [service for service in unit.services if is_given(service, today().year)]


def _months(unit_id: int) -> list[CodeMonth]:
    """The running month and those before it, also where there is nothing to say yet."""
    months = [this_month()]
    while len(months) < MONTHS:
        months.append(previous_month(months[-1]))
    known = {one.month: one for one in code_months(unit_id, months)}
    return [known.get(month) or CodeMonth(month, None, None) for month in months]


def _sent_version() -> int | None:
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
