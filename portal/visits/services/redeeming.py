"""Redeeming a visit code: once, for its own service, as long as it is good."""

from __future__ import annotations

import datetime

from sqlalchemy import select, update

from portal.catalogue.models import Service
from portal.core.extensions import db
from portal.domain.codes import normalise
from portal.domain.errors import FieldError, InvalidInput
from portal.domain.visits import last_good_day
from portal.visits.models import VisitBatch, VisitCode
from portal.visits.queries import OF_BATCH, hashed_code


def redeem(*, code: str, service: Service, day: datetime.date) -> None:
    """Use a code up, once, inside the transaction of its rating. Raises InvalidInput on field `visit_code`.

    Codes: `unknown` (what is no code at all, too), `other_service`, `expired` (revoked, too), `used`.
    """
    symbols = normalise(code)
    if symbols is None:
        raise _refusal("unknown")
    hashed = hashed_code(symbols)
    columns = (VisitCode.unit_id, VisitCode.used, VisitBatch.service_id, VisitBatch.issued_on, VisitBatch.revoked_on)
    query = select(*columns).join(VisitBatch, OF_BATCH).where(VisitCode.code_hash == hashed)
    found = db.session.execute(query).first()
    if found is None:
        raise _refusal("unknown")
    if found.service_id != service.id:
        raise _refusal("other_service")
    if found.revoked_on is not None or last_good_day(found.issued_on) < day:
        raise _refusal("used" if found.used else "expired")
    redeemed = db.session.scalar(
        update(VisitCode)
        .where(VisitCode.unit_id == found.unit_id, VisitCode.code_hash == hashed, VisitCode.used.is_(False))
        .values(used=True)
        .returning(VisitCode.used)
    )
    if redeemed is None:
        raise _refusal("used")


def _refusal(code: str) -> InvalidInput:
    return InvalidInput([FieldError("visit_code", code)])
