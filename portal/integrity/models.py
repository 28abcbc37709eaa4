"""Decisions about ratings: only ever added, the last one of a rating holds. And the clusters in which they are made."""

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
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Staff
from portal.catalogue.models import Unit
from portal.core.database import Base
from portal.domain.holding import Ending, Outcome
from portal.domain.integrity import State
from portal.domain.monitors import Monitor
from portal.domain.questionnaire import Channel
from portal.domain.signals import Reason

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


class HeldCluster(Base):
    """Ratings of a unit that were held on one day for one reason, and are decided together.

    `number` counts a unit's clusters from 1. Who was held, why and when never changes; `n` grows while ratings of the
    same day and reason join.
    """

    __tablename__ = "held_cluster"
    __table_args__ = (
        CheckConstraint(f"state IN {tuple(state.value for state in State)}", name="state"),
        CheckConstraint(f"reason IN {tuple(reason.value for reason in Reason)}", name="reason"),
        CheckConstraint("n >= 1", name="n"),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reason: Mapped[str] = mapped_column(String(20))
    day: Mapped[datetime.date]
    n: Mapped[int]
    state: Mapped[str] = mapped_column(String(8), default=State.HELD.value, index=True)
    """What holds for all of its ratings."""
    kept_on: Mapped[datetime.date | None]
    """Since when it stays held although its days are over: too much of the unit's month is."""

    unit: Mapped[Unit] = relationship(lazy="joined")
    proposals: Mapped[list[Proposal]] = relationship(order_by="Proposal.number", lazy="selectin", viewonly=True)


class HeldRating(Base):
    """A rating of a cluster, with what the intake noticed of it: the mark that said so goes when it is drawn."""

    __tablename__ = "held_rating"
    __table_args__ = (
        ForeignKeyConstraint(
            ["unit_id", "cluster"], ["held_cluster.unit_id", "held_cluster.number"], name="fk_held_rating_cluster"
        ),
        ForeignKeyConstraint(
            ["unit_id", "response_id"], ["response.unit_id", "response.id"], name="fk_held_rating_response"
        ),
        Index("ix_held_rating_response", "unit_id", "response_id"),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(primary_key=True)
    cluster: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    signals: Mapped[str] = mapped_column(String(80), default="")


class Proposal(Base):
    """What one officer proposes for a cluster, and what a second one made of it; the table itself wants two people."""

    __tablename__ = "held_proposal"
    __table_args__ = (
        ForeignKeyConstraint(
            ["unit_id", "cluster"], ["held_cluster.unit_id", "held_cluster.number"], name="fk_held_proposal_cluster"
        ),
        CheckConstraint(f"outcome IN {tuple(outcome.value for outcome in Outcome)}", name="outcome"),
        CheckConstraint(f"ending IN {tuple(ending.value for ending in Ending)}", name="ending"),
        CheckConstraint("(decided_at IS NULL) = (ending IS NULL)", name="decided_whole"),
        CheckConstraint("ending IS NULL OR (ending = 'lapsed') = (decided_by IS NULL)", name="decided_by_somebody"),
        CheckConstraint("ending IS NOT NULL OR decided_by IS NULL", name="open_by_nobody"),
        CheckConstraint("ending NOT IN ('approved', 'rejected') OR decided_by <> proposed_by", name="two_people"),
        CheckConstraint("ending <> 'withdrawn' OR decided_by = proposed_by", name="own_withdrawn"),
        Index(
            "ix_held_proposal_open",
            "unit_id",
            "cluster",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(primary_key=True)
    cluster: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(String(7))
    ground: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    """For the record only; never published."""
    proposed_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    proposed_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))
    ending: Mapped[str | None] = mapped_column(String(9))

    proposer: Mapped[Staff] = relationship(foreign_keys=[proposed_by], lazy="joined")
    decider: Mapped[Staff | None] = relationship(foreign_keys=[decided_by], lazy="joined")


class UnitDay(Base):
    """Integer counters of a unit, channel and day for the monitors (`domain.monitors.Counters`); never public.

    `n` stays with its day. The answers' counters of old days lie on a later Monday, for at least ten ratings together.
    """

    __tablename__ = "unit_day"
    __table_args__ = (
        CheckConstraint(f"channel IN {tuple(c.value for c in Channel)}", name="channel"),
        CheckConstraint("n >= 0 AND straight >= 0 AND straight <= measured AND points >= 0", name="counters"),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(8), primary_key=True)
    day: Mapped[datetime.date] = mapped_column(primary_key=True)
    n: Mapped[int]
    measured: Mapped[int]
    straight: Mapped[int]
    points: Mapped[int]
    answers: Mapped[int]


class UnitAlarm(Base):
    """An alarm of a unit's monitors (`domain.monitors.Alarm`), from its first day to its last; no rating is named."""

    __tablename__ = "unit_alarm"
    __table_args__ = (
        CheckConstraint(f"channel IN {tuple(c.value for c in Channel)}", name="channel"),
        CheckConstraint(f"monitor IN {tuple(m.value for m in Monitor)}", name="monitor"),
        CheckConstraint("since <= raised AND raised <= last", name="days"),
        Index("ix_unit_alarm_last", "last"),
        _NO_ROWID,
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(8), primary_key=True)
    monitor: Mapped[str] = mapped_column(String(16), primary_key=True)
    raised: Mapped[datetime.date] = mapped_column(primary_key=True)
    since: Mapped[datetime.date]
    last: Mapped[datetime.date]
    found: Mapped[int]
    usual: Mapped[int]

    unit: Mapped[Unit] = relationship(lazy="joined")
