"""Reads of accounts: who has an address, what somebody may do today, and whose set-up link still works."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import Delegation, Digest, SetUpLink, Staff, StaffRole
from portal.core.database import as_utc
from portal.core.extensions import db
from portal.domain.errors import NotFound
from portal.domain.permissions import Grant, Role
from portal.domain.sessions import LINK_LASTS


def staff_by_email(email: str) -> Staff | None:
    """The account of a tidied address."""
    return db.session.scalar(select(Staff).where(Staff.email == email))


def staff_by_id(staff_id: int) -> Staff:
    """The account of that number; raises NotFound."""
    staff = db.session.get(Staff, staff_id)
    if staff is None:
        raise NotFound("unknown_account")
    return staff


def holders_of(role: Role, unit: str | None = None) -> Sequence[Staff]:
    """Active accounts that hold a role themselves, of a unit where one is named, by address."""
    query = select(Staff).join(Staff.roles).where(StaffRole.name == role.value, Staff.active)
    if unit is not None:
        query = query.where(Staff.unit == unit)
    return db.session.scalars(query.order_by(Staff.email)).unique().all()


def accounts_of_units(units: Collection[str]) -> Sequence[Staff]:
    """Active accounts that are bound to one of these units, by address."""
    query = select(Staff).where(Staff.active, Staff.unit.in_(units)).order_by(Staff.email)
    return db.session.scalars(query).all()


def delegations_to(staff: Staff, day: datetime.date) -> Sequence[Delegation]:
    """What active colleagues lend to somebody on that day."""
    running = Delegation.ended_at.is_(None) & (Delegation.since <= day) & (Delegation.until >= day)
    query = select(Delegation).where(Delegation.borrower_id == staff.id, running).options(joinedload(Delegation.lender))
    return [delegation for delegation in db.session.scalars(query) if delegation.lender.active]


def grants_of(staff: Staff, day: datetime.date) -> frozenset[Grant]:
    """All that somebody holds on that day, own and lent."""
    lent = {
        Grant(grant.role, grant.unit, delegation.lender.email)
        for delegation in delegations_to(staff, day)
        for grant in delegation.lender.own_grants
    }
    return staff.own_grants | lent


def usable_link(token: str, at: datetime.datetime) -> SetUpLink:
    """The link of that secret, with its account, held against a second use until the transaction ends.

    Raises NotFound for an unknown, used or expired one alike.
    """
    query = select(SetUpLink).options(joinedload(SetUpLink.staff, innerjoin=True)).with_for_update(of=SetUpLink)
    link = db.session.scalar(
        query.where(SetUpLink.token_hash == token_hash(token), SetUpLink.used_at.is_(None), SetUpLink.expires_at > at)
    )
    if link is None or not link.staff.active:
        raise NotFound("bad_link")
    return link


def people_without_digest(day: datetime.date) -> Sequence[Staff]:
    """Active accounts that can sign in and were not looked through for that day's list of duties yet."""
    done = select(Digest.staff_id).where(Digest.day == day)
    query = select(Staff).where(Staff.active, Staff.password.is_not(None), Staff.id.not_in(done))
    return db.session.scalars(query.order_by(Staff.email)).all()


def last_link_at(staff: Staff) -> datetime.datetime | None:
    """When the newest one-time link of an account was made."""
    query = select(func.max(SetUpLink.expires_at)).where(SetUpLink.staff_id == staff.id)
    ends = db.session.scalar(query)
    return as_utc(ends) - LINK_LASTS if ends is not None else None


def token_hash(token: str) -> bytes:
    """What is kept of a secret of 256 random bits, which need no slow hash."""
    return hashlib.sha256(token.encode()).digest()
