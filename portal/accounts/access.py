"""Who is signed in, and two gates: staff pages are for staff, and each for those whom `domain.permissions` lets in."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.wrappers import Response

from portal.accounts.models import Staff
from portal.audit.services import record
from portal.core.access import Audience, audience_of_request
from portal.core.clock import now
from portal.core.database import transaction
from portal.core.extensions import csrf
from portal.domain.errors import Forbidden, MalformedRequest

OPEN_DOORS = frozenset({"accounts.login", "set_up.password"})
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def signed_in() -> Staff | None:
    """The account of this session, or None."""
    return current_user._get_current_object() if current_user.is_authenticated else None  # noqa: SLF001


def current_staff() -> Staff:
    """The account of this session; behind the guard there always is one, elsewhere Forbidden."""
    staff = signed_in()
    if staff is None:
        raise Forbidden
    return staff


def guard() -> Response | None:
    """Before each request to a staff page: sign in first, and no form from elsewhere."""
    if audience_of_request() is not Audience.STAFF:
        return None
    if request.endpoint not in OPEN_DOORS and signed_in() is None:
        return _to_sign_in()
    if request.method not in _READING:
        if request.is_json:
            raise UnsupportedMediaType
        _check_form()
    return None


def require(permitted: bool) -> None:
    """Go on if permitted, by the session's roles and unit; else write the refusal down and raise Forbidden."""
    if permitted:
        return
    staff = current_staff()
    with transaction():
        record(
            actor=staff.email,
            action="access.denied",
            subject=request.path,
            at=now(),
            after={"method": request.method, "roles": sorted(staff.role_names), "unit": staff.unit},
        )
    raise Forbidden


def _check_form() -> None:
    try:
        csrf.protect()
    except CSRFError as error:
        raise MalformedRequest("stale_form") from error


def _to_sign_in() -> Response:
    """Sign-in leads back to a page, not into a form that was sent."""
    page = request.full_path.rstrip("?") if request.method in _READING else None
    return redirect(url_for("accounts.login", next=page), 303)
