"""Who may do what, as pure functions, so that the matrix of DESIGN.md section 7 is tested cell by cell.

A role is held for a unit or for none; a grant says so. What somebody may do is what any of the grants allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles of staff."""

    MANAGER = "manager"
    UNIT_HEAD = "unit_head"
    REVIEWER = "reviewer"
    MODERATOR = "moderator"
    INTEGRITY = "integrity"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Deed(StrEnum):
    """What the portal asks about: each column of the matrix, cut where a cell of it allows a part only."""

    OWN_ACCOUNT = "own_account"
    """The own password, second factor, devices and sessions."""
    READ_SCORES = "read_scores"
    """A unit's desk and review sheet: the public numbers, set out for work."""
    READ_SIGNALS = "read_signals"
    READ_REVIEWS = "read_reviews"
    """A unit's performance review as it goes: evidence, self-assessment, dialogue, predicate."""
    ASSESS_UNIT = "assess_unit"
    """Write the unit's self-assessment."""
    SPEAK_FOR_UNIT = "speak_for_unit"
    """Write in the dialogue for the unit, and reply."""
    SIGN_FOR_UNIT = "sign_for_unit"
    """Sign the unit's review, or appeal."""
    REVIEW_UNITS = "review_units"
    """Open cycles; write, argue, sign and hear appeals as the reviewer."""
    READ_PROMISES = "read_promises"
    """A unit's promises as its desk shows them, with who is asked to take one over."""
    KEEP_PROMISES = "keep_promises"
    """Make a unit's promises and training plans, and say how far they are."""
    READ_TRAINING = "read_training"
    """The city's catalogue of training."""
    EDIT_TRAINING = "edit_training"
    READ_MODERATED_TEXTS = "read_moderated_texts"
    """A unit's comments and reports after moderation, without rating or day."""
    ANSWER_REPORTS = "answer_reports"
    READ_PENDING_TEXTS = "read_pending_texts"
    """Texts before moderation, without rating or score."""
    REDACT_TEXTS = "redact_texts"
    READ_WITHHELD_TEXTS = "read_withheld_texts"
    READ_RATING_SIGNALS = "read_rating_signals"
    """Single ratings under a pseudonym: their signals, no comment."""
    READ_WITHHELD_RATINGS = "read_withheld_ratings"
    DECIDE_RATINGS = "decide_ratings"
    """Propose and approve that a rating is held or excluded."""
    MINT_CODES = "mint_codes"
    """Print a unit's visit codes, make spoilt ones void, say how many visits it had (ADR 16)."""
    EXPORT_REPORTS = "export_reports"
    """Documents of a unit; without a unit, those of the city that were made."""
    ORDER_REPORTS = "order_reports"
    """Have the documents of all units made."""
    EXPORT_BUNDLE = "export_bundle"
    """The auditor's signed bundle."""
    READ_SETTINGS = "read_settings"
    CHANGE_SETTINGS = "change_settings"
    """Catalogue, questionnaires, periods, notices and settings of the portal."""
    MANAGE_ACCOUNTS = "manage_accounts"
    READ_OWN_DEEDS = "read_own_deeds"
    READ_RATING_DEEDS = "read_rating_deeds"
    """The audit record without the reading of withheld texts."""
    READ_ALL_DEEDS = "read_all_deeds"


class Reach(StrEnum):
    """For which units a role may do a deed."""

    OWN = "own"
    OTHERS = "others"
    ALL = "all"


OF_OWN_UNIT = frozenset({Role.MANAGER, Role.UNIT_HEAD})
"""Roles that are nothing without a unit."""

OF_CONTROL = frozenset({Role.INTEGRITY, Role.AUDITOR, Role.ADMINISTRATOR})
"""Roles that a second administrator must approve: who could give them alone could watch over himself."""

FEWEST: Mapping[Role, int] = {Role.AUDITOR: 1, Role.ADMINISTRATOR: 2}
"""How many must stay who hold a role and can sign in: one administrator alone could have nothing approved."""

