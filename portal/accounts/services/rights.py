"""What any change of somebody else's account has in common: one at a time, by an administrator, with its effects."""

from __future__ import annotations

import datetime

from sqlalchemy import or_, update

from portal.accounts.models import Delegation, Staff, StaffRole
from portal.accounts.queries import staff_by_email
from portal.accounts.queries.administration import can_lose, unit_names
from portal.accounts.services.accounts import retire_links
from portal.accounts.services.sessions import end_sessions
from portal.core.database import serialise
from portal.core.duties import hand_over
from portal.core.extensions import db
from portal.domain.approvals import rights_fault
from portal.domain.emails import tidy_email
from portal.domain.errors import Forbidden, Refused
from portal.domain.permissions import FEWEST, Role


def stand_over(*, actor: Staff, staff: Staff | None = None) -> None:
    """Hold all other changes of accounts back until the transaction ends, and read again what was read before.

    Raises Forbidden where the actor is no administrator any more, `own_account` where both are one person.
    """
    serialise("staff")
    db.session.expire_all()
    if not actor.active or Role.ADMINISTRATOR not in actor.role_names:
        raise Forbidden
    if staff is not None and staff.id == actor.id:
        raise Forbidden("own_account")


def checked_email(email: str, staff: Staff | None = None) -> str:
    """The address in its one spelling, free for this account. Raises Refused: `bad_email`, `email_taken`."""
    address = tidy_email(email)
    if address is None:
        raise Refused("bad_email")
    holder = staff_by_email(address)
    if holder is not None and (staff is None or holder.id != staff.id):
        raise Refused("email_taken", email=address)
    return address


def check_rights(roles: frozenset[Role], unit: str | None) -> None:
    """Raises Refused: `role_missing`, `incompatible`, `unit_missing`, `unknown_unit`."""
    fault = rights_fault(roles, unit)
    if fault is not None:
        raise Refused(fault)
    if unit is not None and unit not in unit_names():
        raise Refused("unknown_unit", unit=unit)


def check_not_last(staff: Staff, lost: frozenset[str]) -> None:
    """Raises Refused `last_holder`, `last_two` where too few would be left who hold a role that must be there."""
    for role in FEWEST:
        if staff.active and role.value in lost and not can_lose(staff, role):
            raise Refused("last_holder" if FEWEST[role] == 1 else "last_two", role=role.value)


def set_rights(*, staff: Staff, roles: frozenset[Role], unit: str | None, at: datetime.datetime) -> None:
    """Give these roles and no others. Sessions end, and what is lent: who borrowed must not get what is new."""
    check_rights(roles, unit)
    check_not_last(staff, staff.role_names - roles)
    kept = [role for role in staff.roles if role.name in roles]
    staff.roles = kept + [StaffRole(name=role.value) for role in sorted(roles - staff.role_names)]
    staff.unit = unit
    end_sessions(staff=staff, at=at)
    end_loans(staff=staff, at=at)
    changed(staff)


def set_email(*, staff: Staff, email: str, at: datetime.datetime) -> None:
    """Give the account another address; what was begun under the old one goes with it, links to it end."""
    before, staff.email = staff.email, checked_email(email, staff)
    retire_links(staff, at)
    changed(staff)
    hand_over(before, staff.email)


def end_loans(*, staff: Staff, at: datetime.datetime) -> None:
    """End all that the account lends or borrows."""
    either = or_(Delegation.lender_id == staff.id, Delegation.borrower_id == staff.id)
    db.session.execute(update(Delegation).where(either, Delegation.ended_at.is_(None)).values(ended_at=at))


def changed(staff: Staff) -> None:
    """Let a form that was filled in over the account as it was be told."""
    staff.version += 1
    db.session.flush()
