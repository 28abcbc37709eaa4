"""Promises of units: what holds now, what happened to each, its evidence, and what citizens say of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.catalogue.models import Unit
from portal.core.database import Base
from portal.domain.promises import (
    MAX_ACTION,
    MAX_CAPTION,
    MAX_CAUSE,
    MAX_NOTE,
    MAX_OWNER,
    BudgetSource,
    EventKind,
    Kind,
    Origin,
    PromiseFacts,
    Stand,
    State,
)
from portal.domain.texts import MAX_SLUG
from portal.domain.training import (
    MAX_CERTIFICATE,
    MAX_COMPETENCES,
    MAX_NAME,
    MAX_PROVIDER,
    CourseFacts,
    Headcount,
)


def _one_of(column: str, values: Iterable[StrEnum]) -> str:
    return f"{column} IN {tuple(value.value for value in values)}"


class Promise(Base):
    """A promise (janji) as it stands; its number is public. Never deleted: it is withdrawn."""

    __tablename__ = "promise"
    __table_args__ = (
        CheckConstraint(_one_of("kind", Kind), name="kind"),
        CheckConstraint(_one_of("state", State), name="state"),
        CheckConstraint(_one_of("origin", Origin), name="origin"),
        CheckConstraint(_one_of("budget_source", BudgetSource), name="budget_source"),
        CheckConstraint("budget IS NULL OR budget = 0 OR (budget > 0 AND budget_source IS NOT NULL)", name="budget"),
        CheckConstraint("due_on >= starts_on", name="dates"),
        CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name="done_on"),
        CheckConstraint("round >= 0 AND (state <> 'done' OR round > 0)", name="round"),
        CheckConstraint("offered_to_id IS NULL OR (offered_to_id <> unit_id)", name="offered_to"),
        CheckConstraint("owner <> '' AND action <> '' AND cause <> '' AND element <> ''", name="words"),
        Index("ix_promise_state_due_on", "state", "due_on"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    element: Mapped[str] = mapped_column(String(40))
    cause: Mapped[str] = mapped_column(String(MAX_CAUSE))
    kind: Mapped[str] = mapped_column(String(12))
    action: Mapped[str] = mapped_column(String(MAX_ACTION))
    owner: Mapped[str] = mapped_column(String(MAX_OWNER))
    """An office, never a person."""
    starts_on: Mapped[datetime.date]
    due_on: Mapped[datetime.date]
    budget: Mapped[int | None] = mapped_column(BigInteger)
    """Whole rupiah; None where it is not known."""
    budget_source: Mapped[str | None] = mapped_column(String(12))
    origin: Mapped[str] = mapped_column(String(12))
    origin_ref: Mapped[str] = mapped_column(String(120), default="")
    """What of that origin, as the feature above names it; never shown as it is."""
    trigger_period: Mapped[str] = mapped_column(String(7), default="")
    """The period whose result led to it; empty where unknown. It never changes: the effect leaves it out."""
    state: Mapped[str] = mapped_column(String(10), default=State.PLANNED.value)
    made_on: Mapped[datetime.date]
    done_on: Mapped[datetime.date | None]
    round: Mapped[int] = mapped_column(default=0)
    """How often it was called done; the voices of citizens are those of the last time."""
    offered_to_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit that is asked to take it over, because this one will be closed."""
    version: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True, foreign_keys=[unit_id])
    offered_to: Mapped[Unit | None] = relationship(foreign_keys=[offered_to_id])

    @property
    def facts(self) -> PromiseFacts:
        """What is promised, as the domain sees it."""
        return PromiseFacts(
            element=self.element,
            cause=self.cause,
            kind=Kind(self.kind),
            action=self.action,
            owner=self.owner,
            starts_on=self.starts_on,
            due_on=self.due_on,
            budget=self.budget,
            budget_source=BudgetSource(self.budget_source) if self.budget_source else None,
        )