_OF_A_UNIT: Mapping[Deed, Reach] = {
    Deed.READ_SCORES: Reach.OWN,
    Deed.READ_REVIEWS: Reach.OWN,
    Deed.SPEAK_FOR_UNIT: Reach.OWN,
    Deed.READ_PROMISES: Reach.OWN,
    Deed.KEEP_PROMISES: Reach.OWN,
    Deed.READ_MODERATED_TEXTS: Reach.OWN,
    Deed.ANSWER_REPORTS: Reach.OWN,
    Deed.MINT_CODES: Reach.OWN,
    Deed.EXPORT_REPORTS: Reach.OWN,
    Deed.READ_OWN_DEEDS: Reach.ALL,
}
MATRIX: Mapping[Role, Mapping[Deed, Reach]] = {
    Role.MANAGER: {**_OF_A_UNIT, Deed.ASSESS_UNIT: Reach.OWN},
    Role.UNIT_HEAD: {**_OF_A_UNIT, Deed.SIGN_FOR_UNIT: Reach.OWN},
    Role.REVIEWER: {
        Deed.READ_SCORES: Reach.ALL,
        Deed.READ_REVIEWS: Reach.ALL,
        Deed.REVIEW_UNITS: Reach.ALL,
        Deed.READ_TRAINING: Reach.ALL,
        Deed.EDIT_TRAINING: Reach.ALL,
        Deed.EXPORT_REPORTS: Reach.ALL,
        Deed.ORDER_REPORTS: Reach.ALL,
        Deed.READ_OWN_DEEDS: Reach.ALL,
    },
    Role.MODERATOR: {Deed.READ_PENDING_TEXTS: Reach.ALL, Deed.REDACT_TEXTS: Reach.ALL},
    Role.INTEGRITY: {
        Deed.READ_SIGNALS: Reach.OTHERS,
        Deed.READ_RATING_SIGNALS: Reach.OTHERS,
        Deed.DECIDE_RATINGS: Reach.OTHERS,
        Deed.READ_OWN_DEEDS: Reach.ALL,
        Deed.READ_RATING_DEEDS: Reach.ALL,
    },
    Role.AUDITOR: {
        Deed.READ_SCORES: Reach.ALL,
        Deed.READ_REVIEWS: Reach.ALL,
        Deed.READ_PROMISES: Reach.ALL,
        Deed.READ_TRAINING: Reach.ALL,
        Deed.READ_SIGNALS: Reach.ALL,
        Deed.READ_MODERATED_TEXTS: Reach.ALL,
        Deed.READ_PENDING_TEXTS: Reach.ALL,
        Deed.READ_WITHHELD_TEXTS: Reach.ALL,
        Deed.READ_RATING_SIGNALS: Reach.ALL,
        Deed.READ_WITHHELD_RATINGS: Reach.ALL,
        Deed.EXPORT_REPORTS: Reach.ALL,
        Deed.EXPORT_BUNDLE: Reach.ALL,
        Deed.READ_SETTINGS: Reach.ALL,
        Deed.READ_OWN_DEEDS: Reach.ALL,
        Deed.READ_RATING_DEEDS: Reach.ALL,
        Deed.READ_ALL_DEEDS: Reach.ALL,
    },
    Role.ADMINISTRATOR: {
        Deed.READ_SETTINGS: Reach.ALL,
        Deed.CHANGE_SETTINGS: Reach.ALL,
        Deed.MANAGE_ACCOUNTS: Reach.ALL,
    },
}
"""What each role may do, and for which units. What is not here is refused."""


@dataclass(frozen=True, order=True)
class Grant:
    """A role as somebody holds it: for a unit (its slug) or for none; `lender` is who lent it while on leave."""

    role: Role
    unit: str | None = None
    lender: str | None = None


def may(grants: Iterable[Grant], deed: Deed, unit: str | None = None) -> bool:
    """Whether any of these grants allows the deed; `unit`: the slug of the unit it is done to, None where to none."""
    return any(_allows(grant, deed, unit) for grant in grants)


def units_open_to(grants: Iterable[Grant], deed: Deed) -> frozenset[str] | None:
    """The units to which these grants allow a deed that has units; None stands for every unit."""
    held = [grant for grant in grants if deed in MATRIX[grant.role]]
    if any(MATRIX[grant.role][deed] is Reach.ALL for grant in held):
        return None
    return frozenset(grant.unit for grant in held if MATRIX[grant.role][deed] is Reach.OWN and grant.unit)


def are_compatible(roles: Iterable[Role]) -> bool:
    """Whether one person may hold these roles together: a unit's manager may be its head; all others stand alone.

    Who is judged, who judges, who watches and who gives the rights are four different people.
    """
    held = frozenset(roles)
    return len(held) <= 1 or held <= OF_OWN_UNIT


def _allows(grant: Grant, deed: Deed, unit: str | None) -> bool:
    if deed is Deed.OWN_ACCOUNT:
        return True
    reach = MATRIX[grant.role].get(deed)
    if reach is Reach.OWN:
        return unit is not None and grant.unit == unit
    if reach is Reach.OTHERS:
        return unit is None or grant.unit != unit
    return reach is Reach.ALL
