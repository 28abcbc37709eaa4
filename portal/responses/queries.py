"""Reads of ratings: what waits, what a receipt stands for. Nothing here gives answers beside anything of a person."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import select

from portal.catalogue.models import Service, Unit
from portal.catalogue.queries import is_given, staff_of
from portal.core.extensions import db
from portal.core.secrets import keyed_hash
from portal.domain.blocks import Waiting
from portal.domain.codes import decode_base32, encode_base32
from portal.domain.commitments import receipt_commitment
from portal.domain.errors import NotFound
from portal.domain.questionnaire import asked_codes
from portal.domain.visits import is_within
from portal.responses.models import IntakeKey, Mark, Response
from portal.surveys.queries import PublishedSurvey


def visited_on(service: Service, day: datetime.date) -> datetime.date | None:
    """The day for which a rating of today is kept, and whether it can be kept at all: None where it cannot.

    It is today, as long as the service is given. Of a service that ended with the year, codes are good for fourteen
    days more: a rating with such a code is kept for that year's last month, in which the visit was.
    """
    if is_given(service, day.year):
        return day
    last = datetime.date(day.year - 1, 12, 31)
    return last if is_given(service, last.year) and is_within(last.year, day) else None


@dataclass(frozen=True)
class ReceiptView:
    """What anyone who knows a receipt may see: no rating, no day."""

    receipt: str
    unit: Unit
    service: Service
    month: str
    response_id: bytes
    commitment: bytes
    is_waiting: bool


def receipt_of(unit_id: int, response_id: bytes) -> str:
    """The receipt as the citizen holds it: the unit's number and the rating's random id."""
    return f"{unit_id}-{encode_base32(response_id)}"


def receipt_view(receipt: str) -> ReceiptView:
    """What a receipt stands for; raises NotFound."""
    unit_id, response_id = _parse_receipt(receipt)
    row = db.session.execute(
        select(Response, Unit, Service, Mark.response_id)
        .join(Unit, Unit.id == Response.unit_id)
        .join(Service, Service.id == Response.service_id)
        .outerjoin(Mark, (Mark.unit_id == Response.unit_id) & (Mark.response_id == Response.id))
        .where(Response.unit_id == unit_id, Response.id == response_id)
    ).one_or_none()
    if row is None:
        raise NotFound("unknown_receipt")
    response, unit, service, mark = row
    return ReceiptView(
        receipt=receipt_of(unit.id, response.id),
        unit=unit,
        service=service,
        month=response.month,
        response_id=response.id,
        commitment=commitment_of(response, unit.slug, service.slug),
        is_waiting=mark is not None,
    )


def commitment_of(response: Response, unit: str, service: str) -> bytes:
    """The receipt commitment of a rating, 32 bytes."""
    return receipt_commitment(
        salt=response.salt,
        nonce_hash=response.nonce_hash,
        unit=unit,
        service=service,
        channel=response.channel,
        month=response.month,
        ratings=response.ratings,
        comment=response.comment_commitment,
    )


def asked_of(service: Service, survey: PublishedSurvey, year: int) -> tuple[str, ...]:
    """The elements asked of a service in a year (few staff: not the two about persons)."""
    return asked_codes(survey.questionnaire, staff_of(service.unit_id, year))


def hashed_key(key: str) -> bytes:
    """What is kept of an idempotency key, 32 bytes."""
    return keyed_hash("intake-key", key.lower().encode())


def is_known_key(service: Service, key: str) -> bool:
    """Whether a rating of this service was kept with this key; known for 90 days."""
    return db.session.get(IntakeKey, (service.unit_id, service.id, hashed_key(key))) is not None


def waiting_of_unit(unit_id: int) -> list[Waiting]:
    """Every rating of a unit that waits and that an intake entry of the log has listed: only those may be drawn."""
    rows = db.session.execute(
        select(Response.id, Response.service_id, Response.channel, Response.survey_id, Response.month)
        .join(Mark, (Mark.unit_id == Response.unit_id) & (Mark.response_id == Response.id))
        .where(Mark.unit_id == unit_id, Mark.listed.is_(True))
    )
    return [Waiting(*row) for row in rows]


def _parse_receipt(receipt: str) -> tuple[int, bytes]:
    number, _dash, code = receipt.partition("-")
    response_id = decode_base32(code) if code else None
    if not (number.isascii() and number.isdigit()) or len(number) > 9 or response_id is None or len(response_id) != 16:
        raise NotFound("unknown_receipt")
    return int(number), response_id
