"""The second step: no page without it, no code twice, and no way around it by a link."""

from __future__ import annotations

import datetime
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from passlib.totp import TOTP
from sqlalchemy import select

from portal.accounts.models import RecoveryCode, SignInTry, Staff, StaffSession, Totp
from portal.accounts.services import give_recovery_codes, give_set_up_link, use_totp
from portal.audit.models import AuditEntry
from portal.catalogue.models import SampleCity
from portal.core.clock import now
from portal.core.database import transaction
from portal.core.extensions import db
from tests.cast import an_account, an_app, csrf_of, give_code, session_of, try_sign_in

MINUTE = datetime.timedelta(minutes=1)


def the_staff() -> Staff:
    return db.session.scalars(select(Staff)).one()


def half_way(app: Flask, client: FlaskClient) -> str:
    """The code that would open, of an account whose password was just given."""
    email = an_account(app, "auditor")
    totp = an_app(app, email)
    assert try_sign_in(client, email).headers["Location"] == "/login/code"
    return str(totp.generate().token)


def test_the_password_alone_opens_nothing(app: Flask, client: FlaskClient) -> None:
    half_way(app, client)
    for page in ("/workplace", "/account"):
        assert client.get(page).headers["Location"].startswith("/login")


def test_the_password_and_a_code_open_the_workplace(app: Flask, client: FlaskClient) -> None:
    assert give_code(client, half_way(app, client)).headers["Location"] == "/workplace"
    assert client.get("/workplace").status_code == 200


def test_a_code_used_twice_is_refused(app: Flask, client: FlaskClient) -> None:
    code = half_way(app, client)
    give_code(client, code)
    other = app.test_client()
    try_sign_in(other, "auditor.kota@contoh.example")
    assert "Belum cocok." in give_code(other, code).text
    assert other.get("/workplace").status_code == 303


def test_an_older_code_than_the_last_one_is_refused(app: Flask) -> None:
    email = an_account(app, "auditor")
    totp = an_app(app, email)
    with app.app_context(), transaction():
        staff, at = the_staff(), now()
        assert use_totp(staff=staff, code=totp.generate(time=at).token, at=at)
        earlier = at - datetime.timedelta(seconds=30)
        assert not use_totp(staff=staff, code=totp.generate(time=earlier).token, at=at)


def test_a_wrong_code_is_refused_and_slows_the_guesser(app: Flask, client: FlaskClient) -> None:
    code = half_way(app, client)
    for _try in range(5):
        assert "Belum cocok." in give_code(client, "000000" if code != "000000" else "111111").text
    assert "Terlalu sering salah." in give_code(client, code).text
    with app.app_context(), transaction():
        for counted in db.session.scalars(select(SignInTry)):
            counted.last_at = now() - MINUTE
    assert give_code(client, code).headers["Location"] == "/workplace"


def test_the_second_step_must_follow_soon(app: Flask, client: FlaskClient) -> None:
    code = half_way(app, client)
    with app.app_context(), transaction():
        db.session.scalars(select(StaffSession)).one().started_at = now() - 11 * MINUTE
    token = csrf_of(client)
    answer = client.post("/login/code", data={"code": code, "csrf_token": token})
    assert answer.headers["Location"] == "/login"
    assert "sepuluh menit" in client.get("/login").text


def test_a_new_session_begins_at_each_step(app: Flask, client: FlaskClient) -> None:
    code = half_way(app, client)
    copied = client.get_cookie("session")
    assert copied is not None
    give_code(client, code)
    thief = app.test_client()
    thief.set_cookie("session", copied.value)
    assert thief.get("/workplace").status_code == 303
    assert thief.get("/login/code").status_code == 303


def test_a_recovery_code_serves_once_in_place_of_the_app(app: Flask, client: FlaskClient) -> None:
    half_way(app, client)
    with app.app_context(), transaction():
        code = give_recovery_codes(staff=the_staff())[0]
    assert give_code(client, code.upper().replace("-", " ")).headers["Location"] == "/workplace"
    again = app.test_client()
    try_sign_in(again, "auditor.kota@contoh.example")
    assert "Belum cocok." in give_code(again, code).text
    with app.app_context():
        kept = db.session.scalars(select(RecoveryCode)).all()
    assert len(kept) == 10
    assert all(code.encode() not in one.code_hash for one in kept)


