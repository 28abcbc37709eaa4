"""What was set: one row for each setting that ever was; who has none has its default."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Base


class Setting(Base):
    """The present value of a setting; what it was before stands in the audit record."""

    __tablename__ = "setting"
    __table_args__ = (CheckConstraint("version >= 1", name="version"),)

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[object] = mapped_column(JSON)
    version: Mapped[int]
    """Grows with each change, so that who saves a stale form is told."""
