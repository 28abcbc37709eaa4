"""What administrators do to the accounts of others. What concerns a role of control becomes a request for a second one.

Each raises Forbidden `own_account` for one's own account, and Forbidden where the actor is no administrator any more.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from portal.accounts.models import AccountRequest, Staff
from portal.accounts.queries import staff_by_email
from portal.accounts.queries.administration import is_controlled
from portal.accounts.services.accounts import give_set_up_link, new_account, retire_links
from portal.accounts.services.calendars import revoke_feed
from portal.accounts.services.requests import ask, open_again, reset_factors, withdraw_all
from portal.accounts.services.rights import (
    changed,
    check_not_last,
    check_rights,
    checked_email,
    end_loans,
    set_email,
    set_rights,
    stand_over,
)
from portal.accounts.services.sessions import end_sessions
from portal.core.duties import Duty, Person, duties_of_person, hand_over
from portal.core.saving import check_version
from portal.domain.approvals import Kind, need_approval
from portal.domain.emails import tidy_email
from portal.domain.errors import Refused
from portal.domain.permissions import OF_CONTROL, OF_OWN_UNIT, Grant, Role


@dataclass(frozen=True)
class Particulars:
    """What an administrator says about an account: address, roles, unit (a slug), language of mail."""

    email: str
    roles: frozenset[Role]
    unit: str | None
    lang: str

    @property
    def grants(self) -> frozenset[Grant]:
        """The roles with their unit."""
        return frozenset(Grant(role, self.unit) for role in self.roles)

    def as_record(self) -> dict[str, object]:
        """What the audit record keeps of it."""
        return {"email": self.email, "roles": sorted(self.roles), "unit": self.unit, "lang": self.lang}


@dataclass(frozen=True)
class Changes:
    """What came of a change: fields that were changed at once, and what waits for a second administrator."""

    done: tuple[str, ...] = ()
    asked: tuple[Kind, ...] = ()


def particulars_of(staff: Staff) -> Particulars:
    """What is stored about an account."""
    return Particulars(staff.email, frozenset(map(Role, staff.role_names)), staff.unit, staff.lang)


def invite(*, actor: Staff, wanted: Particulars, at: datetime.datetime) -> tuple[Staff, str | None]:
    """A new account, and the secret of its first link; None where a role of control must be approved first.

    Raises Refused as `check_rights` and `checked_email`.
    """
    stand_over(actor=actor)
    address = checked_email(wanted.email)
    check_rights(wanted.roles, wanted.unit)
    waits = bool(wanted.roles & OF_CONTROL)
    roles = frozenset[Role]() if waits else wanted.roles
    staff = new_account(email=address, roles=roles, unit=wanted.unit, lang=wanted.lang, at=at)
    if not waits:
        return staff, give_set_up_link(staff=staff, at=at)
    ask(actor=actor, staff=staff, kind=Kind.RIGHTS, asked=_rights(wanted), at=at)
    return staff, None


def change_account(
    *, actor: Staff, staff: Staff, wanted: Particulars, version: int | None, at: datetime.datetime
) -> Changes:
    """Change what differs. Raises Conflict for a stale form, Refused as `invite`, `last_holder`, `account_closed`."""
    stand_over(actor=actor, staff=staff)
    stored = particulars_of(staff)
    check_version(staff.version, version, _fields(stored, wanted))
    if not staff.active:
        raise Refused("account_closed")
    address = checked_email(wanted.email, staff)
    rights = (wanted.roles, wanted.unit) != (stored.roles, stored.unit)
    if rights:
        check_rights(wanted.roles, wanted.unit)
        check_not_last(staff, staff.role_names - wanted.roles)
    controlled, done, asked = is_controlled(staff), [], []
    if address != stored.email and controlled:
        ask(actor=actor, staff=staff, kind=Kind.EMAIL, asked={"email": address}, at=at)
        asked.append(Kind.EMAIL)
    elif address != stored.email:
        set_email(staff=staff, email=address, at=at)
        done.append("email")
    if rights and need_approval(stored.grants, wanted.grants):
        ask(actor=actor, staff=staff, kind=Kind.RIGHTS, asked=_rights(wanted), at=at)
        asked.append(Kind.RIGHTS)
    elif rights:
        set_rights(staff=staff, roles=wanted.roles, unit=wanted.unit, at=at)
        done.append("rights")
    if wanted.lang != stored.lang:
        staff.lang = wanted.lang
        changed(staff)
        done.append("lang")
    return Changes(tuple(done), tuple(asked))


def new_link(*, actor: Staff, staff: Staff, at: datetime.datetime) -> str | AccountRequest:
    """The secret of a fresh link, or the request for one. Raises Refused `account_closed`, `already_requested`."""
    stand_over(actor=actor, staff=staff)
    _check_open(staff)
    if is_controlled(staff):
        return ask(actor=actor, staff=staff, kind=Kind.LINK, at=at)
    return give_set_up_link(staff=staff, at=at)


def end_sessions_of(*, actor: Staff, staff: Staff, at: datetime.datetime) -> None:
    """End every session of somebody else."""
    stand_over(actor=actor, staff=staff)
    end_sessions(staff=staff, at=at)


def take_factors(*, actor: Staff, staff: Staff, at: datetime.datetime) -> AccountRequest | None:
    """Take the second factor away, or ask for it. Raises Refused `account_closed`, `already_requested`."""
    stand_over(actor=actor, staff=staff)
    _check_open(staff)
    if is_controlled(staff):
        return ask(actor=actor, staff=staff, kind=Kind.FACTORS, at=at)
    reset_factors(staff=staff, at=at)
    return None


def close_account(
    *,
    actor: Staff,
    staff: Staff,
    successor: str,
    leave_open: bool,
    version: int | None,
    day: datetime.date,
    at: datetime.datetime,
) -> int:
    """Close an account, never delete it; how many begun pieces of work went to the successor (an address, or "").

    Raises Refused: `account_closed`, `account_changed`, `last_holder`, `successor_missing` where something waits for
    the leaver and is not left open knowingly, `unknown_successor`, `successor_role`.
    """
    stand_over(actor=actor, staff=staff)
    _check_open(staff)
    if version != staff.version:
        raise Refused("account_changed")
    check_not_last(staff, staff.role_names)
    heir = _successor(staff, successor) if successor.strip() else None
    if heir is None and not leave_open and own_duties(staff, day):
        raise Refused("successor_missing")
    handed = hand_over(staff.email, heir.email) if heir is not None else 0
    withdraw_all(actor=actor, staff=staff, at=at)
    end_loans(staff=staff, at=at)
    end_sessions(staff=staff, at=at)
    retire_links(staff, at)
    revoke_feed(staff=staff)
    staff.active, staff.closed_at = False, at
    changed(staff)
    return handed


def own_duties(staff: Staff, day: datetime.date) -> list[Duty]:
    """What waits for this person, but for what others with the same role see too."""
    return [duty for duty in duties_of_person(Person(staff.email, staff.own_grants), day) if not duty.is_shared]


def reopen(*, actor: Staff, staff: Staff, at: datetime.datetime) -> AccountRequest | None:
    """Open a closed account again, or ask for it. Raises Refused `account_open`, `already_requested`."""
    stand_over(actor=actor, staff=staff)
    if staff.active:
        raise Refused("account_open")
    if is_controlled(staff):
        return ask(actor=actor, staff=staff, kind=Kind.REOPEN, at=at)
    open_again(staff=staff)
    return None


def _successor(staff: Staff, email: str) -> Staff:
    """Somebody who may go on: who holds a role of the leaver's, of the same unit where it is of one."""
    found = staff_by_email(tidy_email(email) or "")
    if found is None or not found.active or found.id == staff.id:
        raise Refused("unknown_successor", email=email.strip())
    shared = found.role_names & staff.role_names
    same_unit = found.unit == staff.unit
    if staff.roles and not any(role not in OF_OWN_UNIT or same_unit for role in shared):
        raise Refused("successor_role", email=found.email)
    return found


def _check_open(staff: Staff) -> None:
    if not staff.active:
        raise Refused("account_closed")


def _rights(wanted: Particulars) -> dict[str, object]:
    return {"roles": sorted(wanted.roles), "unit": wanted.unit}


def _fields(stored: Particulars, wanted: Particulars) -> dict[str, tuple[object, object]]:
    return {
        "email": (stored.email, wanted.email.strip().lower()),
        "roles": (", ".join(sorted(stored.roles)), ", ".join(sorted(wanted.roles))),
        "unit": (stored.unit, wanted.unit),
        "lang": (stored.lang, wanted.lang),
    }
