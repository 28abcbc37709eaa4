"""Reads of what people on leave lend to their colleagues."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import Delegation, Staff
from portal.core.extensions import db
from portal.domain.errors import NotFound


def loans_by(staff: Staff, day: datetime.date) -> Sequence[Delegation]:
    """What somebody lends on that day or later."""
    return db.session.scalars(_from(day).where(Delegation.lender_id == staff.id)).all()


def loans_to(staff: Staff, day: datetime.date) -> Sequence[Delegation]:
    """What is lent to somebody on that day or later."""
    return db.session.scalars(_from(day).where(Delegation.borrower_id == staff.id)).all()


def loans_of(staff: Staff, day: datetime.date) -> Sequence[Delegation]:
    """Both together."""
    either = or_(Delegation.lender_id == staff.id, Delegation.borrower_id == staff.id)
    return db.session.scalars(_from(day).where(either)).all()


def all_loans(day: datetime.date) -> Sequence[Delegation]:
    """What anybody lends on that day or later."""
    return db.session.scalars(_from(day)).all()


def loan(number: int) -> Delegation:
    """The loan of a number in an address; raises NotFound."""
    found = db.session.get(Delegation, number)
    if found is None:
        raise NotFound
    return found


def _from(day: datetime.date) -> Select[Delegation]:
    query = select(Delegation).where(Delegation.ended_at.is_(None), Delegation.until >= day)
    return query.options(joinedload(Delegation.lender), joinedload(Delegation.borrower)).order_by(
        Delegation.since, Delegation.id
    )
