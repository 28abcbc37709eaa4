"""Writes to accounts: make one, hand out a link that sets its password, set it."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import Digest, SetUpLink, Staff, StaffRole
from portal.accounts.queries import people_without_digest, staff_by_email, token_hash, usable_link
from portal.accounts.services.sessions import end_sessions
from portal.core.database import serialise
from portal.core.extensions import db
from portal.domain.emails import tidy_email
from portal.domain.errors import Refused
from portal.domain.permissions import OF_OWN_UNIT, Role
from portal.domain.sessions import LINK_LASTS


def create_staff(*, email: str, role: str, unit: str | None, at: datetime.datetime) -> Staff:
    """A new account without a password, so that nobody can sign in yet; `unit` is a slug.

    Raises Refused: `bad_email`, `unknown_role`, `unit_missing` (manager, unit head), `email_taken`, `unknown_unit`.
    """
    address = tidy_email(email)
    if address is None:
        raise Refused("bad_email")
    if role not in set(Role):
        raise Refused("unknown_role")
    if unit is None and role in OF_OWN_UNIT:
        raise Refused("unit_missing")
    serialise("staff")
    if staff_by_email(address) is not None:
        raise Refused("email_taken")
    return new_account(email=address, roles=frozenset({Role(role)}), unit=unit, lang="id", at=at)


def new_account(*, email: str, roles: frozenset[Role], unit: str | None, lang: str, at: datetime.datetime) -> Staff:
    """The row of a new account without a password; its address was checked. Raises Refused `unknown_unit`."""
    staff = Staff(
        email=email,
        unit=unit,
        lang=lang,
        roles=[StaffRole(name=role.value) for role in sorted(roles)],
        handle=secrets.token_bytes(32),
        created_at=at,
        version=1,
    )
    return _stored(staff)


def give_set_up_link(*, staff: Staff, at: datetime.datetime) -> str:
    """The secret of a fresh link for this account; it works once, for twenty minutes, and replaces earlier ones."""
    retire_links(staff, at)
    token = secrets.token_urlsafe(32)
    db.session.add(SetUpLink(token_hash=token_hash(token), staff_id=staff.id, expires_at=at + LINK_LASTS))
    db.session.flush()
    return token


def use_set_up_link(*, token: str, password_hash: str, at: datetime.datetime) -> Staff:
    """Set the password of the link's account. Raises NotFound `bad_link` for a link that does not work (any more)."""
    staff = usable_link(token, at).staff
    retire_links(staff, at)
    set_password(staff=staff, password_hash=password_hash, at=at)
    return staff


def set_password(*, staff: Staff, password_hash: str, at: datetime.datetime) -> None:
    """Keep this hash (of `passwords.hashed_password`) and end every session of the account."""
    staff.password = password_hash
    end_sessions(staff=staff, at=at)


def take_turns_for_digest(*, day: datetime.date) -> Sequence[Staff]:
    """Those who were not looked through for that day's list of duties yet; from now on they were."""
    serialise("digest")
    people = people_without_digest(day)
    db.session.add_all([Digest(staff_id=staff.id, day=day) for staff in people])
    db.session.flush()
    return people


def _stored(staff: Staff) -> Staff:
    """The address was looked up under a lock and the role is known: only the unit can be wrong."""
    db.session.add(staff)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused("unknown_unit") from error
    return staff


def retire_links(staff: Staff, at: datetime.datetime) -> None:
    """End the links that were given out for an account."""
    unused = update(SetUpLink).where(SetUpLink.staff_id == staff.id, SetUpLink.used_at.is_(None))
    db.session.execute(unused.values(used_at=at))
