"""What is published: blocks and their members, the roll-up of whole blocks, and the counts beside them."""

from __future__ import annotations

import datetime

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.catalogue.models import Unit
from portal.core.database import Base
from portal.domain.closing import UNDER_WAY, RunKind, RunState
from portal.domain.integrity import State
from portal.domain.notices import MAX_NOTICE, NoticeKind

_NO_ROWID = {"sqlite_with_rowid": False}
_KINDS = tuple(kind.value for kind in RunKind)
_OUTCOMES = tuple(state.value for state in RunState if state not in UNDER_WAY)


class Publication(Base):
    """A release: after it, the public numbers stay as they are until the next."""

    __tablename__ = "publication"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    released_on: Mapped[datetime.date]


class ClosedMonth(Base):
    """A month that was closed, by the calendar or by command."""

    __tablename__ = "closed_month"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    closed_on: Mapped[datetime.date]


class HeadlineChannel(Base):
    """The channel in which a scope speaks in a calendar year, fixed when the year before was closed."""

    __tablename__ = "headline_channel"
    __table_args__ = (CheckConstraint("channel IN ('verified', 'open')", name="channel"),)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    scope: Mapped[str] = mapped_column(String(120), primary_key=True)
    channel: Mapped[str] = mapped_column(String(8))


class IntakeList(Base):
    """The receipt commitments behind an intake entry of the log, sorted, 32 bytes each: public, and without order."""

    __tablename__ = "intake_list"

    entry_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"), primary_key=True)
    commitments: Mapped[bytes] = mapped_column(LargeBinary)


class Block(Base):
    """The atom of publication: at least ten ratings of one unit, service, channel, survey version and period.

    `service_id` 0 is "layanan lain" of the unit. A correction is a block with sign -1.
    """

    __tablename__ = "block"
    __table_args__ = (
        CheckConstraint("n >= 10", name="n"),
        CheckConstraint("sign IN (-1, 1)", name="sign"),
        CheckConstraint("kind IN ('counted', 'excluded')", name="kind"),
        CheckConstraint("length(id) = 16", name="id_length"),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    service_id: Mapped[int]
    channel: Mapped[str] = mapped_column(String(8))
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey_version.id"))
    period: Mapped[str] = mapped_column(String(7))
    sign: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    n: Mapped[int]
    entry_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"))


class BlockMember(Base):
    """Which ratings a block holds."""

    __tablename__ = "block_member"
    __table_args__ = (
        ForeignKeyConstraint(["unit_id", "block_id"], ["block.unit_id", "block.id"], name="fk_block_member_block"),
        ForeignKeyConstraint(
            ["unit_id", "response_id"], ["response.unit_id", "response.id"], name="fk_block_member_response"
        ),
        Index("ix_block_member_response", "unit_id", "response_id"),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(primary_key=True)
    block_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    response_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)


class Rollup(Base):
    """Sums over whole blocks: how often each answer to one question was given. Nothing joins answers to a respondent.

    `position` is the question's place in its survey; every row of one survey sums to the same number of ratings.
    """

    __tablename__ = "rollup"
    __table_args__ = (
        CheckConstraint("blank >= 0 AND n1 >= 0 AND n2 >= 0 AND n3 >= 0 AND n4 >= 0", name="counts"),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    service_id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(8), primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey_version.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    element: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    blank: Mapped[int]
    n1: Mapped[int]
    n2: Mapped[int]
    n3: Mapped[int]
    n4: Mapped[int]


class PublicCount(Base):
    """Ratings per unit and month as last published.

    `drawn` (in blocks of counted ratings) and `set_aside` (in those of excluded ones) run ahead while a release is
    under way.
    """

    __tablename__ = "public_count"
    __table_args__ = (
        CheckConstraint("published >= 0 AND waiting >= 0 AND held >= 0 AND excluded >= 0", name="counts"),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    drawn: Mapped[int] = mapped_column(default=0)
    set_aside: Mapped[int] = mapped_column(default=0, server_default="0")
    published: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    held: Mapped[int] = mapped_column(default=0)
    excluded: Mapped[int] = mapped_column(default=0)


class PublicReason(Base):
    """As `PublicCount`, of held and of excluded ratings by the reason; of those counted after holding, always in tens.

    `reason` is a code of `domain.signals` where held, else of `domain.holding`.
    """

    __tablename__ = "public_reason"
    __table_args__ = (
        CheckConstraint(f"state IN {tuple(state.value for state in State)}", name="state"),
        CheckConstraint("n >= 0", name="n"),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    state: Mapped[str] = mapped_column(String(8), primary_key=True)
    reason: Mapped[str] = mapped_column(String(40), primary_key=True)
    n: Mapped[int]


class Notice(Base):
    """A note or a correction that stands beside the numbers of a period; `unit_id` null speaks of the whole city.

    Never edited and never deleted: the database lets it only be withdrawn, once.
    """

    __tablename__ = "notice"
    __table_args__ = (CheckConstraint(f"kind IN {tuple(kind.value for kind in NoticeKind)}", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    period: Mapped[str] = mapped_column(String(7))
    """As in addresses; of any kind, semesters too."""
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(String(MAX_NOTICE))
    english: Mapped[str | None] = mapped_column(String(MAX_NOTICE))
    made_on: Mapped[datetime.date]
    withdrawn_on: Mapped[datetime.date | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(String(MAX_NOTICE))

    unit: Mapped[Unit | None] = relationship(lazy="joined")


class RespondentYear(Base):
    """A year whose respondents were counted; that is done once."""

    __tablename__ = "respondent_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    counted_on: Mapped[datetime.date]


class RespondentCount(Base):
    """How many respondents of a unit in a year named this category of one attribute. The categories sum to n."""

    __tablename__ = "respondent_count"
    __table_args__ = (CheckConstraint("n >= 10", name="n"), _NO_ROWID)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("respondent_year.year"), primary_key=True)
    attribute: Mapped[str] = mapped_column(String(10), primary_key=True)
    category: Mapped[str] = mapped_column(String(14), primary_key=True)
    n: Mapped[int]


class PublicationRun(Base):
    """A release that an administrator asked for, which the worker carries out, and what became of it."""

    __tablename__ = "publication_run"
    __table_args__ = (
        CheckConstraint(f"kind IN {_KINDS}", name="kind"),
        CheckConstraint("(kind = 'close') = (month IS NOT NULL)", name="month"),
        CheckConstraint(f"outcome IN {_OUTCOMES}", name="outcome"),
        CheckConstraint("(outcome IS NULL) = (finished_at IS NULL)", name="finished"),
        CheckConstraint("done >= 0 AND done <= total", name="progress"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    month: Mapped[str | None] = mapped_column(String(7))
    asked_by: Mapped[str] = mapped_column(String(200))
    asked_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))
    started_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))
    seen_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))
    """The last sign of life; None before it has begun."""
    finished_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))
    outcome: Mapped[str | None] = mapped_column(String(14))
    done: Mapped[int] = mapped_column(default=0)
    """Units that were visited, out of `total`. Never shown as such: they tell where something waits."""
    total: Mapped[int] = mapped_column(default=0)
    publication: Mapped[int | None]
    """The number of the publication that came of it."""
