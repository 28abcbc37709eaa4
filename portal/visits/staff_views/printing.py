"""Codes printed at the desk: the answer to the form is the print, and the only place where its codes ever stand.

Loading it again sends the same ticket again, and finds that batch already minted.
"""

from __future__ import annotations

import base64

from flask import render_template
from flask_babel import gettext as _

from portal.accounts.access import needs, note
from portal.catalogue.models import Unit
from portal.catalogue.queries import service_by_slug, unit_by_slug
from portal.core.clock import today
from portal.core.database import transaction
from portal.domain.errors import Refused
from portal.domain.permissions import Deed
from portal.press import Busy
from portal.visits import words
from portal.visits.forms import MintForm
from portal.visits.services import mint_at_desk
from portal.visits.slips import Sheet, qr_svgs, sheet_of, slips_pdf
from portal.visits.staff_views.desk import bp, desk_page, offered
from portal.visits.tickets import batch_of


@bp.post("/workplace/<slug:unit>/codes/print")
@needs(Deed.MINT_CODES, unit="unit")
def print_codes(unit: str) -> str | tuple[str, int]:
    """Mint, and answer with the slips; what is wrong shows the desk again."""
    found, form = unit_by_slug(unit), MintForm()
    form.offer(offered(found))
    if not form.validate():
        return desk_page(found, form), 422
    try:
        sheet = _minted(found, form)
    except Refused as refusal:
        return desk_page(found, form, words.refused(refusal)), 409
    return _printed(found, sheet)


def _minted(unit: Unit, form: MintForm) -> Sheet:
    batch = batch_of(form.ticket.data or "", unit.slug)
    if batch is None:
        raise Refused("stale")
    count, day = form.count.data or 0, today()
    with transaction():
        service = service_by_slug(form.service.data)
        codes = mint_at_desk(service=service, count=count, day=day, batch_id=batch)
        note("codes.print", unit.slug, after={"batch": batch.hex(), "service": service.slug, "n": count})
        return sheet_of(service, codes, day)


def _printed(unit: Unit, sheet: Sheet) -> str:
    """The page with its files inside: nothing is kept to be fetched later."""
    qrs, word = qr_svgs(sheet), _("kode")
    try:
        pdf = _inside("application/pdf", slips_pdf(sheet, qrs))
    except Busy:
        pdf = None
    return render_template(
        "visits/print.html",
        unit=unit,
        sheet=sheet,
        slips=list(zip(sheet.codes, qrs, strict=True)),
        pdf=pdf,
        plain=_inside("text/plain;charset=utf-8", sheet.plain.encode()),
        name=f"{word}-{sheet.address.rsplit('/', 1)[-1]}-{today()}",
    )


def _inside(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"
