"""How administrators work in tests: forms sent with their tokens, and what is stored afterwards."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.accounts.models import AccountRequest, Staff
from portal.accounts.queries import staff_by_email
from portal.audit.models import AuditEntry
from portal.core.extensions import db
from tests.cast import csrf_of, signed_in


def an_administrator(app: Flask, name: str = "") -> FlaskClient:
    """A browser of a new administrator, `administrator<name>.kota@contoh.example`."""
    return signed_in(app, "administrator", name=name)


def post(client: FlaskClient, address: str, **data: object) -> TestResponse:
    """Send a form with the client's token."""
    return client.post(address, data={"csrf_token": csrf_of(client, "/account"), **data})


@dataclass(frozen=True)
class Stored:
    """An account as it is stored."""

    number: int
    version: int
    email: str
    roles: frozenset[str]
    unit: str | None
    state: str
    lang: str


def stored(app: Flask, email: str) -> Stored:
    with app.app_context():
        staff = staff_by_email(email)
        assert staff is not None, email
        return Stored(staff.id, staff.version, staff.email, staff.role_names, staff.unit, staff.state, staff.lang)


def exists(app: Flask, email: str) -> bool:
    with app.app_context():
        return db.session.scalar(select(Staff.id).where(Staff.email == email)) is not None


def change(client: FlaskClient, one: Stored, **changes: object) -> TestResponse:
    """Send the form of an account with some fields changed; `version` too may be."""
    fields = {
        "email": one.email,
        "roles": sorted(one.roles),
        "unit": one.unit or "",
        "lang": one.lang,
        "version": one.version,
    }
    return post(client, f"/admin/accounts/{one.number}", **(fields | changes))


def invite(client: FlaskClient, email: str, *roles: str, unit: str = "", lang: str = "id") -> TestResponse:
    return post(client, "/admin/accounts/new", email=email, roles=list(roles), unit=unit, lang=lang)


def link_in(page: TestResponse) -> str | None:
    """The path of the set-up link that a page shows."""
    found = re.search(r"/staff/set-up/[\w-]+", page.text)
    return found[0] if found else None


def requests(app: Flask) -> list[tuple[int, str, str, str | None]]:
    """Number, kind, whose account, decision of every request."""
    with app.app_context():
        rows = db.session.scalars(select(AccountRequest).order_by(AccountRequest.id))
        return [(one.id, one.kind, one.staff.email, one.decision) for one in rows]


def deeds(app: Flask, *actions: str) -> list[tuple[str, str, str, dict[str, object]]]:
    """Actor, action, subject and what came after, of these actions."""
    with app.app_context():
        rows = db.session.scalars(select(AuditEntry).where(AuditEntry.action.in_(actions)).order_by(AuditEntry.number))
        return [(one.actor, one.action, one.subject, json.loads(one.detail)["after"]) for one in rows]


def approve(app: Flask, client: FlaskClient, number: int) -> TestResponse:
    """Approve a request as its account stands now."""
    with app.app_context():
        request = db.session.get(AccountRequest, number)
        assert request is not None
        version = request.staff.version
    return post(client, f"/admin/accounts/requests/{number}/approve", version=version)
