"""Visit codes: proof that the rater held a code of that service. Only keyed hashes are stored.

A code belongs to a batch, which is in the public log before any of its codes is valid.
"""

from __future__ import annotations

import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.catalogue.models import Service, Unit
from portal.core.database import Base

_NO_ROWID = {"sqlite_with_rowid": False}


class Origin(StrEnum):
    """Where a batch was asked for."""

    DESK = "desk"
    MACHINE = "machine"
    COMMAND = "command"


class QueueMachine(Base):
    """A machine that prints codes of one unit. Of its key there is a hash; `revoked_on` null: it may print."""

    __tablename__ = "queue_machine"
    __table_args__ = (CheckConstraint("length(key_hash) = 32", name="key_hash_length"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    made_on: Mapped[datetime.date]
    revoked_on: Mapped[datetime.date | None]

    unit: Mapped[Unit] = relationship(lazy="joined")


class VisitBatch(Base):
    """Codes that were issued together; `id` is the random one of its entry in the log.

    `n` is what the entry announced, and the most that the batch may hold; `made` is how many codes there are: fewer
    only in a machine's batch, whose codes are made as they are printed. `revoked_on`: what was unused is void.
    """

    __tablename__ = "visit_batch"
    __table_args__ = (
        CheckConstraint("length(id) = 16", name="id_length"),
        CheckConstraint("made >= 0 AND made <= n", name="made"),
        CheckConstraint(f"source IN {tuple(o.value for o in Origin)}", name="source"),
        CheckConstraint("(source = 'machine') = (machine_id IS NOT NULL)", name="machine"),
        Index("ix_visit_batch_month", "unit_id", "month"),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    issued_on: Mapped[datetime.date]
    month: Mapped[str] = mapped_column(String(7))
    n: Mapped[int]
    made: Mapped[int]
    source: Mapped[str] = mapped_column(String(8))
    machine_id: Mapped[int | None] = mapped_column(ForeignKey("queue_machine.id"))
    revoked_on: Mapped[datetime.date | None]
    version: Mapped[int] = mapped_column(default=1)

    service: Mapped[Service] = relationship(lazy="joined")


class VisitCode(Base):
    """One code. When redeemed it says `used`, never by which rating or when."""

    __tablename__ = "visit_code"
    __table_args__ = (
        CheckConstraint("length(code_hash) = 32", name="code_hash_length"),
        ForeignKeyConstraint(
            ["unit_id", "batch_id"], ["visit_batch.unit_id", "visit_batch.id"], name="fk_visit_code_batch"
        ),
        Index("ix_visit_code_code_hash", "code_hash"),
        Index("ix_visit_code_batch", "unit_id", "batch_id"),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    batch_id: Mapped[bytes] = mapped_column(LargeBinary(16))
    used: Mapped[bool] = mapped_column(default=False)


class CodeCount(Base):
    """Codes of a unit by month of issue, exact, as they stood at the last publication; the domain says what is public.

    `is_final`: no code of the month could be redeemed any more, so that the row stays as it is.
    """

    __tablename__ = "visit_code_count"
    __table_args__ = (_NO_ROWID,)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    issued: Mapped[int]
    redeemed: Mapped[int]
    expired: Mapped[int]
    revoked: Mapped[int]
    is_final: Mapped[bool]


class VisitNumber(Base):
    """How many visits a unit had in a month, as its desk or its machine says."""

    __tablename__ = "visit_number"
    __table_args__ = (CheckConstraint("visits >= 0", name="visits"), _NO_ROWID)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    visits: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
