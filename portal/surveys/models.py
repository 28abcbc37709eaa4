"""Questionnaires in versions: a draft may change, a published version never does."""

from __future__ import annotations

import datetime

from sqlalchemy import JSON, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Base


class SurveyVersion(Base):
    """One version of a questionnaire; `definition` is `domain.questionnaire.Questionnaire.to_dict()`."""

    __tablename__ = "survey_version"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    definition: Mapped[dict[str, object]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64))
    published_on: Mapped[datetime.date | None]
    author: Mapped[str | None] = mapped_column(String(254))
    """Address of the account that writes the draft, or wrote it; None for those that came with the portal."""
    version_of_edit: Mapped[int] = mapped_column(default=1, server_default="1")
    """Grows each time the draft is saved, so that who saves a stale form is told."""
