"""Decisions about ratings: only ever added, the last one of a rating holds."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Base
from portal.domain.integrity import State

_NO_ROWID = {"sqlite_with_rowid": False}


class Decision(Base):
    """What was decided about a rating, and for which reason (a code). `number` counts its decisions from 1.

    Two who decide at once take the same number, and the second is refused. No day stands here: it would tell when a
    rating came.
    """

    __tablename__ = "decision"
    __table_args__ = (
        ForeignKeyConstraint(
            ["unit_id", "response_id"], ["response.unit_id", "response.id"], name="fk_decision_response"
        ),
        CheckConstraint(f"state IN {tuple(state.value for state in State)}", name="state"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("length(reason) > 0", name="reason"),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(String(40))
