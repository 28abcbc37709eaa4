"""The fixed cast of staff, by role, and how each of them signs in through the same page as anyone."""

from __future__ import annotations

import datetime
import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.accounts.services import create_staff, set_password
from portal.accounts.sign_in import hashed_password
from portal.core.database import transaction

PASSWORD = "perahu-pulau-doom-77"
AT = datetime.datetime(2026, 7, 1, tzinfo=datetime.UTC)


def an_account(app: Flask, role: str, unit: str | None = None) -> str:
    """The e-mail of a new account with PASSWORD."""
    email = f"{role}.{unit or 'kota'}@contoh.example"
    with app.app_context(), transaction():
        staff = create_staff(email=email, role=role, unit=unit, at=AT)
        set_password(staff=staff, password_hash=hashed_password(PASSWORD))
    return email


def csrf_of(client: FlaskClient, address: str = "/login") -> str:
    """The token of the form on a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(address).text)
    assert found is not None
    return found[1]


def try_sign_in(client: FlaskClient, email: str, password: str = PASSWORD) -> TestResponse:
    """What the sign-in page answers."""
    return client.post("/login", data={"email": email, "password": password, "csrf_token": csrf_of(client)})


def signed_in(app: Flask, role: str, unit: str | None = None) -> FlaskClient:
    """A browser in which a new account of that role is signed in."""
    client = app.test_client()
    answer = try_sign_in(client, an_account(app, role, unit))
    assert answer.status_code in {302, 303}, answer.text[:500]
    return client