class PromiseEvent(Base):
    """What happened to a promise, numbered from 1, only ever added. Who did it stands in the record of deeds alone."""

    __tablename__ = "promise_event"
    __table_args__ = (
        CheckConstraint(_one_of("kind", EventKind), name="kind"),
        CheckConstraint("number > 0", name="number"),
    )

    promise_id: Mapped[int] = mapped_column(ForeignKey("promise.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(10))
    day: Mapped[datetime.date]
    note: Mapped[str] = mapped_column(String(MAX_NOTE), default="")
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What a change took away, by field; days as `2026-09-30`."""
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class PromiseFile(Base):
    """A picture that shows how far a promise is; `data` is a JPEG that we made. A removed one leaves its caption."""

    __tablename__ = "promise_file"
    __table_args__ = (
        CheckConstraint("round > 0", name="round"),
        CheckConstraint("caption <> ''", name="caption"),
        CheckConstraint("(data IS NULL) = (removed_on IS NOT NULL)", name="removed"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    promise_id: Mapped[int] = mapped_column(ForeignKey("promise.id"), index=True)
    round: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    """As it was called where it came from; for staff alone."""
    caption: Mapped[str] = mapped_column(String(MAX_CAPTION))
    """What the picture shows: also for those who do not see it."""
    media_type: Mapped[str] = mapped_column(String(40))
    data: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    width: Mapped[int]
    height: Mapped[int]
    made_on: Mapped[datetime.date]
    removed_on: Mapped[datetime.date | None]
    removed_reason: Mapped[str | None] = mapped_column(String(MAX_NOTE))


class PromiseVoice(Base):
    """What one citizen says of a promise that is called done: neither who, nor whence, nor when.

    `key`, the hash of what the form carried, makes a form that is sent twice one voice, and gives rows no order.
    `weighs`: whether it was the first of its network that day; the others are shown and decide nothing.
    """

    __tablename__ = "promise_voice"
    __table_args__ = (
        CheckConstraint(_one_of("stand", Stand), name="stand"),
        CheckConstraint("round > 0", name="round"),
        CheckConstraint("length(key) = 32", name="key_length"),
        Index("ix_promise_voice_promise_id_round", "promise_id", "round"),
        {"sqlite_with_rowid": False},
    )

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    promise_id: Mapped[int] = mapped_column(ForeignKey("promise.id"))
    round: Mapped[int]
    stand: Mapped[str] = mapped_column(String(8))
    weighs: Mapped[bool] = mapped_column(default=True, server_default=true())


class VoiceSource(Base):
    """That a network spoke of a promise today, as a keyed hash of network and day; forgotten when the day is over."""

    __tablename__ = "promise_voice_source"
    __table_args__ = (
        CheckConstraint("length(key) = 32", name="key_length"),
        {"sqlite_with_rowid": False},
    )

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    day: Mapped[datetime.date]


class Course(Base):
    """A training (pelatihan) of the city's catalogue. Its slug is permanent; `retired_on` null: it is offered."""

    __tablename__ = "training_course"
    __table_args__ = (
        CheckConstraint(_one_of("funding", BudgetSource), name="funding"),
        CheckConstraint("cost >= 0", name="cost"),
        CheckConstraint("seats > 0", name="seats"),
        CheckConstraint("name <> '' AND provider <> '' AND competences <> ''", name="words"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(MAX_SLUG), unique=True)
    name: Mapped[str] = mapped_column(String(MAX_NAME))
    provider: Mapped[str] = mapped_column(String(MAX_PROVIDER))
    university: Mapped[str] = mapped_column(String(MAX_PROVIDER), default="")
    """The partner; empty where there is none."""
    certificate: Mapped[str] = mapped_column(String(MAX_CERTIFICATE), default="")
    competences: Mapped[str] = mapped_column(String(MAX_COMPETENCES))
    elements: Mapped[list[str]] = mapped_column(JSON)
    """Codes of the elements that it serves, in the order of the questionnaire."""
    cost: Mapped[int] = mapped_column(BigInteger)
    """Whole rupiah for a seat."""
    funding: Mapped[str] = mapped_column(String(12))
    seats: Mapped[int]
    retired_on: Mapped[datetime.date | None]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def facts(self) -> CourseFacts:
        """What is said of it, as the domain sees it."""
        return CourseFacts(
            name=self.name,
            provider=self.provider,
            university=self.university,
            certificate=self.certificate,
            competences=self.competences,
            elements=tuple(self.elements),
            cost=self.cost,
            funding=BudgetSource(self.funding),
            seats=self.seats,
        )


class TrainingPlan(Base):
    """The numbers of a promise to send staff to a course. Counts alone: who goes stands nowhere."""

    __tablename__ = "training_plan"
    __table_args__ = (
        CheckConstraint("certified >= 0 AND certified <= finished AND finished <= enrolled", name="people"),
        CheckConstraint("spent >= 0", name="spent"),
    )

    promise_id: Mapped[int] = mapped_column(ForeignKey("promise.id"), primary_key=True, autoincrement=False)
    course_id: Mapped[int] = mapped_column(ForeignKey("training_course.id"), index=True)
    enrolled: Mapped[int]
    finished: Mapped[int] = mapped_column(default=0)
    certified: Mapped[int] = mapped_column(default=0)
    spent: Mapped[int] = mapped_column(BigInteger, default=0)
    """Whole rupiah; what was planned is the promise's budget."""
    version: Mapped[int] = mapped_column(default=1)

    promise: Mapped[Promise] = relationship(lazy="joined", innerjoin=True)
    course: Mapped[Course] = relationship(lazy="joined", innerjoin=True)

    @property
    def count(self) -> Headcount:
        """Its people."""
        return Headcount(self.enrolled, self.finished, self.certified)
