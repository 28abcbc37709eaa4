"""Reads of visit codes: batches of a unit, machines, and the counts that are public. No code is ever read back."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import case, func, or_, select

from portal.catalogue.models import Unit
from portal.core.extensions import db
from portal.core.paging import PAGE, Paged
from portal.core.secrets import keyed_hash
from portal.domain.errors import NotFound
from portal.domain.visits import CodeCounts, last_good_day, public_code_counts
from portal.visits.models import CodeCount, Origin, QueueMachine, VisitBatch, VisitCode, VisitNumber

DAYS_OF_CODES = 100
"""How far back the monitors look at codes."""
OF_BATCH = (VisitBatch.unit_id == VisitCode.unit_id) & (VisitBatch.id == VisitCode.batch_id)


@dataclass(frozen=True)
class CodeStates:
    """All codes of a unit and month of issue, by what became of them; what is left of `issued` can be redeemed."""

    issued: int = 0
    redeemed: int = 0
    expired: int = 0
    revoked: int = 0


@dataclass(frozen=True)
class CodeMonth:
    """A month of issue as the public reads it; `counts` None: none was published; `visits` None: not given."""

    month: str
    counts: CodeCounts | None
    visits: int | None


def hashed_code(symbols: str) -> bytes:
    """What is kept of a code."""
    return keyed_hash("visit-code", symbols.encode())


def hashed_machine_key(key: str) -> bytes:
    """What is kept of a machine's key, which is random and long."""
    return hashlib.sha256(key.encode()).digest()


def batches_page(unit_id: int, page: int) -> Paged[VisitBatch]:
    """A unit's batches, the newest day first. How many were used stands nowhere: a unit sees what the public sees."""
    mine = VisitBatch.unit_id == unit_id
    total = db.session.scalar(select(func.count()).select_from(VisitBatch).where(mine)) or 0
    found = select(VisitBatch).where(mine).order_by(VisitBatch.issued_on.desc(), VisitBatch.id)
    return Paged(db.session.scalars(found.limit(PAGE).offset((page - 1) * PAGE)).all(), total, page)


def batch_by_id(unit_id: int, text: str) -> VisitBatch:
    """A batch of a unit by its id in hex, as in the log; raises NotFound."""
    try:
        batch = db.session.get(VisitBatch, (unit_id, bytes.fromhex(text)))
    except ValueError:
        batch = None
    if batch is None:
        raise NotFound("unknown_batch")
    return batch


def printed_on(unit_id: int, day: datetime.date) -> int:
    """How many codes a unit printed at its desk on a day, void ones too."""
    query = select(func.sum(VisitBatch.n)).where(VisitBatch.unit_id == unit_id, VisitBatch.issued_on == day)
    return db.session.scalar(query.where(VisitBatch.source == Origin.DESK.value)) or 0


def printed_by(machine_id: int, unit_id: int, day: datetime.date) -> int:
    """How many codes a machine printed on a day."""
    query = select(func.sum(VisitBatch.made)).where(VisitBatch.unit_id == unit_id, VisitBatch.issued_on == day)
    return db.session.scalar(query.where(VisitBatch.machine_id == machine_id)) or 0


def code_states(day: datetime.date) -> Mapping[tuple[int, str], CodeStates]:
    """By unit and month of issue, for every month whose count is not final yet."""
    final = select(CodeCount.month).where(
        CodeCount.unit_id == VisitBatch.unit_id, CodeCount.month == VisitBatch.month, CodeCount.is_final
    )
    used = select(func.count()).where(OF_BATCH, VisitCode.used).scalar_subquery()
    columns = (VisitBatch.unit_id, VisitBatch.month, VisitBatch.made, VisitBatch.issued_on, VisitBatch.revoked_on)
    found: dict[tuple[int, str], CodeStates] = {}
    for row in db.session.execute(select(*columns, used.label("used")).where(~final.exists())):
        key = (row.unit_id, row.month)
        found[key] = _with(found.get(key, CodeStates()), row.made, row.used, row.revoked_on, row.issued_on, day)
    return found


