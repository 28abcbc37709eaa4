"""What is done to one account by a button: a new link, sessions, second factor, closing and opening again."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import current_staff, needs, note
from portal.accounts.forms import ClosingForm
from portal.accounts.letters import tell
from portal.accounts.models import Staff
from portal.accounts.queries.administration import account as account_of
from portal.accounts.queries.administration import only_holder_of
from portal.accounts.queries.loans import loans_of
from portal.accounts.services.administration import (
    close_account,
    end_sessions_of,
    new_link,
    own_duties,
    reopen,
    take_factors,
)
from portal.accounts.staff_views.admin import done
from portal.accounts.staff_views.administering import deed, link_page, note_request, pass_link_on
from portal.accounts.words import reason, role_words
from portal.core.clock import now, today
from portal.core.messages import REFUSED
from portal.domain.approvals import Kind
from portal.domain.errors import Refused
from portal.domain.permissions import Deed

bp = Blueprint("account_deeds", __name__)


@bp.errorhandler(Refused)
def refused(refusal: Refused) -> Response:
    """Back to the account, with the reason."""
    return done((request.view_args or {})["number"], reason(refusal), REFUSED)


@bp.post("/admin/accounts/<int:number>/link")
@needs(Deed.MANAGE_ACCOUNTS)
def link(number: int) -> Response | str:
    """A fresh link with which the person sets the password, shown this once."""
    staff = account_of(number)
    with deed():
        given = new_link(actor=current_staff(), staff=staff, at=now())
        if isinstance(given, str):
            note("staff.give_link", staff.email)
            pass_link_on(staff)
        else:
            note_request(Kind.LINK, staff)
    return link_page(staff, given) if isinstance(given, str) else _waits(number)


@bp.post("/admin/accounts/<int:number>/sessions/end")
@needs(Deed.MANAGE_ACCOUNTS)
def end_sessions(number: int) -> Response:
    """End every session of the account."""
    staff = account_of(number)
    with deed():
        end_sessions_of(actor=current_staff(), staff=staff, at=now())
        note("staff.end_sessions", staff.email)
    return done(number, _("Semua sesi orang itu berakhir."))


@bp.post("/admin/accounts/<int:number>/factors/remove")
@needs(Deed.MANAGE_ACCOUNTS)
def remove_factors(number: int) -> Response:
    """Take the second factor away from who lost phone and recovery codes."""
    staff = account_of(number)
    with deed():
        asked = take_factors(actor=current_staff(), staff=staff, at=now())
        if asked is None:
            note("staff.remove_all_factors", staff.email)
            tell(staff, "factor_removed", at=now())
        else:
            note_request(Kind.FACTORS, staff)
    return done(number, _("Langkah kedua dihapus; semua sesi berakhir.")) if asked is None else _waits(number)


@bp.get("/admin/accounts/<int:number>/close")
@needs(Deed.MANAGE_ACCOUNTS)
def closing(number: int) -> str:
    """What stays open when this person leaves."""
    return _closing_page(account_of(number), ClosingForm())


@bp.post("/admin/accounts/<int:number>/close")
@needs(Deed.MANAGE_ACCOUNTS)
def close(number: int) -> Response | str:
    """Close the account; what was begun goes to the successor."""
    staff, form = account_of(number), ClosingForm()
    if not form.validate_on_submit():
        return _closing_page(staff, form)
    try:
        handed = _close(staff, form)
    except Refused as refusal:
        form.refuse(refusal)
        return _closing_page(staff, form)
    said = _("Akun ditutup. Pekerjaan yang diteruskan: %(handed)s.", handed=handed) if handed else _("Akun ditutup.")
    return done(number, said)


@bp.post("/admin/accounts/<int:number>/reopen")
@needs(Deed.MANAGE_ACCOUNTS)
def open_again(number: int) -> Response:
    """Open a closed account again, as it was."""
    staff = account_of(number)
    with deed():
        asked = reopen(actor=current_staff(), staff=staff, at=now())
        if asked is None:
            note("staff.reopen", staff.email, after={"roles": sorted(staff.role_names), "unit": staff.unit})
        else:
            note_request(Kind.REOPEN, staff)
    return done(number, _("Akun dibuka kembali.")) if asked is None else _waits(number)


def _close(staff: Staff, form: ClosingForm) -> int:
    successor = (form.successor.data or "").strip()
    with deed():
        handed = close_account(
            actor=current_staff(),
            staff=staff,
            successor=successor,
            leave_open=form.leave_open.data,
            version=form.version.data,
            day=today(),
            at=now(),
        )
        before = {"roles": sorted(staff.role_names), "unit": staff.unit}
        tell(staff, "closed", at=now())
        note("staff.close", staff.email, before=before, after={"successor": successor or None, "handed_over": handed})
    return handed


def _closing_page(staff: Staff, form: ClosingForm) -> str:
    return render_template(
        "accounts/admin_close.html",
        account=staff,
        form=form,
        is_own=staff.id == current_staff().id,
        duties=own_duties(staff, today()),
        alone=role_words(only_holder_of(staff)),
        is_alone=bool(only_holder_of(staff)),
        loans=loans_of(staff, today()),
    )


def _waits(number: int) -> Response:
    said = _("Akun ini memegang atau akan mendapat peran pengawasan: permintaan Anda menunggu administrator kedua.")
    return done(number, said)
