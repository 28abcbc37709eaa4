"""Queue machines: enrolled with a key that is shown once, they print codes one by one and can list none.

A batch of fifty enters the log before the first of its codes is valid, and further ones when it is spent. Its codes are
made as they are printed, not before: none lies anywhere in the clear, and none is valid that nobody holds.
"""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass

from sqlalchemy import select

from portal.catalogue.models import Service, Unit
from portal.core.database import serialise
from portal.core.extensions import db
from portal.domain.codes import code_from_bytes, format_code
from portal.domain.errors import Forbidden, Refused, Unauthorized
from portal.domain.visits import MACHINE_BATCH, MACHINE_MOST_A_DAY
from portal.visits.models import Origin, QueueMachine, VisitBatch
from portal.visits.queries import hashed_machine_key, is_name_taken, printed_by
from portal.visits.services.minting import add_codes, begin_batch, lock_of


@dataclass(frozen=True)
class Enrolled:
    """A new machine, and its key, which is not kept."""

    machine: QueueMachine
    key: str


def enrol(*, unit: Unit, name: str, day: datetime.date) -> Enrolled:
    """A machine that may print codes of this unit; Refused `name_taken` where one of that name may print already."""
    serialise(f"queue-machines/{unit.id}")
    if is_name_taken(unit.id, name.strip()):
        raise Refused("name_taken")
    key = secrets.token_urlsafe(32)
    machine = QueueMachine(unit_id=unit.id, name=name.strip(), key_hash=hashed_machine_key(key), made_on=day)
    db.session.add(machine)
    db.session.flush()
    return Enrolled(machine, key)


def revoke_machine(*, machine: QueueMachine, day: datetime.date) -> None:
    """Let a machine print no more; codes that it printed stay good, people hold them. Refused `revoked_before`."""
    serialise(lock_of(machine.id, machine.unit_id))
    db.session.refresh(machine)
    if machine.revoked_on is not None:
        raise Refused("revoked_before")
    machine.revoked_on = day


def hand_out(*, machine: QueueMachine, service: Service, day: datetime.date) -> str:
    """One code, as printed. Raises Forbidden for a service of another unit, Refused `too_many_today`, and Unauthorized
    where the machine was revoked meanwhile.
    """
    if service.unit_id != machine.unit_id:
        raise Forbidden("foreign_service")
    serialise(lock_of(machine.id, machine.unit_id))
    db.session.refresh(machine)
    if machine.revoked_on is not None:
        raise Unauthorized
    if printed_by(machine.id, machine.unit_id, day) >= MACHINE_MOST_A_DAY:
        raise Refused("too_many_today")
    batch = _open_batch(machine, service, day) or begin_batch(
        service=service, n=MACHINE_BATCH, made=0, day=day, source=Origin.MACHINE, machine_id=machine.id
    )
    code = code_from_bytes(secrets.token_bytes(7))
    add_codes(batch, {code})
    batch.made += 1
    return format_code(code)


def _open_batch(machine: QueueMachine, service: Service, day: datetime.date) -> VisitBatch | None:
    return db.session.scalar(
        select(VisitBatch)
        .where(VisitBatch.unit_id == machine.unit_id, VisitBatch.machine_id == machine.id)
        .where(VisitBatch.service_id == service.id, VisitBatch.issued_on == day)
        .where(VisitBatch.made < VisitBatch.n, VisitBatch.revoked_on.is_(None))
        .limit(1)
    )
