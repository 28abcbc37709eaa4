"""Accounts of staff: who signs in, with which roles, for which unit; their second factors, sessions and links."""

from __future__ import annotations

import datetime
import json
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.database import Base
from portal.domain.approvals import Decision, Kind
from portal.domain.permissions import Grant, Role
from portal.domain.sessions import Stage

_ROLES = tuple(role.value for role in Role)
_STAGES = tuple(stage.value for stage in Stage)
_KINDS = tuple(kind.value for kind in Kind)
_DECISIONS = tuple(decision.value for decision in Decision)
_WAITS = text("decided_at IS NULL")
_Time = DateTime(timezone=True)


class StaffRole(Base):
    """One role that an account holds."""

    __tablename__ = "staff_role"
    __table_args__ = (CheckConstraint(f"name IN {_ROLES}", name="name"),)

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), primary_key=True)


class Staff(Base):
    """One person's account. `unit` is a slug, which never changes; `handle` is the random name that passkeys keep.

    `version` grows with each change, so that who saves a stale form is told. A closed account is never deleted.
    """

    __tablename__ = "staff"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    handle: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    unit: Mapped[str | None] = mapped_column(ForeignKey("unit.slug"), index=True)
    lang: Mapped[str] = mapped_column(String(2), default="id")
    """The language of mail to this person."""
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime.datetime] = mapped_column(_Time)
    closed_at: Mapped[datetime.datetime | None] = mapped_column(_Time)

    roles: Mapped[list[StaffRole]] = relationship(
        lazy="selectin", order_by=StaffRole.name, cascade="all, delete-orphan"
    )

    @property
    def role_names(self) -> frozenset[str]:
        """The roles of the account itself, without lent ones."""
        return frozenset(role.name for role in self.roles)

    @property
    def state(self) -> str:
        """`invited` (no password yet), `active` or `closed`."""
        if not self.active:
            return "closed"
        return "active" if self.password is not None else "invited"

    @property
    def own_grants(self) -> frozenset[Grant]:
        """What the account holds itself, each role for its unit."""
        return frozenset(Grant(Role(role.name), self.unit) for role in self.roles)


