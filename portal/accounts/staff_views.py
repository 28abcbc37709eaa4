"""What a signed-in person does with the own account: so far, leave."""

from __future__ import annotations

from flask import Blueprint, redirect, session, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import current_staff
from portal.accounts.services import end_sessions
from portal.core.database import transaction

bp = Blueprint("accounts_staff", __name__)


@bp.post("/logout")
def logout() -> Response:
    """End every session of the account, here and where a copy of the cookie may be."""
    with transaction():
        end_sessions(staff=current_staff())
    session.clear()
    return redirect(url_for("accounts.login"), 303)
