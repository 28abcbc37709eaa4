"""Ratings as they are kept: immutable answers without a person, a day or an order, and what belongs to them apart.

Every primary and unique key starts with `unit_id`, so that a unit can live on any node. On SQLite the tables have no
rowid, since a rowid would tell in which order people came.
"""

from __future__ import annotations

import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Base
from portal.domain.questionnaire import Channel, Source

_OF_RESPONSE = (["unit_id", "response_id"], ["response.unit_id", "response.id"])
_NO_ROWID = {"sqlite_with_rowid": False}


class Response(Base):
    """One rating. `ratings` holds a digit per question in the survey's order, 0 = blank; `id` is random."""

    __tablename__ = "response"
    __table_args__ = (
        CheckConstraint(f"channel IN {tuple(c.value for c in Channel)}", name="channel"),
        CheckConstraint(f"source IN {tuple(s.value for s in Source)}", name="source"),
        CheckConstraint("length(id) = 16", name="id_length"),
        CheckConstraint("length(month) = 7", name="month_length"),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey_version.id"))
    channel: Mapped[str] = mapped_column(String(8))
    source: Mapped[str] = mapped_column(String(8))
    month: Mapped[str] = mapped_column(String(7))
    ratings: Mapped[str] = mapped_column(String(64))
    choices: Mapped[dict[str, str] | None] = mapped_column(JSON)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    nonce_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    comment_commitment: Mapped[bytes] = mapped_column(LargeBinary(32))


class Comment(Base):
    """Free text of a rating with its own salt; erasing it leaves everything else checkable."""

    __tablename__ = "response_comment"
    __table_args__ = (ForeignKeyConstraint(*_OF_RESPONSE, name="fk_response_comment_response"), _NO_ROWID)

    unit_id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    text: Mapped[str] = mapped_column(Text)


class RespondentAttributes(Base):
    """What a respondent chose to say of themselves, erasable."""

    __tablename__ = "respondent"
    __table_args__ = (ForeignKeyConstraint(*_OF_RESPONSE, name="fk_respondent_response"), _NO_ROWID)

    unit_id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    sex: Mapped[str | None] = mapped_column(String(1))
    age_band: Mapped[str | None] = mapped_column(String(5))
    education: Mapped[str | None] = mapped_column(String(5))
    occupation: Mapped[str | None] = mapped_column(String(14))


class Mark(Base):
    """A rating that waits to be drawn into a block; gone when it is. `listed`: stands in an intake entry of the log."""

    __tablename__ = "mark"
    __table_args__ = (
        ForeignKeyConstraint(*_OF_RESPONSE, name="fk_mark_response"),
        Index("ix_mark_unlisted", "unit_id", "listed"),
        Index("ix_mark_comment", "unit_id", "comment_hash"),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    listed: Mapped[bool] = mapped_column(default=False)
    day: Mapped[datetime.date | None]
    """For the monitors only: gone with the mark, after 30 days at the latest."""
    signals: Mapped[str] = mapped_column(String(80), default="", server_default=text("''"))
    """What the intake noticed (`domain.signals.packed`); held before it is drawn, gone with the mark."""
    counted: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it stands in the counters of its day, so that no rating is counted twice."""
    comment_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    """Keyed hash of a long comment, so that the same words are noticed while they wait; goes with the day."""


class IntakeKey(Base):
    """Remembers a key for 90 days, so that a rating sent twice is kept once. Both hashes are keyed."""

    __tablename__ = "intake_key"
    __table_args__ = (
        ForeignKeyConstraint(*_OF_RESPONSE, name="fk_intake_key_response", deferrable=True, initially="DEFERRED"),
        Index("ix_intake_key_response", "unit_id", "response_id"),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary(32))
    response_id: Mapped[bytes] = mapped_column(LargeBinary(16))


class ImportedFile(Base):
    """A file that was imported, by its keyed hash, so that the same one is not taken twice by mistake."""

    __tablename__ = "imported_file"
    __table_args__ = (_NO_ROWID,)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True)
    file_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, default=1)
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    """The private salt behind the hash in the log's import entry, kept for the auditor."""