def code_months(unit_id: int, months: Sequence[str]) -> list[CodeMonth]:
    """What the public may read of a unit's codes in these months, the latest first; months of nothing left out."""
    rows = db.session.scalars(select(CodeCount).where(CodeCount.unit_id == unit_id, CodeCount.month.in_(months)))
    counts = {row.month: _public(row) for row in rows}
    given = select(VisitNumber.month, VisitNumber.visits)
    visits = dict(db.session.execute(given.where(VisitNumber.unit_id == unit_id, VisitNumber.month.in_(months))).all())
    held = sorted({*counts, *visits}, reverse=True)
    return [CodeMonth(month, counts.get(month), visits.get(month)) for month in held]


def visit_number(unit_id: int, month: str) -> VisitNumber | None:
    """The visits of a unit in a month, if they were given."""
    return db.session.get(VisitNumber, (unit_id, month))


def machines_page(words: str, page: int) -> Paged[QueueMachine]:
    """Machines whose name or unit holds every word, those that may print first."""
    query = select(QueueMachine).join(QueueMachine.unit)
    for word in words.lower().split()[:8]:
        columns = (QueueMachine.name, Unit.name, Unit.slug)
        query = query.where(or_(*(func.lower(column).contains(word, autoescape=True) for column in columns)))
    total = (
        db.session.scalar(select(func.count()).select_from(query.with_only_columns(QueueMachine.id).subquery())) or 0
    )
    found = query.order_by(QueueMachine.revoked_on.is_not(None), Unit.name, QueueMachine.name, QueueMachine.id)
    return Paged(db.session.scalars(found.limit(PAGE).offset((page - 1) * PAGE)).all(), total, page)


def is_name_taken(unit_id: int, name: str) -> bool:
    """Whether a machine of that unit and name may print."""
    query = select(QueueMachine.id).where(QueueMachine.unit_id == unit_id, QueueMachine.name == name)
    return db.session.scalar(query.where(QueueMachine.revoked_on.is_(None)).limit(1)) is not None


def machine_by_number(number: int) -> QueueMachine:
    """A machine; raises NotFound."""
    machine = db.session.get(QueueMachine, number)
    if machine is None:
        raise NotFound("unknown_machine")
    return machine


def machine_of_key(key: str) -> QueueMachine | None:
    """The machine that may print with this key."""
    query = select(QueueMachine).where(QueueMachine.key_hash == hashed_machine_key(key))
    return db.session.scalar(query.where(QueueMachine.revoked_on.is_(None)))


def _with(
    states: CodeStates,
    made: int,
    used: int,
    revoked_on: datetime.date | None,
    issued_on: datetime.date,
    day: datetime.date,
) -> CodeStates:
    unused = made - used
    is_over = last_good_day(issued_on) < day
    return replace(
        states,
        issued=states.issued + made,
        redeemed=states.redeemed + used,
        revoked=states.revoked + (unused if revoked_on else 0),
        expired=states.expired + (unused if is_over and not revoked_on else 0),
    )


def _public(row: CodeCount) -> CodeCounts:
    return public_code_counts(
        issued=row.issued,
        redeemed=row.redeemed,
        expired=row.expired,
        revoked=row.revoked,
        final=row.is_final,
    )


def codes_by_day(unit_id: int, until: datetime.date) -> dict[datetime.date, tuple[int, int]]:
    """How many codes a unit issued on each day up to that one, and how many of them were redeemed; for the monitors."""
    rows = db.session.execute(
        select(VisitBatch.issued_on, func.count(), func.sum(case((VisitCode.used, 1), else_=0)))
        .join(VisitCode, OF_BATCH)
        .where(VisitBatch.unit_id == unit_id, VisitBatch.issued_on <= until)
        .where(VisitBatch.issued_on > until - datetime.timedelta(days=DAYS_OF_CODES))
        .group_by(VisitBatch.issued_on)
    )
    return {issued_on: (issued, used) for issued_on, issued, used in rows}
