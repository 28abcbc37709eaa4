"""Lending the own roles to a colleague while on leave, and taking them back."""

from __future__ import annotations

import datetime

from portal.accounts.models import Delegation, Staff
from portal.accounts.queries import staff_by_email
from portal.accounts.queries.loans import loans_by
from portal.core.database import serialise
from portal.core.extensions import db
from portal.domain.approvals import loan_days_fault, loan_fault
from portal.domain.emails import tidy_email
from portal.domain.errors import Forbidden, Refused


def lend(
    *, lender: Staff, borrower: str, since: datetime.date, until: datetime.date, today: datetime.date
) -> Delegation:
    """Lend all own roles to the account of that address, from one day to another, both included.

    Raises Refused: the codes of `domain.approvals.loan_fault` and `loan_days_fault`; `unknown_borrower` (also one that
    is closed or was never used), `own_loan`, `overlap` with another loan of the same lender.
    """
    serialise("staff")
    db.session.expire_all()
    if not lender.active:
        raise Forbidden
    taker = _borrower(lender, borrower)
    fault = loan_days_fault(since, until, today) or loan_fault(lender.own_grants, taker.own_grants)
    if fault is not None:
        raise Refused(fault)
    if any(loan.since <= until and loan.until >= since for loan in loans_by(lender, today)):
        raise Refused("overlap")
    loan = Delegation(lender_id=lender.id, borrower_id=taker.id, since=since, until=until)
    db.session.add(loan)
    db.session.flush()
    return loan


def end_loan(*, loan: Delegation, at: datetime.datetime) -> None:
    """Take a loan back before its last day. Raises Refused `loan_ended` for one that was."""
    serialise("staff")
    db.session.expire_all()
    if loan.ended_at is not None:
        raise Refused("loan_ended")
    loan.ended_at = at
    db.session.flush()


def _borrower(lender: Staff, email: str) -> Staff:
    found = staff_by_email(tidy_email(email) or "")
    if found is None or not found.active or found.password is None:
        raise Refused("unknown_borrower")
    if found.id == lender.id:
        raise Refused("own_loan")
    return found
