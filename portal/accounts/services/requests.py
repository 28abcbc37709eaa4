"""What needs two administrators: one asks, a second one approves, and only then it takes effect, once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from sqlalchemy import or_, select

from portal.accounts.models import AccountRequest, Staff
from portal.accounts.queries.administration import waiting_requests
from portal.accounts.services.accounts import give_set_up_link, retire_links
from portal.accounts.services.factors import remove_all_factors
from portal.accounts.services.rights import changed, set_email, set_rights, stand_over
from portal.accounts.services.sessions import end_sessions
from portal.core.extensions import db
from portal.domain.approvals import Decision, Kind, begins_anew
from portal.domain.commitments import canonical
from portal.domain.errors import Forbidden, Refused
from portal.domain.permissions import Role


def ask(
    *, actor: Staff, staff: Staff, kind: Kind, asked: Mapping[str, object] | None = None, at: datetime.datetime
) -> AccountRequest:
    """Keep what is asked for until a second administrator decides. Raises Refused `already_requested`.

    A link that one administrator holds alone must not outlast the approval of what it would open: it ends here.
    """
    if any(request.kind == kind for request in waiting_requests(staff)):
        raise Refused("already_requested")
    request = AccountRequest(
        kind=kind.value,
        staff_id=staff.id,
        payload=canonical(dict(asked or {})).decode(),
        requested_by=actor.id,
        requested_at=at,
    )
    retire_links(staff, at)
    db.session.add(request)
    db.session.flush()
    return request


def approve(*, actor: Staff, request: AccountRequest, version: int | None, at: datetime.datetime) -> str | None:
    """Let a request take effect; the secret of a link where one comes of it. `version`: of the account as it was seen.

    Raises Forbidden: `own_account`, `own_request`; Refused: `already_decided`, `requester_gone`,
    `account_changed`, `account_closed`, and whatever stands against the change itself by now.
    """
    _begin_decision(actor, request)
    if request.requested_by == actor.id:
        raise Forbidden("own_request")
    staff = request.staff
    if not request.requester.active or Role.ADMINISTRATOR not in request.requester.role_names:
        raise Refused("requester_gone")
    if version != staff.version:
        raise Refused("account_changed")
    if not staff.active and request.kind != Kind.REOPEN:
        raise Refused("account_closed")
    _decide(actor, request, Decision.APPROVED, at)
    return _take_effect(request, at)


def reject(*, actor: Staff, request: AccountRequest, at: datetime.datetime) -> Decision:
    """Let a request end without effect: rejected, or withdrawn by who asked. Raises as `approve`."""
    _begin_decision(actor, request)
    decision = Decision.WITHDRAWN if request.requested_by == actor.id else Decision.REJECTED
    _decide(actor, request, decision, at)
    return decision


def withdraw_all(*, actor: Staff, staff: Staff, at: datetime.datetime) -> None:
    """End what waits about an account, and what its owner asked for, because it is closed."""
    concerns = or_(AccountRequest.staff_id == staff.id, AccountRequest.requested_by == staff.id)
    for request in db.session.scalars(select(AccountRequest).where(concerns, AccountRequest.decided_at.is_(None))):
        _decide(actor, request, Decision.WITHDRAWN, at)


def _begin_decision(actor: Staff, request: AccountRequest) -> None:
    stand_over(actor=actor, staff=request.staff)
    if request.decided_at is not None:
        raise Refused("already_decided")


def _decide(actor: Staff, request: AccountRequest, decision: Decision, at: datetime.datetime) -> None:
    request.decision, request.decided_by, request.decided_at = decision.value, actor.id, at
    db.session.flush()


def _take_effect(request: AccountRequest, at: datetime.datetime) -> str | None:
    staff, asked, kind = request.staff, request.asked, Kind(request.kind)
    if kind is Kind.RIGHTS:
        return _give_rights(staff, frozenset(map(Role, asked["roles"])), asked["unit"], at)
    if kind is Kind.EMAIL:
        set_email(staff=staff, email=asked["email"], at=at)
    if kind is Kind.LINK:
        return give_set_up_link(staff=staff, at=at)
    if kind is Kind.FACTORS:
        reset_factors(staff=staff, at=at)
    if kind is Kind.REOPEN:
        open_again(staff=staff)
    return None


def _give_rights(staff: Staff, roles: frozenset[Role], unit: str | None, at: datetime.datetime) -> str | None:
    """Give them; the secret of a link where the account has no password, or none any more.

    With the first role of control an account begins anew: one administrator alone could invite it, open its link or
    give it an address of his own, so that nobody knows whose password and second factor it has.
    """
    anew = begins_anew(map(Role, staff.role_names), roles)
    set_rights(staff=staff, roles=roles, unit=unit, at=at)
    if anew:
        staff.password = None
        remove_all_factors(staff=staff)
    return give_set_up_link(staff=staff, at=at) if staff.password is None else None


def reset_factors(*, staff: Staff, at: datetime.datetime) -> None:
    """Take every second factor away and end every session: the next sign-in sets one up."""
    remove_all_factors(staff=staff)
    end_sessions(staff=staff, at=at)
    changed(staff)


def open_again(*, staff: Staff) -> None:
    """Let a closed account sign in again, with the password and the factors that it had."""
    staff.active, staff.closed_at = True, None
    changed(staff)
