"""How people come in: address and password, the one-time link of an invitation, and a new link for who forgot."""

from __future__ import annotations

import datetime
import math

from flask import Blueprint, flash, make_response, redirect, render_template, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import open_door
from portal.accounts.forms import ForgotForm, NewPasswordForm, SignInForm
from portal.accounts.letters import LINK, can_mail, tell
from portal.accounts.models import Staff
from portal.accounts.passwords import hashed_password, is_password
from portal.accounts.queries import counted_as, staff_by_email, usable_link, wait_of
from portal.accounts.services import forget_tries, note_wrong_try, use_set_up_link
from portal.accounts.sign_in import device_of_request, enter, enter_fully, keep_device, stage_after_password
from portal.audit.services import record
from portal.core.clock import now
from portal.core.database import transaction
from portal.core.extensions import limiter
from portal.core.i18n import current_language
from portal.core.outbox import ask_for_letter
from portal.domain.sessions import Stage

bp = Blueprint("accounts", __name__)
set_up = Blueprint("set_up", __name__)


@bp.route("/login", methods=["GET", "POST"])
@open_door
def login() -> Response | str:
    """The sign-in page. Who may not is told the same, at the same price, whether there is such an account or not."""
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/login.html", form=form, wrong=form.is_submitted())
    counted = counted_as(form.address, device_of_request())
    wait = wait_of(counted, now())
    if wait:
        return _must_wait(form, wait)
    staff = _who(form)
    return _go_on(staff, counted, form.goes_on) if staff is not None else _wrong(form, counted)


def _who(form: SignInForm) -> Staff | None:
    """The account whose address and password these are; a hash is computed for whatever was typed."""
    staff = staff_by_email(form.address)
    kept = staff.password if staff is not None and staff.active else None
    return staff if is_password(kept, form.password.data or "") else None


def _wrong(form: SignInForm, counted: tuple[bytes, bytes]) -> str:
    with transaction():
        note_wrong_try(counted=counted, at=now())
    return render_template("accounts/login.html", form=form, wrong=True)


def _go_on(staff: Staff, counted: tuple[bytes, bytes], address: str | None) -> Response:
    """From the right password to the next step."""
    with transaction():
        forget_tries(counted=counted)
        stage = stage_after_password(staff)
        if stage is Stage.FULL:
            enter_fully(staff, None)
        else:
            enter(staff, stage)
    if address:
        session["next"] = address
    steps = {Stage.SECOND_STEP: "second_step.code", Stage.ENROL: "second_step.enrol"}
    return arrived() if stage is Stage.FULL else redirect(url_for(steps[stage]), 303)


@bp.route("/login/forgot", methods=["GET", "POST"])
@open_door
@limiter.limit("20 per minute", methods=["POST"])
def forgot() -> Response | str:
    """Ask for a new link: the same answer and the same work, whether there is such an account or not."""
    form = ForgotForm()
    if not can_mail() or not form.validate_on_submit():
        return render_template("accounts/forgot.html", form=form, can_mail=can_mail())
    with transaction():
        ask_for_letter(kind=LINK, recipient=form.address, lang=current_language(), at=now())
    flash(_("Bila alamat itu punya akun, tautan baru segera dikirim ke sana. Ia berlaku dua puluh menit."))
    return redirect(url_for("accounts.login"), 303)


def arrived() -> Response:
    """To the page that was asked for, or the workplace; the browser keeps its name."""
    return keep_device(redirect(session.pop("next", None) or url_for("workplace.home"), 303))


@set_up.route("/staff/set-up/<token>", methods=["GET", "POST"])
@open_door
def password(token: str) -> Response | str:
    """Choose the password; the link is spent by it, and opens nothing: signing in asks for the second factor too."""
    email = usable_link(token, now()).staff.email
    form = NewPasswordForm(email)
    if not form.validate_on_submit():
        return render_template("accounts/set_up.html", form=form, email=email, token=token)
    password_hash = hashed_password(str(form.password.data))
    with transaction():
        staff = use_set_up_link(token=token, password_hash=password_hash, at=now())
        tell(staff, "password_changed", at=now())
        record(actor=email, action="staff.set_password", subject=email, at=now())
    flash(_("Kata sandi tersimpan. Silakan masuk."))
    return redirect(url_for("accounts.login"), 303)


def _must_wait(form: SignInForm, wait: datetime.timedelta) -> Response:
    seconds = math.ceil(wait.total_seconds())
    answer = make_response(render_template("accounts/login.html", form=form, wrong=True, seconds=seconds), 429)
    answer.headers["Retry-After"] = str(seconds)
    return answer
