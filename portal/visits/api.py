"""What queue machines may do: print one code, say how many visits there were. They can list or read nothing."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import TooManyRequests

from portal.catalogue.queries import is_given, service_by_slug
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import limiter
from portal.core.json_bodies import check_media_type, read_json
from portal.core.revision import bump_public_revision
from portal.core.urls import absolute_url
from portal.domain.errors import FieldError, InvalidInput, NotFound, Refused, Unauthorized
from portal.domain.periods import PeriodKind, parse_period
from portal.domain.visits import last_good_day
from portal.visits.forms import CodeBody, VisitsBody
from portal.visits.models import QueueMachine
from portal.visits.queries import hashed_machine_key, machine_of_key
from portal.visits.services import hand_out, set_visits
from portal.visits.slips import link_of

bp = Blueprint("visits_api", __name__, url_prefix="/api/v1/visits")
OF_MACHINE = "60 per minute"
"""Of one key: no queue moves on faster than once a second."""
FLOOD = "1200 per minute"
"""Of one address: a shield of the server; keys are too long to be guessed."""


def _sent_key() -> str:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def _by_key() -> str:
    return hashed_machine_key(_sent_key()).hex()


@bp.post("/codes")
@limiter.limit(FLOOD)
@limiter.limit(OF_MACHINE, key_func=_by_key)
def print_code() -> tuple[Response, int]:
    """201 with one code of a service of the machine's unit, its link, and the last day on which it is good."""
    check_media_type(request.mimetype)
    machine, body, day = _machine(), read_json(CodeBody, request.get_data()), today()
    service = service_by_slug(body.service)
    if not is_given(service, day.year):
        raise NotFound("closed_service")
    try:
        with transaction():
            code = hand_out(machine=machine, service=service, day=day)
    except Refused as spent:
        raise TooManyRequests from spent
    link = link_of(absolute_url("responses.rate", service=service.slug), code)
    return jsonify(code=code, link=link, service=service.slug, valid_until=last_good_day(day).isoformat()), 201


@bp.post("/numbers")
@limiter.limit(FLOOD)
@limiter.limit(OF_MACHINE, key_func=_by_key)
def tell_visits() -> Response:
    """How many visits the machine's unit had in a month, in place of what was said before."""
    check_media_type(request.mimetype)
    machine, body = _machine(), read_json(VisitsBody, request.get_data())
    if parse_period(body.month).kind is not PeriodKind.MONTH:
        raise InvalidInput([FieldError("month", "bad_period")])
    with transaction():
        set_visits(unit_id=machine.unit_id, month=body.month, visits=body.visits, day=today(), over=True)
        bump_public_revision()
    return jsonify(month=body.month, visits=body.visits)


def _machine() -> QueueMachine:
    machine = machine_of_key(_sent_key())
    if machine is None:
        raise Unauthorized
    return machine
