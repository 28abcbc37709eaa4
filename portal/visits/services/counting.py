"""Codes counted at each publication, and visits as a unit or its machine gives them."""

from __future__ import annotations

import datetime

from portal.core.database import serialise
from portal.core.extensions import db
from portal.core.saving import check_version
from portal.domain.errors import FieldError, InvalidInput
from portal.domain.periods import month_of
from portal.domain.visits import MOST_VISITS, is_final
from portal.visits.models import CodeCount, VisitNumber
from portal.visits.queries import code_states, visit_number


def count_codes(*, day: datetime.date) -> None:
    """Count the codes of each unit and month of issue anew, but for months that can no longer change.

    Part of a publication: between two of them nobody sees a count move.
    """
    serialise("release")
    for (unit_id, month), states in code_states(day).items():
        kept = db.session.get(CodeCount, (unit_id, month))
        if kept is None:
            kept = CodeCount(unit_id=unit_id, month=month)
            db.session.add(kept)
        kept.issued, kept.redeemed = states.issued, states.redeemed
        kept.expired, kept.revoked = states.expired, states.revoked
        kept.is_final = is_final(month, day)
    db.session.flush()


def set_visits(
    *, unit_id: int, month: str, visits: int, day: datetime.date, version: int | None = None, over: bool = False
) -> int | None:
    """Say how many visits a unit had in a month; what was said before, or None.

    `over`: whatever was said before. Raises InvalidInput on `visits` or `month`, Conflict for a stale form.
    """
    if not 0 <= visits <= MOST_VISITS:
        raise InvalidInput([FieldError("visits", "out_of_bounds", {"most": MOST_VISITS})])
    if month > month_of(day):
        raise InvalidInput([FieldError("month", "unknown_period")])
    serialise(f"visits/{unit_id}")
    db.session.expire_all()
    kept = visit_number(unit_id, month)
    if kept is None:
        db.session.add(VisitNumber(unit_id=unit_id, month=month, visits=visits))
        db.session.flush()
        return None
    if not over:
        check_version(kept.version, version, {"visits": (kept.visits, visits)})
    before, kept.visits = kept.visits, visits
    kept.version += 1
    db.session.flush()
    return before
