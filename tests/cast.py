"""The fixed cast of staff, by role, and how each of them signs in: through the pages, or straight into a session."""

from __future__ import annotations

import datetime
import re

from flask import Flask
from flask.testing import FlaskClient
from passlib.totp import TOTP
from werkzeug.test import TestResponse

from portal.accounts.access import SECRET
from portal.accounts.passwords import hashed_password
from portal.accounts.queries import staff_by_email
from portal.accounts.services import begin_session, confirm_totp, create_staff, pending_totp, set_password
from portal.core.clock import now
from portal.core.database import transaction
from portal.domain.sessions import Stage

PASSWORD = "perahu-pulau-doom-77"
AT = datetime.datetime(2026, 7, 1, tzinfo=datetime.UTC)


def an_account(app: Flask, role: str, unit: str | None = None, *, name: str = "") -> str:
    """The e-mail of a new account with PASSWORD; `name` where there are several of a role and unit."""
    email = f"{role}{name}.{unit or 'kota'}@contoh.example"
    with app.app_context(), transaction():
        staff = create_staff(email=email, role=role, unit=unit, at=AT)
        set_password(staff=staff, password_hash=hashed_password(PASSWORD), at=AT)
    return email


def an_app(app: Flask, email: str) -> TOTP:
    """An authenticator app, set up for that account a while ago, so that its present code is unused."""
    with app.app_context(), transaction():
        staff = staff_by_email(email)
        assert staff is not None
        totp = pending_totp(staff=staff)
        assert confirm_totp(staff=staff, code=totp.generate(time=AT).token, at=AT)
    return totp


def csrf_of(client: FlaskClient, address: str = "/login") -> str:
    """The token of the form on a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(address).text)
    assert found is not None
    return found[1]


def try_sign_in(client: FlaskClient, email: str, password: str = PASSWORD) -> TestResponse:
    """What the sign-in page answers to an address and a password."""
    return client.post("/login", data={"email": email, "password": password, "csrf_token": csrf_of(client)})


def give_code(client: FlaskClient, code: str) -> TestResponse:
    """What the second step answers to a code."""
    token = csrf_of(client, "/login/code")
    return client.post("/login/code", data={"code": code, "csrf_token": token})


def signed_in(app: Flask, role: str, unit: str | None = None, *, name: str = "") -> FlaskClient:
    """A browser in which a new account of that role is signed in."""
    return session_of(app, an_account(app, role, unit, name=name))


def session_of(app: Flask, email: str) -> FlaskClient:
    """A browser in which that account is signed in, with no regard to how."""
    client = app.test_client()
    with app.app_context(), transaction():
        staff = staff_by_email(email)
        assert staff is not None
        _session, secret = begin_session(staff=staff, stage=Stage.FULL, device="-", device_name="Tes", at=now())
    with client.session_transaction("/workplace") as cookie:
        cookie[SECRET] = secret
    return client
