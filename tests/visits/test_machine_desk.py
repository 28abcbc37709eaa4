"""Machines at the desk of administrators: a key shown once, and taken away."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.visits.models import QueueMachine
from tests.builders import a_service
from tests.cast import csrf_of, signed_in
from tests.visits.desk import column, inside

NEW = "/admin/machines/new"


def ask(client: FlaskClient, key: str) -> int:
    headers = {"Authorization": f"Bearer {key}"}
    return client.post("/api/v1/visits/codes", json={"service": "ktp-el"}, headers=headers).status_code


def test_a_key_is_shown_once_and_can_be_taken_away(app: Flask, client: FlaskClient) -> None:
    inside(app, a_service)
    admin = signed_in(app, "administrator")
    data = {"csrf_token": csrf_of(admin, NEW), "unit": "dukcapil", "name": "Lantai 1"}
    page = admin.post(NEW, data=data)
    key = page.text.split('<code class="key">')[1].split("</code>")[0]
    assert "no-store" in page.headers["Cache-Control"]
    again = admin.post(NEW, data=data)
    assert (again.status_code, 'class="key"' in again.text) == (422, False)
    assert ask(client, key) == 201
    listed = admin.get("/admin/machines").text
    assert "Lantai 1" in listed
    assert key not in listed
    (machine,) = column(app, select(QueueMachine))
    assert key.encode() != machine.key_hash
    token = {"csrf_token": csrf_of(admin, "/admin/machines")}
    assert admin.post(f"/admin/machines/{machine.id}/revoke", data=token).status_code == 303
    assert ask(client, key) == 401
    assert admin.post(NEW, data=data).status_code == 200, "the name is free again"
