"""Who is signed in, and the one place where rights are asked: before any staff page runs.

A view says what it needs with `@needs(Deed.…)`, or that it is open with `@open_door`; one that says neither does not
start. The unit that a right is asked for is what the deed is done to; whose rights they are, the session alone says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.wrappers import Response

from portal.accounts.models import Staff, StaffSession
from portal.accounts.queries import grants_of, running_session
from portal.accounts.services import SEEN_EVERY, note_use
from portal.audit.services import record
from portal.core.access import Audience, audience_of_request
from portal.core.clock import now, today
from portal.core.database import as_utc, transaction
from portal.core.extensions import csrf
from portal.domain.errors import Forbidden, MalformedRequest
from portal.domain.permissions import Deed, Grant, may
from portal.domain.sessions import Stage

View = TypeVar("View", bound=Callable[..., object])
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
SECRET = "sid"
"""Where the cookie holds the session's secret."""


@dataclass(frozen=True)
class Need:
    """What a view needs; `unit` names the part of its address that holds the unit it is about."""

    deed: Deed | None
    unit: str | None = None


def needs(deed: Deed, *, unit: str | None = None) -> Callable[[View], View]:
    """Say that a staff view is for those who may do the deed, to the unit in that part of the address."""

    def mark(view: View) -> View:
        view.need = Need(deed, unit)  # type: ignore[attr-defined]
        return view

    return mark


def takes(max_bytes: int) -> Callable[[View], View]:
    """Say how large a form the view takes, where that is more than usual; only who has the right may send so much."""

    def mark(view: View) -> View:
        view.takes = max_bytes  # type: ignore[attr-defined]
        return view

    return mark


def open_door(view: View) -> View:
    """Say that a view of the staff blueprints asks no rights: it is how people come in."""
    view.need = Need(None)  # type: ignore[attr-defined]
    return view


def need_of(app: Flask, endpoint: str) -> Need:
    """What the view of an endpoint said; raises LookupError for one that said nothing."""
    need: Need | None = getattr(app.view_functions[endpoint], "need", None)
    if need is None:
        raise LookupError(f"{endpoint} does not say what it needs")
    return need


def check_needs(app: Flask) -> None:
    """Refuse to start with a staff view that does not say what it needs."""
    audiences: Mapping[str, Audience] = app.extensions["portal"].audiences
    for endpoint in app.view_functions:
        if audiences.get(endpoint.partition(".")[0]) is Audience.STAFF:
            need_of(app, endpoint)


def session_of_request() -> StaffSession | None:
    """The running session of the request's cookie, at whatever stage; looked up once, and on staff pages alone."""
    if "staff_session" not in g:
        secret = session.get(SECRET) if audience_of_request() is Audience.STAFF else None
        g.staff_session = running_session(secret, now()) if isinstance(secret, str) else None
    return g.staff_session  # type: ignore[no-any-return]


def signed_in() -> Staff | None:
    """The account that is signed in, or None."""
    found = session_of_request()
    return found.staff if found is not None and found.stage == Stage.FULL else None


def current_staff() -> Staff:
    """The account that is signed in; behind the guard there always is one, elsewhere Forbidden."""
    staff = signed_in()
    if staff is None:
        raise Forbidden
    return staff


def current_grants() -> frozenset[Grant]:
    """All that the account holds today, own and lent."""
    if "staff_grants" not in g:
        staff = signed_in()
        g.staff_grants = grants_of(staff, today()) if staff is not None else frozenset()
    return g.staff_grants  # type: ignore[no-any-return]


def is_allowed(deed: Deed | str, unit: str | None = None) -> bool:
    """Whether the person who looks may do this, so that pages offer nothing that would be refused."""
    return may(current_grants(), Deed(deed), unit)


def lenders() -> list[str]:
    """The addresses of those in whose place the person who looks may act today."""
    return sorted({grant.lender for grant in current_grants() if grant.lender is not None})


def note(
    action: str,
    subject: str,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Put a deed of the person who is signed in on record, inside the transaction of the deed."""
    found = session_of_request()
    record(
        actor=found.staff.email if found is not None else "",
        action=action,
        subject=subject,
        at=now(),
        before=before,
        after=after,
        session=found.id if found is not None else None,
    )


def guard() -> Response | None:
    """Before each request to a staff page: sign in first, rights next, and no form from elsewhere."""
    if audience_of_request() is not Audience.STAFF or request.endpoint is None:
        return None
    need = need_of(current_app, request.endpoint)
    if need.deed is not None:
        if signed_in() is None:
            return _to_sign_in()
        _check_right(need.deed, (request.view_args or {}).get(need.unit) if need.unit else None)
        _touch()
    if request.method not in _READING:
        _let_through(request.endpoint)
        _check_form()
    return None


def _check_right(deed: Deed, unit: str | None) -> None:
    if may(current_grants(), deed, unit):
        return
    staff, roles = current_staff(), sorted({grant.role.value for grant in current_grants()})
    with transaction():
        after = {"method": request.method, "roles": roles, "unit": staff.unit, "deed": deed.value}
        note("access.denied", request.path, after=after)
    raise Forbidden


def _touch() -> None:
    found, at = session_of_request(), now()
    if found is None:
        return
    if at - as_utc(found.seen_at) >= SEEN_EVERY:
        with transaction():
            note_use(session=found, at=at)


def _let_through(endpoint: str) -> None:
    """A larger form than usual, for a view that takes one; before anything of it is read."""
    larger: int | None = getattr(current_app.view_functions[endpoint], "takes", None)
    if larger is not None:
        request.max_content_length = larger


def _check_form() -> None:
    if request.is_json:
        raise UnsupportedMediaType
    try:
        csrf.protect()
    except CSRFError as error:
        raise MalformedRequest("stale_form") from error


def _to_sign_in() -> Response:
    """Sign-in leads back to a page, not into a form that was sent."""
    found = session_of_request()
    if found is not None and found.stage == Stage.ENROL:
        return redirect(url_for("second_step.enrol"), 303)
    page = request.full_path.rstrip("?") if request.method in _READING else None
    return redirect(url_for("accounts.login", next=page), 303)
