"""Minting visit codes, and making void what is unused of a batch."""

from __future__ import annotations

import datetime
import secrets

from sqlalchemy import insert

from portal.catalogue.models import Service
from portal.core.database import serialise
from portal.core.extensions import db
from portal.core.saving import check_version
from portal.domain.codes import code_from_bytes, format_code
from portal.domain.entries import codes_entry, codes_revoked_entry
from portal.domain.errors import Refused
from portal.domain.periods import month_of
from portal.domain.visits import MOST_A_DAY, MOST_AT_ONCE, last_good_day
from portal.ledger.services import append
from portal.visits.models import Origin, VisitBatch, VisitCode
from portal.visits.queries import hashed_code, printed_on


def mint(
    *,
    service: Service,
    count: int,
    day: datetime.date,
    source: Origin = Origin.COMMAND,
    batch_id: bytes | None = None,
) -> list[str]:
    """New codes of a service, shown this once. The batch enters the log before any of them is valid."""
    batch = begin_batch(service=service, n=count, made=count, day=day, source=source, batch_id=batch_id)
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(code_from_bytes(secrets.token_bytes(7)))
    add_codes(batch, codes)
    return [format_code(code) for code in sorted(codes)]


def mint_at_desk(*, service: Service, count: int, day: datetime.date, batch_id: bytes) -> list[str]:
    """Codes that a unit prints itself. `batch_id` is that of the form, so that a form sent twice mints once.

    Raises Refused: `minted_before`, `bad_count` (values: most), `too_many_today` (values: left).
    """
    serialise(f"visit-codes/{service.unit_id}")
    if not 1 <= count <= MOST_AT_ONCE:
        raise Refused("bad_count", most=MOST_AT_ONCE)
    if db.session.get(VisitBatch, (service.unit_id, batch_id)) is not None:
        raise Refused("minted_before")
    left = MOST_A_DAY - printed_on(service.unit_id, day)
    if count > left:
        raise Refused("too_many_today", left=max(0, left))
    return mint(service=service, count=count, day=day, source=Origin.DESK, batch_id=batch_id)


def revoke_batch(*, batch: VisitBatch, version: int | None, day: datetime.date) -> None:
    """Make void what is unused of a batch, for a print that was spoilt or lost; what was used stays as it is.

    Raises Refused `batch_over` where there is nothing left to make void, and Conflict for a stale form.
    """
    check_version(batch.version, version, {})
    if batch.revoked_on is not None or last_good_day(batch.issued_on) < day:
        raise Refused("batch_over")
    batch.revoked_on = day
    batch.version += 1
    append(codes_revoked_entry(unit=batch.service.unit.slug, batch=batch.id, revoked=day))


def begin_batch(
    *,
    service: Service,
    n: int,
    made: int,
    day: datetime.date,
    source: Origin,
    batch_id: bytes | None = None,
    machine_id: int | None = None,
) -> VisitBatch:
    """A batch in the log, and then in the database, still without codes."""
    batch = VisitBatch(
        unit_id=service.unit_id,
        id=batch_id or secrets.token_bytes(16),
        service_id=service.id,
        issued_on=day,
        month=month_of(day),
        n=n,
        made=made,
        source=source.value,
        machine_id=machine_id,
    )
    append(codes_entry(unit=service.unit.slug, service=service.slug, batch=batch.id, n=n, issued=day))
    db.session.add(batch)
    db.session.flush()
    return batch


def add_codes(batch: VisitBatch, codes: set[str]) -> None:
    """Make codes (eleven symbols) valid, as part of their batch."""
    rows = [
        {"unit_id": batch.unit_id, "code_hash": hashed_code(code), "batch_id": batch.id, "used": False}
        for code in codes
    ]
    if rows:
        db.session.execute(insert(VisitCode), rows)
