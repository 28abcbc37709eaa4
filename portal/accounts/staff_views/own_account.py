"""The own account: password, second factors, recovery codes, calendar, and where one is signed in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import current_staff, needs, note, session_of_request
from portal.accounts.forms import ChangePasswordForm, CodeForm, ConfirmedForm, PasskeyForm
from portal.accounts.letters import tell
from portal.accounts.models import StaffSession
from portal.accounts.passwords import hashed_password, is_password
from portal.accounts.queries import factors_of, feed_of, running_sessions
from portal.accounts.queries.loans import loans_of
from portal.accounts.services import (
    end_session,
    end_sessions,
    give_feed,
    give_recovery_codes,
    remove_factor,
    revoke_feed,
    set_password,
)
from portal.accounts.sign_in import enter
from portal.accounts.staff_views.factors import enrol_page, store_passkey, store_totp
from portal.core.clock import now, today
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.core.urls import absolute_url
from portal.domain.errors import Forbidden, NotFound
from portal.domain.permissions import Deed
from portal.domain.sessions import Stage

bp = Blueprint("own_account", __name__)


@bp.get("/account")
@needs(Deed.OWN_ACCOUNT)
def home() -> str:
    """The account of the person who looks."""
    return _page(ChangePasswordForm(current_staff().email))


@bp.post("/account/password")
@needs(Deed.OWN_ACCOUNT)
def password() -> Response | str:
    """Change the password: every session ends, and this browser gets a new one."""
    staff = current_staff()
    form = ChangePasswordForm(staff.email)
    if form.validate_on_submit() and not is_password(staff.password, form.current.data or ""):
        form.current.errors = [_("Bukan kata sandi Anda yang sekarang.")]
    if form.errors:
        return _page(form)
    kept = hashed_password(str(form.password.data))
    with transaction():
        set_password(staff=staff, password_hash=kept, at=now())
        enter(staff, Stage.FULL)
        note("staff.change_password", staff.email)
        tell(staff, "password_changed", at=now())
    return _done(_("Kata sandi diganti. Semua sesi lain berakhir."))


@bp.post("/account/app")
@needs(Deed.OWN_ACCOUNT)
def app() -> Response | str:
    """Confirm an authenticator app."""
    with transaction():
        codes = store_totp(_session(), CodeForm().code.data or "")
    return _added(codes, "app")


@bp.post("/account/passkey")
@needs(Deed.OWN_ACCOUNT)
def passkey() -> Response | str:
    """Add a passkey."""
    form = PasskeyForm()
    with transaction():
        codes = store_passkey(_session(), form.answer.data or "", form.name.data or "")
    return _added(codes, "passkey")


@bp.post("/account/factor/remove")
@needs(Deed.OWN_ACCOUNT)
def remove() -> Response:
    """Take a factor away, never the last one; other sessions end."""
    form, staff = _confirmed(), current_staff()
    typed = form.passkey.data or ""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
    factors = factors_of(staff)
    if len(factors.passkeys) + factors.totp <= 1:
        flash(_("Faktor kedua terakhir tidak dapat dihapus. Pasang yang baru dulu."), REFUSED)
        return redirect(url_for("own_account.home"), 303)
    with transaction():
        remove_factor(staff=staff, passkey=number)
        end_sessions(staff=staff, at=now())
        enter(staff, Stage.FULL)
        tell(staff, "factor_removed", at=now())
        note("staff.remove_factor", staff.email, before={"factor": "totp" if number is None else "passkey"})
    return _done(_("Faktor kedua dihapus. Semua sesi lain berakhir."))


@bp.post("/account/codes")
@needs(Deed.OWN_ACCOUNT)
def codes() -> str:
    """Ten fresh recovery codes; the old ones end."""
    _confirmed()
    with transaction():
        given = give_recovery_codes(staff=current_staff())
        note("staff.give_recovery_codes", current_staff().email)
    return render_template("accounts/codes.html", codes=given, goes_on=False)


@bp.post("/account/calendar")
@needs(Deed.OWN_ACCOUNT)
def calendar() -> str:
    """A fresh secret address for the own deadlines, shown this once; an earlier one ends."""
    _confirmed()
    staff = current_staff()
    with transaction():
        note("calendar.renew" if feed_of(staff) else "calendar.give", staff.email)
        token = give_feed(staff=staff, at=now())
        tell(staff, "feed_given", at=now())
    address = absolute_url("calendar.feed", token=token, lang="id")
    return render_template("accounts/calendar.html", address=address)


@bp.post("/account/calendar/revoke")
@needs(Deed.OWN_ACCOUNT)
def revoke_calendar() -> Response:
    """Switch the own feed off; calendars that know its address get nothing more."""
    with transaction():
        if feed_of(current_staff()):
            revoke_feed(staff=current_staff())
            note("calendar.revoke", current_staff().email)
    return _done(_("Kalender dimatikan. Alamatnya tidak berlaku lagi."))


@bp.post("/account/sessions/<int:number>/end")
@needs(Deed.OWN_ACCOUNT)
def end(number: int) -> Response:
    """End one of the own sessions."""
    staff = current_staff()
    found = next((one for one in running_sessions(staff, now()) if one.id == number), None)
    if found is None:
        raise NotFound("not_found")
    with transaction():
        end_session(session=found, at=now())
        note("session.end", staff.email, after={"session": number})
    return _done(_("Sesi itu berakhir."))


@bp.post("/account/sessions/end-others")
@needs(Deed.OWN_ACCOUNT)
def end_others() -> Response:
    """End all own sessions but this one."""
    with transaction():
        end_sessions(staff=current_staff(), at=now(), but=_session())
        note("session.end_others", current_staff().email)
    return _done(_("Semua sesi lain berakhir."))


@bp.post("/logout")
@needs(Deed.OWN_ACCOUNT)
def logout() -> Response:
    """End this session, here and wherever a copy of its cookie may be."""
    with transaction():
        note("session.end", current_staff().email)
        end_session(session=_session(), at=now())
    session.clear()
    return redirect(url_for("accounts.login"), 303)


def _session() -> StaffSession:
    found = session_of_request()
    if found is None:
        raise Forbidden
    return found


def _page(form: ChangePasswordForm, wrong: str | None = None) -> str:
    staff = current_staff()
    return enrol_page(
        _session(),
        "accounts/own_account.html",
        wrong=wrong,
        form=form,
        sessions=running_sessions(staff, now()),
        here=_session().id,
        loans=loans_of(staff, today()),
        feed=feed_of(staff),
    )


def _added(codes: object, which: str) -> Response | str:
    if codes is None:
        return _page(ChangePasswordForm(current_staff().email), wrong=which)
    if codes:
        return render_template("accounts/codes.html", codes=codes, goes_on=False)
    return _done(_("Faktor kedua terpasang."))


def _confirmed() -> ConfirmedForm:
    """The form, if the present password in it is right; else Forbidden."""
    form = ConfirmedForm()
    if not form.validate_on_submit() or not is_password(current_staff().password, form.current.data or ""):
        raise Forbidden("wrong_password")
    return form


def _done(message: str) -> Response:
    flash(message)
    return redirect(url_for("own_account.home"), 303)
