"""`POST /api/v1/ratings`: the intake for the offline queue, kiosks and other machines. JSON only, no token needed.

Over a soft limit the answer is 428 with a challenge (`core.proofs`), to be solved and sent along as `proof`.
"""

from __future__ import annotations

import secrets

from flask import Blueprint, Response, jsonify, request

from portal.catalogue.queries import service_by_slug
from portal.core.access import cross_site
from portal.core.clock import today
from portal.core.errors import error_answer
from portal.core.extensions import limiter
from portal.core.json_bodies import check_media_type
from portal.domain.errors import Forbidden, ProofRequired
from portal.domain.limits import FLOOD
from portal.domain.questionnaire import Source
from portal.ledger.queries import ticket
from portal.responses.forms.json_body import RatingBody, read_body, read_key
from portal.responses.keeping import keep, sender_of_request
from portal.responses.services import Filled

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
    try:
        return _answered(key, body)
    except ProofRequired as asked:
        answer = error_answer(428, asked.code, more={"challenge": asked.challenge})
        return answer, answer.status_code


def _answered(key: str, body: RatingBody) -> tuple[Response, int]:
    rating, nonce = body.rating(), body.nonce or secrets.token_hex(16)
    taken = keep(
        rating=rating,
        service=service_by_slug(rating.service),
        key=key,
        nonce=nonce,
        source=Source.API,
        sender=sender_of_request(body.proof, can_prove=True),
        filled=Filled(),
    )
    kept = taken.kept
    signed = ticket(receipt=kept.receipt, commitment=kept.commitment, day=today())
    answer = {"receipt": kept.receipt, "ticket": signed, "status": "received"}
    if kept.is_new and not body.nonce:
        answer["nonce"] = nonce
    sent = jsonify(answer)
    taken.give_cookie(sent)
    return sent, 201 if kept.is_new else 200
