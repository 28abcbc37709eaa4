"""The record of staff deeds: rows that are only ever added, each holding the hash of the one before."""

from __future__ import annotations

import datetime

from sqlalchemy import CheckConstraint, DateTime, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Base


class AuditEntry(Base):
    """One deed: who did what to what, before and after."""

    __tablename__ = "audit_entry"
    __table_args__ = (CheckConstraint("length(hash) = 32", name="hash_length"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))
    actor: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(300))
    detail: Mapped[str] = mapped_column(Text)
    """Canonical JSON of `before` and `after`."""
    session: Mapped[int | None]
    """The session it was done in; None at the shell and before there were any."""
    previous: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditHead(Base):
    """The newest entry once more, sealed, in a table of one row: who cuts the record's tail cannot seal again."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"), CheckConstraint("length(seal) = 32", name="seal"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    seal: Mapped[bytes] = mapped_column(LargeBinary(32))
    """Keyed hash, under a key outside the database, of the newest entry's number and hash."""
