"""Flask-Security, cut down to what the portal needs: an address and a password, argon2id, nothing written at sign-in.

Its blueprint gives `accounts.login`; every other view of it is off until an issue asks for it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, current_app, request
from flask_babel import lazy_gettext as _l
from flask_limiter.util import get_remote_address
from flask_security import Security, SQLAlchemyUserDatastore, hash_password

from portal.accounts.access import guard
from portal.accounts.forms import SignInForm
from portal.accounts.models import Staff, StaffRole
from portal.accounts.sessions import StaffSessions
from portal.core.access import Audience, audience_of_request
from portal.core.extensions import db, limiter
from portal.core.secrets import keyed_hash

ARGON2ID = {
    "argon2__type": "ID",
    "argon2__memory_cost": 19 * 1024,
    "argon2__time_cost": 2,
    "argon2__parallelism": 1,
}
"""OWASP's first choice: 19 MiB a try, so that a flood of tries does not use up the machine's memory."""

SESSION_LASTS = timedelta(hours=12)

_SETTINGS: dict[str, Any] = {
    "PERMANENT_SESSION_LIFETIME": SESSION_LASTS,
    "SECURITY_BLUEPRINT_NAME": "accounts",
    "SECURITY_STATIC_FOLDER": None,
    "SECURITY_CACHE_CONTROL": None,
    "SECURITY_CLI_USERS_NAME": None,
    "SECURITY_CLI_ROLES_NAME": None,
    "SECURITY_FRESHNESS": timedelta(seconds=-1),
    "SECURITY_LOGOUT_METHODS": None,
    "SECURITY_TRACKABLE": False,
    "SECURITY_FLASH_MESSAGES": False,
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": ARGON2ID,
    "SECURITY_LOGIN_USER_TEMPLATE": "accounts/login.html",
    "SECURITY_POST_LOGIN_VIEW": "workplace.home",
    "SECURITY_MSG_GENERIC_AUTHN_FAILED": (_l("Alamat e-mail atau kata sandi salah."), "error"),
}


class StaffDatastore(SQLAlchemyUserDatastore):
    """Flask-Security's view of accounts. It may read; whatever it changed would be a commit beside the one door."""

    def commit(self) -> None:
        """Called at the end of its views, where nothing may be waiting."""
        if db.session.dirty or db.session.new or db.session.deleted:
            raise RuntimeError("sign-in writes nothing: changes go through core.database.transaction")


def set_up_sign_in(app: Flask) -> None:
    """Sessions, the sign-in page and the guard of all staff pages."""
    app.config.update(_SETTINGS)
    app.session_interface = StaffSessions()
    security = Security(app, StaffDatastore(db, Staff, StaffRole), login_form=SignInForm)
    security.want_json(lambda _request: False)
    _load_staff_only(security)
    view = app.view_functions["accounts.login"]
    limited = limiter.limit("10 per minute", key_func=_try, methods=["POST"])(view)
    app.view_functions["accounts.login"] = limited  # type: ignore[assignment]
    app.extensions["portal"].audiences["accounts"] = Audience.STAFF
    app.before_request(guard)


def hashed_password(password: str) -> str:
    """The argon2id hash to keep, of the password as sign-in will spell it."""
    return str(hash_password(current_app.extensions["security"].password_util.normalize(password)))


def _load_staff_only(security: Security) -> None:
    """Accounts are looked up for staff pages alone, so that no public page costs a query; no tokens in addresses."""
    manager = security.login_manager
    load = manager.user_callback
    manager.user_loader(lambda name: load(name) if audience_of_request() is Audience.STAFF else None)
    manager.request_loader(lambda _request: None)


def _try() -> str:
    """What is counted: tries at one account from one address, so that an office behind one is never shut out."""
    account = request.form.get("email", "").strip().lower()
    return keyed_hash("sign-in", f"{account}|{get_remote_address()}".encode()).hex()
