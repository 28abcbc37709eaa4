"""The second step of signing in: a code, a passkey or a recovery code; and setting up the first factor."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import open_door, session_of_request
from portal.accounts.forms import CodeForm, PasskeyForm
from portal.accounts.models import StaffSession
from portal.accounts.passkeys import are_possible, authentication_options, verified_use
from portal.accounts.queries import counted_as, factors_of, wait_of
from portal.accounts.services import (
    challenge,
    forget_tries,
    note_passkey_use,
    note_wrong_try,
    taken_challenge,
    use_recovery_code,
    use_totp,
)
from portal.accounts.sign_in import device_of_request, enter_fully
from portal.accounts.staff_views.factors import enrol_page, store_passkey, store_totp
from portal.accounts.views import arrived
from portal.core.clock import now
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.domain.errors import Forbidden
from portal.domain.sessions import Stage

bp = Blueprint("second_step", __name__)


@bp.get("/login/code")
@open_door
def code() -> str | Response:
    """Ask for the second factor."""
    half = _half_way(Stage.SECOND_STEP)
    return redirect(url_for("accounts.login"), 303) if half is None else _page(half)


@bp.post("/login/code")
@open_door
def send_code() -> str | Response:
    """Try a code of the app, or a recovery code; each serves once."""
    half, form = _half_way(Stage.SECOND_STEP), CodeForm()
    if half is None:
        return redirect(url_for("accounts.login"), 303)
    if wait_of(_counted(half), now()):
        return _page(half, waits=True)
    factor = _spend(half, form.code.data or "")
    return _page(half, wrong=True) if factor is None else arrived()


@bp.post("/login/passkey")
@open_door
def send_passkey() -> str | Response:
    """Try a passkey's signature over the challenge of this session, which serves once."""
    half, form = _half_way(Stage.SECOND_STEP), PasskeyForm()
    if half is None:
        return redirect(url_for("accounts.login"), 303)
    with transaction():
        asked = taken_challenge(session=half)
        used = verified_use(form.answer.data or "", factors_of(half.staff).passkeys, asked)
        if used is not None:
            note_passkey_use(passkey=used[0], sign_count=used[1], at=now())
            enter_fully(half.staff, "passkey")
    return _page(half, wrong=True) if used is None else arrived()


@bp.get("/login/enrol")
@open_door
def enrol() -> str | Response:
    """Set up the first second factor, before anything else opens."""
    half = _half_way(Stage.ENROL)
    return redirect(url_for("accounts.login"), 303) if half is None else enrol_page(half, "accounts/enrol.html")


@bp.post("/login/enrol/app")
@open_door
def enrol_app() -> str | Response:
    """Confirm the authenticator app by a code of it."""
    half = _half_way(Stage.ENROL)
    if half is None:
        return redirect(url_for("accounts.login"), 303)
    with transaction():
        codes = store_totp(half, CodeForm().code.data or "")
        if codes is not None:
            enter_fully(half.staff, "totp")
    if codes is None:
        return enrol_page(half, "accounts/enrol.html", wrong="app")
    return render_template("accounts/codes.html", codes=codes, goes_on=True)


@bp.post("/login/enrol/passkey")
@open_door
def enrol_passkey() -> str | Response:
    """Keep a passkey as the first factor."""
    half, form = _half_way(Stage.ENROL), PasskeyForm()
    if half is None:
        return redirect(url_for("accounts.login"), 303)
    with transaction():
        codes = store_passkey(half, form.answer.data or "", form.name.data or "")
        if codes is not None:
            enter_fully(half.staff, "passkey")
    if codes is None:
        return enrol_page(half, "accounts/enrol.html", wrong="passkey")
    return render_template("accounts/codes.html", codes=codes, goes_on=True)


@bp.get("/login/arrived")
@open_door
def go_on() -> Response:
    """From the recovery codes to the page that was asked for."""
    found = session_of_request()
    if found is None or found.stage != Stage.FULL:
        raise Forbidden
    return arrived()


def _half_way(stage: Stage) -> StaffSession | None:
    """The session of somebody who has come so far, and no farther."""
    found = session_of_request()
    if found is None or found.stage != stage:
        flash(_("Silakan masuk lagi: langkah kedua harus selesai dalam sepuluh menit."), REFUSED)
        return None
    return found


def _spend(half: StaffSession, typed: str) -> str | None:
    """Which factor that was, used up by asking; None for none, which counts as a wrong try."""
    factor = None
    with transaction():
        if use_totp(staff=half.staff, code=typed, at=now()):
            factor = "totp"
        elif use_recovery_code(staff=half.staff, code=typed, at=now()):
            factor = "recovery_code"
        if factor is None:
            note_wrong_try(counted=_counted(half), at=now())
        else:
            forget_tries(counted=_counted(half))
            enter_fully(half.staff, factor)
    return factor


def _counted(half: StaffSession) -> tuple[bytes, bytes]:
    return counted_as(f"second-step|{half.staff.email}", device_of_request())


def _page(half: StaffSession, *, wrong: bool = False, waits: bool = False) -> str:
    """The second step; a passkey gets a fresh challenge each time."""
    factors = factors_of(half.staff)
    options = None
    if factors.passkeys and are_possible():
        with transaction():
            options = authentication_options(factors.passkeys, challenge(session=half))
    return render_template("accounts/code.html", factors=factors, options=options, wrong=wrong, waits=waits)
