"""A refusal never looks like a success: it is announced at once, and wears another colour."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.accounts.administering import an_administrator, invite, post, stored
from tests.builders import a_service
from tests.cast import an_account


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    with app.app_context():
        a_service()
    return an_administrator(app)


def messages(client: FlaskClient, address: str, **data: object) -> list[tuple[str, str, str]]:
    """Look, role and words of the messages on the page to which a form leads."""
    page = client.get(post(client, address, **data).headers["Location"]).text
    return re.findall(r'<p class="card (\w+)" role="(\w+)">([^<]*)<', page)


@pytest.mark.parametrize(
    ("address", "fields", "said"),
    [
        ("/admin/units/dukcapil/undo", {"what": "closing"}, "Tidak ada penutupan"),
        ("/admin/services/ktp-el/undo", {"what": "change"}, "Tidak ada perubahan yang direncanakan"),
        ("/admin/accounts/{person}/reopen", {}, "Akun ini tidak ditutup."),
        ("/admin/accounts/requests/1/approve", {"version": 99}, "Akun ini berubah sejak"),
    ],
)
def test_a_refusal_is_an_alert(
    app: Flask, admin: FlaskClient, address: str, fields: dict[str, object], said: str
) -> None:
    person = stored(app, an_account(app, "reviewer")).number
    invite(an_administrator(app, "b"), "baru@contoh.example", "auditor")
    ((look, role, words),) = messages(admin, address.format(person=person), **fields)
    assert (look, role) == ("refused", "alert")
    assert words.startswith(said)


def test_a_success_is_a_status(app: Flask, admin: FlaskClient) -> None:
    person = stored(app, an_account(app, "reviewer")).number
    done = messages(admin, f"/admin/accounts/{person}/sessions/end")
    assert done == [("done", "status", "Semua sesi orang itu berakhir.")]
