"""The gates: who is refused stands in the audit, and a refusal tells nothing about what lies behind."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.audit.queries import first_break
from portal.core.extensions import db
from tests.builders import a_service
from tests.cast import csrf_of, signed_in


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        a_service("poli", unit="puskesmas")


def test_a_refusal_names_who_what_and_why_in_the_audit(app: Flask) -> None:
    client = signed_in(app, "manager", "dukcapil")
    assert client.get("/workplace/puskesmas/review?period=2026-Q3").status_code == 403
    with app.app_context():
        denied = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "access.denied")).one()
        assert (denied.actor, denied.subject) == ("manager.dukcapil@contoh.example", "/workplace/puskesmas/review")
        assert json.loads(denied.detail)["after"] == {
            "method": "GET",
            "roles": ["manager"],
            "unit": "dukcapil",
            "deed": "read_scores",
        }
        assert first_break() is None


def test_a_unit_that_does_not_exist_is_refused_like_a_foreign_one(app: Flask) -> None:
    client = signed_in(app, "manager", "dukcapil")
    for page in ("/workplace/tidak-ada", "/workplace/tidak-ada/review"):
        assert client.get(page).status_code == 403


def test_a_form_from_elsewhere_ends_no_session(app: Flask) -> None:
    client = signed_in(app, "reviewer")
    assert client.post("/logout", data={"csrf_token": "palsu"}).status_code == 400
    assert client.post("/logout", json={"csrf_token": csrf_of(client, "/workplace")}).status_code == 415
    assert client.get("/workplace").status_code == 200


def test_signing_out_without_a_session_leads_to_the_sign_in(client: FlaskClient) -> None:
    answer = client.post("/logout")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login")
