"""Who may see what, as pure functions, so that the matrix of DESIGN.md section 7 is tested cell by cell."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """Roles of staff; one person may hold several, and then may do what any of them may."""

    MANAGER = "manager"
    UNIT_HEAD = "unit_head"
    REVIEWER = "reviewer"
    MODERATOR = "moderator"
    INTEGRITY = "integrity"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


OF_OWN_UNIT = frozenset({Role.MANAGER, Role.UNIT_HEAD})
OF_EVERY_UNIT = frozenset({Role.REVIEWER, Role.AUDITOR})


def can_see_workplace(roles: Iterable[str], own_unit: str | None, unit: str) -> bool:
    """Whether the unit's desk opens: to its manager and head, to reviewers and auditors; units by slug."""
    held = set(roles)
    if held & OF_EVERY_UNIT:
        return True
    return bool(held & OF_OWN_UNIT) and own_unit == unit


def can_see_review_sheet(roles: Iterable[str], own_unit: str | None, unit: str) -> bool:
    """Whether the unit's review sheet opens; never to those who decide about its texts, ratings or accounts."""
    return can_see_workplace(roles, own_unit, unit)
