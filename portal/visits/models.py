"""Visit codes: proof that the rater held a code of that service. Only keyed hashes are stored."""

from __future__ import annotations

import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Base


class VisitCode(Base):
    """One code. When redeemed it says `used`, never by which rating or when."""

    __tablename__ = "visit_code"
    __table_args__ = (
        CheckConstraint("length(code_hash) = 32", name="code_hash_length"),
        Index("ix_visit_code_code_hash", "code_hash"),
        {"sqlite_with_rowid": False},
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    issued_on: Mapped[datetime.date]
    used: Mapped[bool] = mapped_column(default=False)
