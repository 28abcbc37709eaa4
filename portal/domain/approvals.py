"""What about an account needs a second administrator, and for how long somebody on leave may lend the own roles."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from enum import StrEnum

from portal.domain.permissions import OF_CONTROL, OF_OWN_UNIT, Grant, Role, are_compatible

LONGEST_LOAN = 60
"""Days, the first and the last included."""


class Kind(StrEnum):
    """What may be asked for."""

    RIGHTS = "rights"
    """Roles and unit."""
    EMAIL = "email"
    LINK = "link"
    """A new link with which the password is set."""
    FACTORS = "factors"
    """That the second factor is taken away, so that the next sign-in sets one up."""
    REOPEN = "reopen"


class Decision(StrEnum):
    """How a request ended."""

    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


def need_approval(before: Iterable[Grant], after: Iterable[Grant]) -> bool:
    """Whether a change gives a role of control that was not held before, or holds it for another unit."""
    return any(grant.role in OF_CONTROL for grant in set(after) - set(before))


def begins_anew(before: Iterable[Role], after: Iterable[Role]) -> bool:
    """Whether roles of control come to an account without one: what opened it until then, one alone could have set."""
    return not OF_CONTROL & set(before) and bool(OF_CONTROL & set(after))


def rights_fault(roles: frozenset[Role], unit: str | None) -> str | None:
    """Why an account cannot hold these roles: `role_missing`, `incompatible`, `unit_missing`; None if it can."""
    if not roles:
        return "role_missing"
    if not are_compatible(roles):
        return "incompatible"
    return "unit_missing" if unit is None and roles & OF_OWN_UNIT else None


def loan_days_fault(since: datetime.date, until: datetime.date, today: datetime.date) -> str | None:
    """Why somebody cannot lend for these days: `in_the_past`, `wrong_order`, `too_long`; None if it can be."""
    if since < today:
        return "in_the_past"
    if until < since:
        return "wrong_order"
    return "too_long" if (until - since).days >= LONGEST_LOAN else None


def loan_fault(lent: Iterable[Grant], own: Iterable[Grant]) -> str | None:
    """Why these roles cannot be lent to somebody who holds `own`; None if they can.

    `nothing_to_lend`; `control_not_held`: a role of control goes only to who was given it by two administrators;
    `incompatible`: one person would judge what is the own work; `other_unit`: with the own role an integrity officer
    decides about every unit but one, and with a lent one of another unit about that one too.
    """
    given, held = frozenset(lent), frozenset(own)
    roles, own_roles = {grant.role for grant in given}, {grant.role for grant in held}
    if not given:
        return "nothing_to_lend"
    if (roles & OF_CONTROL) - own_roles:
        return "control_not_held"
    if not own_roles or not are_compatible(roles | own_roles):
        return "incompatible"
    units = {grant.unit for grant in given | held if grant.role is Role.INTEGRITY}
    return "other_unit" if len(units) > 1 else None
