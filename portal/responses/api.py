"""`POST /api/v1/ratings`: the intake for the offline queue, kiosks and other machines. JSON only, no token needed."""

from __future__ import annotations

import secrets

from flask import Blueprint, Response, jsonify, request

from portal.core.access import cross_site
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import limiter
from portal.core.json_bodies import check_media_type
from portal.domain.errors import Forbidden
from portal.domain.questionnaire import Source
from portal.ledger.queries import ticket
from portal.responses.forms.json_body import read_body, read_key
from portal.responses.guesses import counted_guesses
from portal.responses.services import submit
from portal.responses.views import FLOOD

bp = Blueprint("responses_api", __name__, url_prefix="/api/v1")


@bp.post("/ratings")
@limiter.limit(FLOOD)
def create() -> tuple[Response, int]:
    """201 with a receipt and a signed ticket; 200 with the same receipt for a replay of the same content."""
    if cross_site():
        raise Forbidden("cross_site")
    check_media_type(request.mimetype)
    key = read_key(request.headers.get("Idempotency-Key"))
    body = read_body(request.get_data())
    nonce = body.nonce or secrets.token_hex(16)
    with transaction(), counted_guesses(body.visit_code or ""):
        kept = submit(rating=body.rating(), key=key, nonce=nonce, source=Source.API, day=today())
    signed = ticket(receipt=kept.receipt, commitment=kept.commitment, day=today())
    answer = {"receipt": kept.receipt, "ticket": signed, "status": "received"}
    if kept.is_new and not body.nonce:
        answer["nonce"] = nonce
    return jsonify(answer), 201 if kept.is_new else 200
