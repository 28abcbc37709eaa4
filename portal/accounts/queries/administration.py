"""Reads for whoever administers accounts: lists with a search, who holds a role alone, what waits for approval."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, column, false, func, or_, select, table
from sqlalchemy.orm import joinedload

from portal.accounts.models import AccountRequest, Passkey, Staff, StaffRole, Totp
from portal.core.extensions import db
from portal.domain.errors import NotFound
from portal.domain.permissions import FEWEST, OF_CONTROL, Role

PAGE = 25
_NOBODY = select(Staff).where(false())
_UNIT = table("unit", column("slug"), column("name"))
"""Units belong to the catalogue, which stands above; here only what their slugs are called."""


@dataclass(frozen=True)
class AccountPage:
    """A page of the list of accounts; `with_factor`: numbers of those that have a second factor."""

    accounts: Sequence[Staff]
    with_factor: Collection[int]
    total: int
    number: int

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after this page."""
        return self.number * PAGE >= self.total


def accounts_found(words: str, page: int, names: Mapping[str, str]) -> AccountPage:
    """Accounts whose address, unit (slug or name) or role holds every word; all for no words. By address.

    `names`: what people call the roles, by role.
    """
    asked = re.findall(r"[^\W_][\w.@+-]*", words.lower())[:8]
    query = select(Staff).where(*(_holds(word, names) for word in asked)) if asked or not words else _NOBODY
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    accounts = db.session.scalars(query.order_by(Staff.email).limit(PAGE).offset((page - 1) * PAGE)).all()
    return AccountPage(accounts, with_factor([one.id for one in accounts]), total, page)


def all_accounts() -> Sequence[Staff]:
    """Every account, closed ones too, by address."""
    return db.session.scalars(select(Staff).order_by(Staff.email)).all()


def with_factor(numbers: Collection[int]) -> frozenset[int]:
    """Those of these accounts that have a second factor."""
    totp = select(Totp.staff_id).where(Totp.confirmed_at.is_not(None), Totp.staff_id.in_(numbers))
    passkeys = select(Passkey.staff_id).where(Passkey.staff_id.in_(numbers))
    return frozenset(db.session.scalars(totp)) | frozenset(db.session.scalars(passkeys))


def account(number: int) -> Staff:
    """The account of a number in an address; raises NotFound, also for one that no database could hold."""
    found = db.session.get(Staff, number)
    if found is None:
        raise NotFound("unknown_account")
    return found


def unit_names() -> Mapping[str, str]:
    """Name of each unit by its slug, in the order of names."""
    rows = db.session.execute(select(_UNIT.c.slug, _UNIT.c.name).order_by(_UNIT.c.name))
    return {str(slug): str(name) for slug, name in rows}


def only_holder_of(staff: Staff) -> Sequence[Role]:
    """Roles that nobody else active holds, for the same unit where they are of one."""
    held = select(StaffRole.name, Staff.unit).join(Staff).where(Staff.active, Staff.id != staff.id)
    others = {(name, unit) for name, unit in db.session.execute(held)}
    anywhere = {name for name, _unit in others}
    of_unit = {Role.MANAGER, Role.UNIT_HEAD}
    return [
        Role(name)
        for name in sorted(staff.role_names)
        if ((name, staff.unit) not in others if name in of_unit else name not in anywhere)
    ]


def can_lose(staff: Staff, role: Role) -> bool:
    """Whether as many others as there must be hold the role and can sign in."""
    return staff.password is None or able_holders(role, but=staff) >= FEWEST[role]


def able_holders(role: Role, but: Staff | None = None) -> int:
    """How many accounts hold the role and can sign in, one left out."""
    able = [StaffRole.name == role.value, Staff.active, Staff.password.is_not(None)]
    others = select(func.count()).select_from(Staff).join(Staff.roles).where(*able)
    return db.session.scalar(others.where(Staff.id != but.id) if but is not None else others) or 0


def is_controlled(staff: Staff) -> bool:
    """Whether the account holds a role of control, or waits for one: then one administrator alone may do little."""
    return bool(staff.role_names & OF_CONTROL) or any(
        OF_CONTROL & set(request.asked.get("roles", ())) for request in waiting_requests(staff)
    )


def waiting_requests(staff: Staff | None = None) -> Sequence[AccountRequest]:
    """Requests that nobody decided yet, about one account or all, the oldest first."""
    query = select(AccountRequest).where(AccountRequest.decided_at.is_(None))
    if staff is not None:
        query = query.where(AccountRequest.staff_id == staff.id)
    whole = query.options(joinedload(AccountRequest.staff), joinedload(AccountRequest.requester))
    return db.session.scalars(whole.order_by(AccountRequest.id)).all()


def decided_requests(limit: int = PAGE) -> Sequence[AccountRequest]:
    """The requests that were decided last, the newest first."""
    query = select(AccountRequest).where(AccountRequest.decided_at.is_not(None))
    whole = query.options(
        joinedload(AccountRequest.staff), joinedload(AccountRequest.requester), joinedload(AccountRequest.decider)
    )
    return db.session.scalars(
        whole.order_by(AccountRequest.decided_at.desc(), AccountRequest.id.desc()).limit(limit)
    ).all()


def requests_that_wait_for(email: str) -> int:
    """How many requests an administrator may decide: asked by others, about others."""
    waiting = waiting_requests()
    return sum(email not in {request.requester.email, request.staff.email} for request in waiting)


def account_request(number: int) -> AccountRequest:
    """The request of a number in an address; raises NotFound."""
    found = db.session.get(AccountRequest, number)
    if found is None:
        raise NotFound
    return found


def _holds(word: str, names: Mapping[str, str]) -> ColumnElement[bool]:
    roles = [role for role, name in names.items() if word in name.lower() or word == role]
    units = select(_UNIT.c.slug).where(func.lower(_UNIT.c.name).contains(word, autoescape=True))
    return or_(
        Staff.email.contains(word, autoescape=True),
        Staff.unit.contains(word, autoescape=True),
        Staff.unit.in_(units),
        Staff.roles.any(StaffRole.name.in_(roles)),
    )
