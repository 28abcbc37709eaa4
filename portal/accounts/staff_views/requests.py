"""What waits for a second administrator: approve, reject, or take back what one asked for oneself."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import current_staff, needs, note
from portal.accounts.forms import DecisionForm
from portal.accounts.letters import tell
from portal.accounts.models import AccountRequest
from portal.accounts.queries.administration import (
    able_holders,
    account_request,
    decided_requests,
    waiting_requests,
)
from portal.accounts.queries.history import deeds_to
from portal.accounts.services.requests import approve as approve_request
from portal.accounts.services.requests import reject as reject_request
from portal.accounts.staff_views.administering import deed, link_page, note_new_address, pass_link_on
from portal.accounts.words import DEEDS, KINDS, reason, role_words
from portal.core.clock import now
from portal.core.messages import REFUSED
from portal.core.paging import PAGE, asked_page
from portal.domain.approvals import begins_anew
from portal.domain.errors import Refused
from portal.domain.permissions import FEWEST, Deed, Role

bp = Blueprint("account_requests", __name__)


@bp.errorhandler(Refused)
def refused(refusal: Refused) -> Response:
    """Back to the list, with the reason."""
    return _done(reason(refusal), REFUSED)


@bp.get("/admin/accounts/requests")
@needs(Deed.MANAGE_ACCOUNTS)
def waiting() -> str:
    """What waits, and what was decided last."""
    page = asked_page()
    return render_template(
        "accounts/admin_requests.html",
        **_shown(page),
        page=page,
        deed_words=DEEDS,
        decided=decided_requests(),
        me=current_staff(),
        is_alone=able_holders(Role.ADMINISTRATOR) < FEWEST[Role.ADMINISTRATOR],
        kinds=KINDS,
        role_words=role_words,
    )


@bp.post("/admin/accounts/requests/<int:number>/approve")
@needs(Deed.MANAGE_ACCOUNTS)
def approve(number: int) -> Response | str:
    """Let it take effect; where a link comes of it, it is shown this once."""
    request, version = account_request(number), DecisionForm().version.data
    with deed():
        email = request.staff.email
        token = approve_request(actor=current_staff(), request=request, version=version, at=now())
        after = {"request": number, "kind": request.kind, "asked_by": request.requester.email, **request.asked}
        note("account_request.approve", email, after=after)
        pass_link_on(request.staff) if token is not None else tell(request.staff, "rights_changed", at=now())
        note_new_address(email, request.staff.email)
    return _done(_("Disetujui; sudah berlaku.")) if token is None else link_page(request.staff, token)


@bp.post("/admin/accounts/requests/<int:number>/reject")
@needs(Deed.MANAGE_ACCOUNTS)
def reject(number: int) -> Response:
    """Let it end without effect: rejected, or withdrawn by who asked."""
    request = account_request(number)
    with deed():
        decision = reject_request(actor=current_staff(), request=request, at=now())
        after = {"request": number, "kind": request.kind, "decision": decision.value, **request.asked}
        note("account_request.reject", request.staff.email, after=after)
    return _done(_("Permintaan berakhir tanpa akibat."))


def _shown(page: int) -> dict[str, object]:
    """The requests of one page, with what the second administrator should know of each."""
    found = waiting_requests()
    shown = found[(page - 1) * PAGE : page * PAGE]
    return {
        "waiting": shown,
        "is_last": page * PAGE >= len(found),
        "deeds": deeds_to([one.staff.email for one in shown], DEEDS),
        "anew": [one.id for one in shown if _begins_anew(one)],
    }


def _begins_anew(request: AccountRequest) -> bool:
    return begins_anew(map(Role, request.staff.role_names), map(Role, request.asked.get("roles", ())))


def _done(message: str, category: str = "message") -> Response:
    flash(message, category)
    return redirect(url_for("account_requests.waiting"), 303)