def test_without_a_second_factor_one_is_set_up_first(app: Flask, client: FlaskClient) -> None:
    email = an_account(app, "auditor")
    assert try_sign_in(client, email).headers["Location"] == "/login/enrol"
    assert client.get("/workplace").headers["Location"] == "/login/enrol"
    page = client.get("/login/enrol").text
    key = re.search(r'class="key">([A-Z2-7-]+)<', page)
    assert key is not None
    with app.app_context():
        totp_row = db.session.scalars(select(Totp)).one()
        assert key[1].replace("-", "") not in totp_row.secret
    code = TOTP(key=key[1].replace("-", "")).generate().token
    token = csrf_of(client, "/login/enrol")
    wrong = client.post("/login/enrol/app", data={"code": "12", "csrf_token": token})
    assert "belum cocok" in wrong.text
    codes = client.post("/login/enrol/app", data={"code": code, "csrf_token": token})
    assert len(re.findall(r"<li><code>", codes.text)) == 10
    assert client.get("/login/arrived").headers["Location"] == "/workplace"
    assert client.get("/workplace").status_code == 200


def test_the_key_stays_the_same_while_it_is_being_set_up(app: Flask, client: FlaskClient) -> None:
    try_sign_in(client, an_account(app, "auditor"))
    keys = {re.search(r'class="key">([A-Z2-7-]+)<', client.get("/login/enrol").text)[1] for _time in range(2)}  # type: ignore[index]
    assert len(keys) == 1


def test_only_the_sample_city_lets_in_without_one(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), transaction():
        db.session.add(SampleCity(seed=1))
    email = an_account(app, "auditor")
    assert try_sign_in(client, email).headers["Location"] == "/workplace"
    an_app(app, email)
    assert try_sign_in(app.test_client(), email).headers["Location"] == "/login/code"


def test_a_one_time_link_does_not_go_around_it(app: Flask, client: FlaskClient) -> None:
    email = an_account(app, "auditor")
    an_app(app, email)
    with app.app_context(), transaction():
        link = f"/staff/set-up/{give_set_up_link(staff=the_staff(), at=now())}"
    new = "sampan-teluk-wondama-9"
    client.post(link, data={"csrf_token": csrf_of(client, link), "password": new})
    assert client.get("/workplace").status_code == 303
    assert try_sign_in(client, email, new).headers["Location"] == "/login/code"


def test_a_passkey_s_answer_that_is_none_is_refused(app: Flask, client: FlaskClient) -> None:
    half_way(app, client)
    token = csrf_of(client, "/login/code")
    for answer in ("", "{}", "[]", "null", '{"id": "AAAA"}', "x" * 30_000):
        given = client.post("/login/passkey", data={"answer": answer, "csrf_token": token})
        assert "Belum cocok." in given.text
    assert client.get("/workplace").status_code == 303


def test_signing_in_is_on_record_with_its_session_and_factor(app: Flask, client: FlaskClient) -> None:
    give_code(client, half_way(app, client))
    with app.app_context():
        begun = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "session.begin")).one()
        running = db.session.scalars(select(StaffSession).where(StaffSession.ended_at.is_(None))).one()
    assert (begun.actor, begun.session) == ("auditor.kota@contoh.example", running.id)
    assert json.loads(begun.detail)["after"] == {"factor": "totp"}


@pytest.mark.parametrize("what", ["idle", "absolute"])
def test_a_session_ends_by_itself(app: Flask, what: str) -> None:
    client = session_of(app, an_account(app, "auditor"))
    assert client.get("/account").status_code == 200
    with app.app_context(), transaction():
        session = db.session.scalars(select(StaffSession)).one()
        session.seen_at = now() - (31 if what == "idle" else 1) * MINUTE
        session.started_at = now() - (32 if what == "idle" else 12 * 60) * MINUTE
    assert client.get("/account").status_code == 303


def test_use_keeps_a_session_going(app: Flask) -> None:
    client = session_of(app, an_account(app, "auditor"))
    with app.app_context(), transaction():
        db.session.scalars(select(StaffSession)).one().seen_at = now() - 29 * MINUTE
    assert client.get("/account").status_code == 200
    with app.app_context():
        seen = db.session.scalars(select(StaffSession)).one().seen_at
    assert now() - (seen if seen.tzinfo else seen.replace(tzinfo=datetime.UTC)) < MINUTE
