"""Minting and redeeming visit codes."""

from __future__ import annotations

import datetime
import secrets

from sqlalchemy import insert, select, update

from portal.catalogue.models import Service
from portal.core.extensions import db
from portal.core.secrets import keyed_hash
from portal.domain.codes import code_from_bytes, format_code, normalise
from portal.domain.entries import codes_entry
from portal.domain.errors import FieldError, InvalidInput
from portal.ledger.services import append
from portal.visits.models import VisitCode

VALID_DAYS = 14


def mint(*, service: Service, count: int, day: datetime.date) -> list[str]:
    """New codes of a service, shown this once. The batch enters the log before any of them is valid."""
    codes = {code_from_bytes(secrets.token_bytes(8)) for _ in range(count)}
    while len(codes) < count:
        codes.add(code_from_bytes(secrets.token_bytes(8)))
    append(
        codes_entry(
            unit=service.unit.slug,
            service=service.slug,
            batch=secrets.token_bytes(16),
            n=count,
            issued=day,
        )
    )
    rows = [
        {
            "unit_id": service.unit_id,
            "code_hash": _hash(code),
            "service_id": service.id,
            "issued_on": day,
            "used": False,
        }
        for code in codes
    ]
    if rows:
        db.session.execute(insert(VisitCode), rows)
    return [format_code(code) for code in sorted(codes)]


def redeem(*, code: str, service: Service, day: datetime.date) -> None:
    """Use a code up, once, inside the transaction of its rating. Raises InvalidInput on field `visit_code`."""
    symbols = normalise(code)
    found = db.session.scalar(select(VisitCode).where(VisitCode.code_hash == _hash(symbols))) if symbols else None
    if found is None:
        raise _refusal("unknown")
    if found.service_id != service.id:
        raise _refusal("other_service")
    if found.issued_on + datetime.timedelta(days=VALID_DAYS) < day:
        raise _refusal("used" if found.used else "expired")
    redeemed = db.session.scalar(
        update(VisitCode)
        .where(VisitCode.unit_id == found.unit_id, VisitCode.code_hash == found.code_hash, VisitCode.used.is_(False))
        .values(used=True)
        .returning(VisitCode.service_id)
    )
    if redeemed is None:
        raise _refusal("used")


def _hash(symbols: str) -> bytes:
    return keyed_hash("visit-code", symbols.encode())


def _refusal(code: str) -> InvalidInput:
    return InvalidInput([FieldError("visit_code", code)])
