"""Entries for the public log, in the order in which they were made. The log itself will number and sign them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Base


class LedgerEntry(Base):
    """One leaf of the log: canonical JSON without values, without text, without a day finer than the release."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        CheckConstraint("length(leaf_hash) = 32", name="leaf_hash_length"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    payload: Mapped[str] = mapped_column(Text)
    leaf_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
