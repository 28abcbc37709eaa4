"""How a browser becomes somebody's: the settings of the cookie, and the steps from password to session."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta

from flask import Flask, current_app, g, request, session
from werkzeug.wrappers import Response

from portal.accounts.access import SECRET, guard, is_allowed, lenders, note, session_of_request, signed_in
from portal.accounts.letters import tell
from portal.accounts.models import Staff, StaffSession
from portal.accounts.passwords import prepare_passwords
from portal.accounts.queries import factors_of, is_known_device
from portal.accounts.services import begin_session, end_session
from portal.accounts.sessions import StaffSessions
from portal.core.clock import now
from portal.core.secrets import signer
from portal.domain.devices import device_name
from portal.domain.sessions import ABSOLUTE, Stage

_DEVICE = "device"
_DEVICE_LASTS = timedelta(days=400)


def set_up_sign_in(app: Flask, *, may_skip: Callable[[], bool]) -> None:
    """Sessions and the guard of all staff pages. `may_skip`: whether accounts without a second factor may go on."""
    app.config["PERMANENT_SESSION_LIFETIME"] = ABSOLUTE
    app.session_interface = StaffSessions()
    app.extensions["may_skip_second_factor"] = may_skip
    app.before_request(guard)
    app.add_template_global(signed_in)
    app.add_template_global(is_allowed)
    app.add_template_global(lenders)
    prepare_passwords()


def stage_after_password(staff: Staff) -> Stage:
    """What comes after the right password: the second factor, setting one up, or in the sample city nothing."""
    if factors_of(staff).any:
        return Stage.SECOND_STEP
    return Stage.FULL if current_app.extensions["may_skip_second_factor"]() else Stage.ENROL


def enter(staff: Staff, stage: Stage) -> StaffSession:
    """Begin a session in this browser, inside a transaction; one it had before ends. A new stage is a new session."""
    earlier = session_of_request()
    if earlier is not None:
        end_session(session=earlier, at=now())
    begun, secret = begin_session(
        staff=staff,
        stage=stage,
        device=device_of_request(),
        device_name=device_name(request.headers.get("User-Agent", "")),
        at=now(),
    )
    goes_on = session.get("next")
    session.clear()
    session[SECRET] = secret
    if goes_on:
        session["next"] = goes_on
    g.staff_session = begun
    g.pop("staff_grants", None)
    return begun


def enter_fully(staff: Staff, factor: str | None) -> None:
    """Begin the session itself, on record; its owner hears of a device that was never seen before."""
    is_new = not is_known_device(staff, device_of_request())
    begun = enter(staff, Stage.FULL)
    note("session.begin", staff.email, after={"factor": factor})
    if is_new:
        tell(staff, "new_device", at=now(), device=begun.device)


def device_of_request() -> str:
    """The random name of this browser: its cookie's, or a new one, which `keep_device` gives it."""
    if "device" not in g:
        known = signer("device").loads_unsafe(request.cookies.get(_DEVICE, ""))
        g.device = known[1] if known[0] and isinstance(known[1], str) else secrets.token_urlsafe(24)
    return str(g.device)


def keep_device(response: Response) -> Response:
    """Let the browser keep its name, so that its owner's tries are counted apart from everyone else's."""
    response.set_cookie(
        _DEVICE,
        str(signer("device").dumps(device_of_request())),
        max_age=_DEVICE_LASTS,
        path="/login",
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return response
