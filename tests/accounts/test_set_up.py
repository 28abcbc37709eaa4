"""The link with which a new person chooses a password: for a day, once, and nothing in the database gives it away."""

from __future__ import annotations

import datetime
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import select

from portal.accounts.models import SetUpLink, Staff
from portal.accounts.services import create_staff, give_set_up_link
from portal.audit.models import AuditEntry
from portal.audit.queries import first_break
from portal.core.clock import now
from portal.core.database import transaction
from portal.core.extensions import db
from tests.cast import PASSWORD, csrf_of, signed_in, try_sign_in

EMAIL = "baru@contoh.example"
MINUTE = datetime.timedelta(minutes=1)


def a_link(app: Flask, *, age: datetime.timedelta = MINUTE) -> str:
    """The address of a link for EMAIL, made so long ago; a new account at the first call."""
    with app.app_context(), transaction():
        at = now() - age
        staff = db.session.scalar(select(Staff)) or create_staff(email=EMAIL, role="auditor", unit=None, at=at)
        return f"/staff/set-up/{give_set_up_link(staff=staff, at=at)}"


def choose(client: FlaskClient, link: str, password: str = PASSWORD) -> int:
    """The status of sending the form of a link."""
    return client.post(link, data={"csrf_token": csrf_of(client, link), "password": password}).status_code


def test_a_link_works_for_twenty_minutes(app: Flask, client: FlaskClient) -> None:
    assert client.get(a_link(app, age=19 * MINUTE)).status_code == 200
    expired = client.get(a_link(app, age=21 * MINUTE))
    assert expired.status_code == 404
    assert "Mintalah tautan baru" in expired.text


def test_a_link_that_ran_out_while_the_form_stood_open_sets_nothing(app: Flask, client: FlaskClient) -> None:
    link = a_link(app)
    token = csrf_of(client, link)
    with app.app_context(), transaction():
        db.session.scalars(select(SetUpLink)).one().expires_at = now() - MINUTE
    assert client.post(link, data={"csrf_token": token, "password": PASSWORD}).status_code == 404
    assert "salah" in try_sign_in(client, EMAIL).text


def test_a_new_link_replaces_the_one_before(app: Flask, client: FlaskClient) -> None:
    first, second = a_link(app), a_link(app)
    assert client.get(first).status_code == 404
    assert choose(client, second) == 303


def test_an_unknown_link_is_refused_like_a_used_one(app: Flask, client: FlaskClient) -> None:
    link = a_link(app)
    choose(client, link)
    used, unknown = client.get(link), client.get("/staff/set-up/tidak-ada")
    assert used.status_code == unknown.status_code == 404
    assert "Mintalah tautan baru" in used.text
    assert "Mintalah tautan baru" in unknown.text


def test_who_comes_with_a_used_link_is_shown_where_to_go(app: Flask, client: FlaskClient) -> None:
    page = client.get("/staff/set-up/tidak-ada").text
    assert "Tautan ini tidak berlaku lagi" in page
    assert 'href="/login"' in page
    assert 'href="/login/forgot"' in page
    assert "Cari layanan untuk dinilai" not in page


def test_without_a_mail_server_nobody_is_promised_a_letter(app: Flask, client: FlaskClient) -> None:
    page = client.get("/login/forgot").text
    assert "Mintalah tautan baru kepada administrator" in page
    assert "Kirim tautan" not in page
    sent = client.post("/login/forgot", data={"email": EMAIL, "csrf_token": csrf_of(client)}, follow_redirects=True)
    assert "segera dikirim" not in sent.text


def test_a_link_without_its_form_is_refused(app: Flask, client: FlaskClient) -> None:
    link = a_link(app)
    assert client.post(link, data={"password": PASSWORD}).status_code == 400
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("weak", ["", "pendek", "aaaaaaaaaaaaaaa", EMAIL, "x" * 129, "perahu\x00pulau-doom"])
def test_a_weak_password_is_refused_and_the_link_stays_good(app: Flask, client: FlaskClient, weak: str) -> None:
    link = a_link(app)
    assert choose(client, link, weak) == 200
    assert choose(client, link) == 303


def test_only_hashes_are_kept(app: Flask, client: FlaskClient) -> None:
    link = a_link(app)
    choose(client, link)
    with app.app_context():
        staff, kept = db.session.scalars(select(Staff)).one(), db.session.scalars(select(SetUpLink)).one()
    assert (staff.password or "").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert link.rsplit("/", 1)[-1].encode() not in kept.token_hash


def test_a_new_password_ends_the_sessions_of_the_old_one(app: Flask, client: FlaskClient) -> None:
    inside = signed_in(app, "auditor")
    with app.app_context(), transaction():
        token = give_set_up_link(staff=db.session.scalars(select(Staff)).one(), at=now())
    choose(client, f"/staff/set-up/{token}", "sampan-teluk-wondama-9")
    assert inside.get("/workplace").status_code == 303


def test_account_and_password_stand_in_the_audit_without_either_secret(
    app: Flask, cli: FlaskCliRunner, client: FlaskClient
) -> None:
    link = cli.invoke(args=["staff", "create", EMAIL, "--role", "auditor"]).output.strip()
    assert link.startswith("http://127.0.0.1:8000/staff/set-up/")
    choose(client, link.removeprefix("http://127.0.0.1:8000"))
    with app.app_context():
        created, chosen = db.session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        assert first_break() is None
    assert (created.actor, created.action, created.subject) == ("command line", "staff.create", EMAIL)
    assert json.loads(created.detail)["after"] == {"role": "auditor", "unit": None}
    assert (chosen.actor, chosen.action, chosen.subject) == (EMAIL, "staff.set_password", EMAIL)
    assert PASSWORD not in chosen.detail