class Delegation(Base):
    """What somebody on leave lends to a colleague: all own roles, from one day to another, both included."""

    __tablename__ = "staff_delegation"
    __table_args__ = (
        CheckConstraint("until >= since", name="order"),
        CheckConstraint("lender_id <> borrower_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lender_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    borrower_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    since: Mapped[datetime.date] = mapped_column(Date)
    until: Mapped[datetime.date] = mapped_column(Date)
    ended_at: Mapped[datetime.datetime | None] = mapped_column(_Time)
    """Set when it was taken back before its last day."""

    lender: Mapped[Staff] = relationship(foreign_keys=lender_id)
    borrower: Mapped[Staff] = relationship(foreign_keys=borrower_id)


class AccountRequest(Base):
    """What one administrator asked for and a second one must approve; until then it has no effect.

    The table itself holds the rule: who asked does not approve, and nobody decides about the own account.
    """

    __tablename__ = "account_request"
    __table_args__ = (
        CheckConstraint(f"kind IN {_KINDS}", name="kind"),
        CheckConstraint(f"decision IN {_DECISIONS}", name="decision"),
        CheckConstraint("(decided_at IS NULL) = (decision IS NULL)", name="decided_whole"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"),
        CheckConstraint("requested_by <> staff_id", name="not_for_oneself"),
        CheckConstraint(
            "decision <> 'approved' OR (decided_by <> requested_by AND decided_by <> staff_id)", name="two_people"
        ),
        Index(
            "ix_account_request_waiting", "staff_id", "kind", unique=True, sqlite_where=_WAITS, postgresql_where=_WAITS
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    payload: Mapped[str] = mapped_column(Text)
    """Canonical JSON of what is asked for: `roles` and `unit`, or `email`; empty where the kind says all."""
    requested_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    requested_at: Mapped[datetime.datetime] = mapped_column(_Time)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime.datetime | None] = mapped_column(_Time)
    decision: Mapped[str | None] = mapped_column(String(9))

    staff: Mapped[Staff] = relationship(foreign_keys=staff_id)
    requester: Mapped[Staff] = relationship(foreign_keys=requested_by)
    decider: Mapped[Staff | None] = relationship(foreign_keys=decided_by)

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked for, as stored."""
        return dict(json.loads(self.payload))


class SetUpLink(Base):
    """A link with which a person sets the password, once. Only a hash of its secret is kept."""

    __tablename__ = "staff_set_up_link"
    __table_args__ = (CheckConstraint("length(token_hash) = 32", name="token_hash_length"),)

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    expires_at: Mapped[datetime.datetime] = mapped_column(_Time)
    used_at: Mapped[datetime.datetime | None] = mapped_column(_Time)

    staff: Mapped[Staff] = relationship()


class StaffSession(Base):
    """One browser in which somebody is signed in or half way there; of its cookie's secret the hash is kept."""

    __tablename__ = "staff_session"
    __table_args__ = (
        CheckConstraint("length(token_hash) = 32", name="token_hash_length"),
        CheckConstraint(f"stage IN {_STAGES}", name="stage"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    stage: Mapped[str] = mapped_column(String(12))
    device: Mapped[str] = mapped_column(String(80))
    """Browser and system in a few words, as the person knows them."""
    device_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    challenge: Mapped[bytes | None] = mapped_column(LargeBinary(64))
    """What a passkey is asked to sign now; gone once it was."""
    started_at: Mapped[datetime.datetime] = mapped_column(_Time)
    seen_at: Mapped[datetime.datetime] = mapped_column(_Time)
    ended_at: Mapped[datetime.datetime | None] = mapped_column(_Time)

    staff: Mapped[Staff] = relationship()


class Totp(Base):
    """An authenticator app: its secret, encrypted, and the last counter used, so that no code serves twice."""

    __tablename__ = "staff_totp"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(Text)
    confirmed_at: Mapped[datetime.datetime | None] = mapped_column(_Time)
    """None while it is being set up: then it opens nothing."""
    last_counter: Mapped[int | None]


class Passkey(Base):
    """A passkey (WebAuthn credential) of an account."""

    __tablename__ = "staff_passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    credential: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    added_at: Mapped[datetime.datetime] = mapped_column(_Time)
    used_at: Mapped[datetime.datetime | None] = mapped_column(_Time)


class RecoveryCode(Base):
    """A code that serves once in place of the second factor. Only its hash is kept."""

    __tablename__ = "staff_recovery_code"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    used_at: Mapped[datetime.datetime | None] = mapped_column(_Time)


class SignInTry(Base):
    """Wrong tries in a row at one account from one device; unknown accounts are counted alike."""

    __tablename__ = "sign_in_try"

    account_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    device_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    """Of a device that signed in to this account before; all others share the hash of nothing."""
    tries: Mapped[int]
    last_at: Mapped[datetime.datetime] = mapped_column(_Time)


class KnownDevice(Base):
    """A browser in which an account was signed in before: it keeps a count of wrong tries of its own."""

    __tablename__ = "staff_device"
    __table_args__ = (UniqueConstraint("staff_id", "device_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    device_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    seen_at: Mapped[datetime.datetime] = mapped_column(_Time)


class CalendarFeed(Base):
    """The secret address under which a calendar application finds a person's deadlines. Only its hash is kept."""

    __tablename__ = "staff_calendar"
    __table_args__ = (CheckConstraint("length(token_hash) = 32", name="token_hash_length"),)

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    made_at: Mapped[datetime.datetime] = mapped_column(_Time)

    staff: Mapped[Staff] = relationship()


class Digest(Base):
    """That somebody got the day's list of duties, so that nobody gets it twice."""

    __tablename__ = "staff_digest"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    day: Mapped[datetime.date] = mapped_column(Date, primary_key=True)
