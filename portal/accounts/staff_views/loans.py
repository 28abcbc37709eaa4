"""Lending the own roles to a colleague for a leave; and all loans, for administrators, who can end each."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import current_staff, needs, note
from portal.accounts.forms import LoanForm
from portal.accounts.models import Delegation
from portal.accounts.queries.administration import PAGE
from portal.accounts.queries.loans import all_loans, loan, loans_by, loans_to
from portal.accounts.services.loans import end_loan, lend
from portal.accounts.staff_views.administering import deed
from portal.accounts.words import reason
from portal.core.clock import now, today
from portal.core.messages import REFUSED
from portal.core.paging import asked_page
from portal.domain.errors import NotFound, Refused
from portal.domain.permissions import Deed

bp = Blueprint("loans", __name__)


@bp.get("/account/delegations")
@needs(Deed.OWN_ACCOUNT)
def own() -> str:
    """What the person lends and borrows, today or later."""
    return _page(LoanForm())


@bp.post("/account/delegations")
@needs(Deed.OWN_ACCOUNT)
def begin() -> Response | str:
    """Lend all own roles."""
    form = LoanForm()
    if not form.validate_on_submit():
        return _page(form)
    try:
        made = _lend(form)
    except Refused as refusal:
        form.refuse(refusal)
        return _page(form)
    return _back("loans.own", _("Peran Anda dipinjamkan kepada %(email)s.", email=made.borrower.email))


@bp.post("/account/delegations/<int:number>/end")
@needs(Deed.OWN_ACCOUNT)
def end(number: int) -> Response:
    """Take back early what one lent, or give back what was lent to one."""
    found = loan(number)
    if current_staff().id not in {found.lender_id, found.borrower_id}:
        raise NotFound
    return _back("loans.own", *_end(found))


@bp.get("/admin/delegations")
@needs(Deed.MANAGE_ACCOUNTS)
def every() -> str:
    """What anybody lends, today or later; `?page=`."""
    found, page = all_loans(today()), asked_page()
    shown = found[(page - 1) * PAGE : page * PAGE]
    return render_template("accounts/admin_loans.html", loans=shown, page=page, is_last=page * PAGE >= len(found))


@bp.post("/admin/delegations/<int:number>/end")
@needs(Deed.MANAGE_ACCOUNTS)
def end_any(number: int) -> Response:
    """End somebody's loan."""
    return _back("loans.every", *_end(loan(number)))


def _lend(form: LoanForm) -> Delegation:
    since, until = form.days
    with deed():
        lender = current_staff()
        made = lend(lender=lender, borrower=form.borrower.data or "", since=since, until=until, today=today())
        days = {"since": since.isoformat(), "until": until.isoformat()}
        note("delegation.begin", lender.email, after={"borrower": made.borrower.email, **days})
    return made


def _end(found: Delegation) -> tuple[str, str]:
    """End it, or say why it cannot be; the words and their category."""
    try:
        with deed():
            end_loan(loan=found, at=now())
            note("delegation.end", found.lender.email, before={"borrower": found.borrower.email})
    except Refused as refusal:
        return reason(refusal), REFUSED
    return _("Pinjaman peran berakhir."), "message"


def _back(endpoint: str, message: str, category: str = "message") -> Response:
    flash(message, category)
    return redirect(url_for(endpoint), 303)


def _page(form: LoanForm) -> str:
    me = current_staff()
    return render_template(
        "accounts/delegations.html", form=form, given=loans_by(me, today()), taken=loans_to(me, today()), day=today()
    )
