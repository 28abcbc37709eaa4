"""Handing promises on, so that a unit can be closed: one unit asks, the other takes them over."""

from __future__ import annotations

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note
from portal.catalogue.queries import unit_by_slug
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.domain.errors import Refused
from portal.domain.permissions import Deed
from portal.followups.queries import promise_of_unit, promise_offered_to
from portal.followups.services import decline, offer, take
from portal.followups.staff_views.desk import bp, offered_form, promise_page, refused, to_list, to_promise


@bp.post("/workplace/<slug:unit>/promises/<int:number>/hand-over")
@needs(Deed.KEEP_PROMISES, unit="unit")
def hand_over(unit: str, number: int) -> Response | tuple[str, int]:
    """Ask another unit to take the promise over."""
    found = promise_of_unit(unit, number)
    form = offered_form(found)
    if not form.validate():
        return promise_page(found, hand_form=form), 422
    try:
        return _offered(unit, number, form.unit.data)
    except Refused as refusal:
        return to_promise(found, refused(refusal), REFUSED)


@bp.post("/workplace/<slug:unit>/promises/<int:number>/take")
@needs(Deed.KEEP_PROMISES, unit="unit")
def take_over(unit: str, number: int) -> Response:
    """Take over what another unit handed on."""
    promise_offered_to(unit, number)
    try:
        with transaction():
            promise = promise_offered_to(unit, number)
            before = promise.unit.slug
            take(promise=promise, unit=unit_by_slug(unit), day=today())
            note("promise.take", f"{unit} {number}", before={"unit": before}, after={"unit": unit})
    except Refused as refusal:
        return to_list(unit, refused(refusal), REFUSED)
    return to_promise(promise, _("Janji ini kini milik unit Anda."))


@bp.post("/workplace/<slug:unit>/promises/<int:number>/decline")
@needs(Deed.KEEP_PROMISES, unit="unit")
def leave(unit: str, number: int) -> Response:
    """Leave a promise where it is."""
    try:
        with transaction():
            promise = decline(promise=promise_offered_to(unit, number), unit=unit_by_slug(unit))
            note("promise.decline", f"{unit} {number}", before={"unit": promise.unit.slug})
    except Refused as refusal:
        return to_list(unit, refused(refusal), REFUSED)
    return to_list(unit, _("Janji itu tetap milik unit asalnya."))


def _offered(unit: str, number: int, to: str) -> Response:
    with transaction():
        promise = offer(promise=promise_of_unit(unit, number), to=unit_by_slug(to), day=today())
        note("promise.offer", f"{unit} {number}", after={"to": to})
    return to_promise(
        promise, _("Unit itu diminta meneruskan janji ini. Sampai diterima, janji tetap milik unit Anda.")
    )
