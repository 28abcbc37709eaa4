"""How tests write questionnaires in the browser: one step each, and what it led to."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.audit.models import AuditEntry
from portal.audit.queries import first_break
from portal.core.extensions import db
from portal.domain.drafts import wording
from portal.domain.skm import SKM
from portal.surveys.queries import current_survey, version_by_key
from tests.cast import csrf_of

WAKTU = wording(SKM.question("waktu"))
KEAMANAN = {name: f"Keamanan {name}" for name in WAKTU}
AUTHOR = "administrator.kota@contoh.example"


def send(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    token = csrf_of(client, "/account")
    return client.post(f"/admin/surveys/{path}", data={**fields, "csrf_token": token})


def edit(app: Flask, key: str = "skm@2") -> int:
    with app.app_context():
        return version_by_key(key).version_of_edit


def current(app: Flask) -> str:
    with app.app_context():
        return current_survey().questionnaire.key


def publish(app: Flask, client: FlaskClient, key: str = "skm@2") -> TestResponse:
    return send(client, f"{key}/publish", version=edit(app, key))


def told(client: FlaskClient, answer: TestResponse) -> str:
    """The page to which an answer leads."""
    assert answer.status_code == 303
    return client.get(answer.location).text


def deeds(app: Flask) -> list[str]:
    with app.app_context():
        assert first_break() is None
        query = select(AuditEntry.action).where(AuditEntry.action.like("survey.%")).order_by(AuditEntry.number)
        return list(db.session.scalars(query))
