"""The one-time link with which a new person chooses a password. The sign-in page itself comes from `sign_in`."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.forms import SetUpForm
from portal.accounts.queries import usable_link
from portal.accounts.services import use_set_up_link
from portal.accounts.sign_in import hashed_password
from portal.audit.services import record
from portal.core.clock import now
from portal.core.database import transaction

bp = Blueprint("set_up", __name__)


@bp.route("/staff/set-up/<token>", methods=["GET", "POST"])
def password(token: str) -> Response | str:
    """Choose the password; the link is spent by it."""
    email = usable_link(token, now()).staff.email
    form = SetUpForm(email)
    if not form.validate_on_submit():
        return render_template("accounts/set_up.html", form=form, email=email, token=token)
    password_hash = hashed_password(str(form.password.data))
    with transaction():
        use_set_up_link(token=token, password_hash=password_hash, at=now())
        record(actor=email, action="staff.set_password", subject=email, at=now())
    flash(_("Kata sandi tersimpan. Silakan masuk."))
    return redirect(url_for("accounts.login"), 303)
