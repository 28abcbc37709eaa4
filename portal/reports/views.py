"""The public documents of a unit: what hangs on its wall and lies on its counter is open to everyone."""

from __future__ import annotations

from flask import Blueprint, Response, request

from portal.catalogue.queries import unit_by_slug
from portal.core.clock import today
from portal.core.extensions import limiter
from portal.domain.errors import FieldError, MalformedRequest, NotFound
from portal.reports.documents import PUBLIC, unit_file
from portal.reports.press import Busy
from portal.reports.queries import reportable
from portal.reports.sending import busy, sent

bp = Blueprint("documents", __name__)
bp.register_error_handler(Busy, busy)
OFTEN = "60 per minute"
"""For one address. A document is printed once between two publications and kept like a page; that too has a price."""


@bp.get("/units/<slug:unit>/<period>/<name>.pdf")
@limiter.limit(OFTEN)
def document(unit: str, period: str, name: str) -> Response:
    """The SKM report, the poster or the follow-up table of a unit and period."""
    if f"{name}.pdf" not in PUBLIC:
        raise NotFound
    unknown = next((key for key in request.args if key != "lang"), None)
    if unknown is not None:
        raise MalformedRequest("unknown_argument", [FieldError(unknown[:40], "unknown_field")])
    found = unit_by_slug(unit)
    return sent(unit_file(found, reportable(found, period), f"{name}.pdf", day=today()))
