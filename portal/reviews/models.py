"""Cycles of performance review, the evidence frozen for each unit, the reviews as they go, and what was signed.

What people wrote to each other, the evidence, the signatures and the signed text are insert-only: a signed review never
changes, a correction is a new version beside it. The e-mail of a member of staff stands here for the duties and the
record, and on no public page.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.catalogue.models import Unit
from portal.core.database import Base
from portal.domain.workflow import Party, Predicate, State

_STATES = tuple(state.value for state in State)
_PREDICATES = tuple(predicate.value for predicate in Predicate)
_SIDES = ("unit", "reviewer")
_SIGNERS = (Party.HEAD.value, Party.REVIEWER.value)


class ReviewCycle(Base):
    """One round of reviews over a closed period, with the day by which each step is due."""

    __tablename__ = "review_cycle"
    __table_args__ = (
        CheckConstraint("assess_by <= dialogue_by AND dialogue_by <= reply_by AND reply_by <= sign_by", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    period: Mapped[str] = mapped_column(String(7))
    opened_on: Mapped[datetime.date] = mapped_column(Date)
    assess_by: Mapped[datetime.date] = mapped_column(Date)
    dialogue_by: Mapped[datetime.date] = mapped_column(Date)
    reply_by: Mapped[datetime.date] = mapped_column(Date)
    sign_by: Mapped[datetime.date] = mapped_column(Date)
    required: Mapped[list[str]] = mapped_column(JSON)
    """Codes of `domain.reviews.Required`: what each unit's evidence should hold."""


class ReviewEvidence(Base):
    """The evidence of one unit as it stood when the cycle was opened: canonical JSON, and its hash in the log."""

    __tablename__ = "review_evidence"
    __table_args__ = (CheckConstraint("length(digest) = 32", name="digest_length"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("review_cycle.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    payload: Mapped[str] = mapped_column(Text)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))

    @property
    def content(self) -> dict[str, Any]:
        """The payload as it was frozen; numbers are strings, as a float has no one spelling."""
        parsed: dict[str, Any] = json.loads(self.payload)
        return parsed


class Review(Base):
    """The review of a unit in a cycle. `reviewer` is who argued the predicate; `revision` tells stale forms."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("cycle_id", "unit_id", "version"),
        CheckConstraint(f"state IN {_STATES}", name="state"),
        CheckConstraint(f"predicate IN {_PREDICATES}", name="predicate"),
        CheckConstraint("version IN (1, 2)", name="version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("review_cycle.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(20), default=State.SELF_ASSESSMENT.value)
    revision: Mapped[int] = mapped_column(default=1)
    reviewer: Mapped[str | None] = mapped_column(String(254), index=True)
    overview: Mapped[str] = mapped_column(Text, default="")
    """The unit's own words on the whole period, part of the self-assessment."""
    sent_on: Mapped[datetime.date | None] = mapped_column(Date)
    """When the self-assessment was sent; None where the reviewer went on without it."""
    reply: Mapped[str] = mapped_column(Text, default="")
    replied_on: Mapped[datetime.date | None] = mapped_column(Date)
    predicate: Mapped[str | None] = mapped_column(String(20))
    on_results: Mapped[str] = mapped_column(Text, default="")
    on_behaviour: Mapped[str] = mapped_column(Text, default="")
    on_missing: Mapped[str] = mapped_column(Text, default="")
    """What is said about evidence that the cycle asked for and the unit does not have."""
    summary: Mapped[str] = mapped_column(Text, default="")
    """What the public will read."""
    signed_on: Mapped[datetime.date | None] = mapped_column(Date)

    cycle: Mapped[ReviewCycle] = relationship(lazy="joined", innerjoin=True)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    answers: Mapped[list[ReviewAnswer]] = relationship(order_by="ReviewAnswer.place", cascade="all, delete-orphan")
    signatures: Mapped[list[ReviewSignature]] = relationship(order_by="ReviewSignature.party", viewonly=True)
    appeal: Mapped[ReviewAppeal | None] = relationship(uselist=False, viewonly=True)


class ReviewAnswer(Base):
    """What the unit says of one weak element: why, what was done, what is planned."""

    __tablename__ = "review_answer"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    element: Mapped[str] = mapped_column(String(40), primary_key=True)
    place: Mapped[int]
    cause: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[str] = mapped_column(Text, default="")
    planned: Mapped[str] = mapped_column(Text, default="")


class ReviewMessage(Base):
    """One message of the dialogue; also why an assessment was returned, or a step passed over."""

    __tablename__ = "review_message"
    __table_args__ = (CheckConstraint(f"side IN {_SIDES}", name="side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    side: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20))
    """The action with which it was written: write, return_assessment, pass_over, sign_alone."""
    text: Mapped[str] = mapped_column(Text)
    written_on: Mapped[datetime.date] = mapped_column(Date)


class ReviewSignature(Base):
    """One signature: the head's or the reviewer's, each once, with a remark where the signer has one."""

    __tablename__ = "review_signature"
    __table_args__ = (CheckConstraint(f"party IN {_SIGNERS}", name="party"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    party: Mapped[str] = mapped_column(String(10), primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    remark: Mapped[str] = mapped_column(Text, default="")
    signed_on: Mapped[datetime.date] = mapped_column(Date)


class SignedReview(Base):
    """The review as it was signed, in canonical JSON, with its hash in the log: what public page and PDF show."""

    __tablename__ = "signed_review"
    __table_args__ = (CheckConstraint("length(digest) = 32", name="digest_length"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    payload: Mapped[str] = mapped_column(Text)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))

    @property
    def content(self) -> dict[str, Any]:
        """The payload as it was signed."""
        parsed: dict[str, Any] = json.loads(self.payload)
        return parsed


class ReviewAppeal(Base):
    """An appeal of the unit's head, and what another reviewer answered."""

    __tablename__ = "review_appeal"
    __table_args__ = (CheckConstraint("(decided_on IS NULL) = (answer = '')", name="answered_whole"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    made_on: Mapped[datetime.date] = mapped_column(Date)
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[datetime.date | None] = mapped_column(Date)
