"""City reports that somebody asked for; the files themselves lie in the instance folder."""

from __future__ import annotations

import datetime

from sqlalchemy import CheckConstraint, DateTime, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Base
from portal.domain.report_runs import UNDER_WAY, ReportState

_OUTCOMES = tuple(state.value for state in ReportState if state not in UNDER_WAY)


class ReportRun(Base):
    """A report of all units in a period, which the worker makes, and what became of it."""

    __tablename__ = "report_run"
    __table_args__ = (
        CheckConstraint("lang IN ('id', 'en')", name="lang"),
        CheckConstraint(f"outcome IN {_OUTCOMES}", name="outcome"),
        CheckConstraint("(outcome IS NULL) = (finished_at IS NULL)", name="finished"),
        CheckConstraint("done >= 0 AND done <= total", name="progress"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(String(7))
    lang: Mapped[str] = mapped_column(String(2))
    asked_by: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))
    started_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))
    seen_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))
    """The last sign of life; None before it has begun."""
    finished_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))
    outcome: Mapped[str | None] = mapped_column(String(12))
    done: Mapped[int] = mapped_column(default=0)
    """Units that are finished, out of `total`."""
    total: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)
    """Bytes of the file, once it is made."""
    missing: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    """Names of the units whose documents could not be made, a line each; if all failed, the one at which it did."""
