"""Accounts of others: the list, inviting somebody, and what is stored about one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import current_staff, needs, note
from portal.accounts.forms import AccountForm
from portal.accounts.letters import tell
from portal.accounts.models import Staff
from portal.accounts.queries import factors_of, running_sessions
from portal.accounts.queries.administration import account as account_of
from portal.accounts.queries.administration import accounts_found, unit_names, waiting_requests
from portal.accounts.queries.loans import loans_of
from portal.accounts.services.administration import Changes, Particulars, change_account, invite, particulars_of
from portal.accounts.staff_views.administering import (
    deed,
    link_page,
    note_new_address,
    note_request,
    pass_link_on,
)
from portal.accounts.words import FIELDS, KINDS, ROLES, role_words
from portal.core.clock import now, today
from portal.core.paging import asked_page, asked_words
from portal.core.saving import Conflict
from portal.domain.approvals import Kind
from portal.domain.errors import Refused
from portal.domain.permissions import Deed

bp = Blueprint("account_admin", __name__)


@bp.get("/admin/accounts")
@needs(Deed.MANAGE_ACCOUNTS)
def accounts() -> str:
    """All accounts, with a search; `?q=`, `?page=`."""
    words = asked_words().strip()
    found = accounts_found(words, asked_page(), {role: str(name) for role, name in ROLES.items()})
    waiting = len(waiting_requests())
    return render_template("accounts/admin_accounts.html", found=found, words=words, waiting=waiting)


@bp.get("/admin/accounts/new")
@needs(Deed.MANAGE_ACCOUNTS)
def new() -> str:
    """The form of an invitation."""
    return render_template("accounts/admin_new.html", form=AccountForm(unit_names()), labels=FIELDS)


@bp.post("/admin/accounts/new")
@needs(Deed.MANAGE_ACCOUNTS)
def send_invitation() -> Response | str:
    """Make the account and show its link this once; a role of control waits for a second administrator."""
    form = AccountForm(unit_names())
    if not form.validate_on_submit():
        return render_template("accounts/admin_new.html", form=form, labels=FIELDS)
    try:
        with deed():
            made, token = invite(actor=current_staff(), wanted=form.particulars, at=now())
            _note_invitation(made, form.particulars, waits=token is None)
    except Refused as refusal:
        form.refuse(refusal)
        return render_template("accounts/admin_new.html", form=form, labels=FIELDS)
    if token is not None:
        return link_page(made, token)
    return done(made.id, _("Akun dibuat tanpa peran. Peran pengawasan dan tautannya menunggu administrator kedua."))


@bp.get("/admin/accounts/<int:number>")
@needs(Deed.MANAGE_ACCOUNTS)
def account(number: int) -> str:
    """One account; the own one is shown, and others change it."""
    staff = account_of(number)
    return _page(staff, AccountForm(unit_names(), particulars_of(staff)))


@bp.post("/admin/accounts/<int:number>")
@needs(Deed.MANAGE_ACCOUNTS)
def change(number: int) -> Response | str:
    """Change address, roles, unit, language; both versions are shown where somebody saved first."""
    staff, form = account_of(number), AccountForm(unit_names())
    if not form.validate_on_submit():
        return _page(staff, form)
    try:
        changes = _change(staff, form)
    except Conflict as conflict:
        return _page(staff, form, conflict)
    except Refused as refusal:
        form.refuse(refusal)
        return _page(staff, form)
    return done(number, _said(changes))


def done(number: int, message: str, category: str = "message") -> Response:
    """Back to the account, with what was done or refused."""
    flash(message, category)
    return redirect(url_for("account_admin.account", number=number), 303)


def _change(staff: Staff, form: AccountForm) -> Changes:
    before, wanted = particulars_of(staff), form.particulars
    with deed():
        changes = change_account(actor=current_staff(), staff=staff, wanted=wanted, version=form.version.data, at=now())
        if changes.done:
            after = particulars_of(staff).as_record()
            note("staff.change", before.email, before=before.as_record(), after=after)
            tell(staff, "rights_changed", at=now())
            note_new_address(before.email, staff.email)
        for kind in changes.asked:
            note_request(kind, staff, wanted.as_record())
    return changes


def _note_invitation(staff: Staff, wanted: Particulars, *, waits: bool) -> None:
    note("staff.invite", staff.email, after=particulars_of(staff).as_record())
    if waits:
        note_request(Kind.RIGHTS, staff, wanted.as_record())
    else:
        pass_link_on(staff)


def _said(changes: Changes) -> str:
    """What came of it, in sentences."""
    done_now = ", ".join(str(FIELDS[name]).lower() for name in changes.done)
    waits = ", ".join(str(KINDS[kind]) for kind in changes.asked)
    sentences = [_("Tersimpan: %(fields)s.", fields=done_now)] if done_now else []
    if "rights" in changes.done:
        sentences.append(_("Semua sesi orang itu berakhir."))
    if waits:
        sentences.append(_("Menunggu administrator kedua: %(kinds)s.", kinds=waits))
    return " ".join(sentences) or _("Tidak ada yang berubah.")


def _in_words(conflict: Conflict) -> Conflict:
    """The same with the names of roles in place of their codes."""
    pairs = dict(conflict.fields)
    if "roles" in pairs:
        before, sent = (role_words(str(value).split(", ")) for value in pairs["roles"])
        pairs["roles"] = (before, sent)
    return Conflict(conflict.version, pairs)


def _page(staff: Staff, form: AccountForm, conflict: Conflict | None = None) -> str:
    sent = form.version.data if form.is_submitted() and conflict is None else None
    return render_template(
        "accounts/admin_account.html",
        account=staff,
        form=form,
        conflict=conflict and _in_words(conflict),
        version=staff.version if sent is None else sent,
        labels=FIELDS,
        is_own=staff.id == current_staff().id,
        factors=factors_of(staff),
        sessions=running_sessions(staff, now()),
        waiting=waiting_requests(staff),
        loans=loans_of(staff, today()),
        kinds=KINDS,
    )
