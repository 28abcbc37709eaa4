"""The own account: what ends a stolen session, and what an open desk does not let anybody do."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.models import RecoveryCode, Staff, StaffSession, Totp
from portal.accounts.queries import factors_of
from portal.accounts.services import add_passkey, begin_session, end_sessions
from portal.audit.models import AuditEntry
from portal.core.clock import now
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.sessions import Stage
from tests.cast import PASSWORD, an_account, an_app, csrf_of, session_of, try_sign_in

NEW = "sampan-teluk-wondama-9"


def send(client: FlaskClient, address: str, **data: str) -> int:
    return client.post(address, data=data | {"csrf_token": csrf_of(client, "/account")}).status_code


def a_thief(app: Flask, client: FlaskClient) -> FlaskClient:
    """Another browser with a copy of this one's cookie."""
    cookie, thief = client.get_cookie("session"), app.test_client()
    assert cookie is not None
    thief.set_cookie("session", cookie.value)
    assert thief.get("/account").status_code == 200
    return thief


def test_a_new_password_ends_every_session_but_gives_this_browser_a_new_one(app: Flask) -> None:
    email = an_account(app, "auditor")
    client, elsewhere = session_of(app, email), session_of(app, email)
    thief = a_thief(app, client)
    assert send(client, "/account/password", current=PASSWORD, password=NEW) == 303
    assert thief.get("/account").status_code == elsewhere.get("/account").status_code == 303
    assert "Kata sandi diganti." in client.get("/account").text
    assert "salah" in try_sign_in(app.test_client(), email).text
    assert try_sign_in(app.test_client(), email, NEW).status_code == 303


def test_signing_out_ends_a_copied_cookie(app: Flask) -> None:
    client = session_of(app, an_account(app, "auditor"))
    thief = a_thief(app, client)
    assert send(client, "/logout") == 303
    assert thief.get("/account").status_code == 303


@pytest.mark.parametrize(("current", "password"), [("salah-sekali-12", NEW), (PASSWORD, "pendek"), ("", ""), ("", NEW)])
def test_a_password_is_not_changed_without_the_present_one(app: Flask, current: str, password: str) -> None:
    email = an_account(app, "auditor")
    client = session_of(app, email)
    assert send(client, "/account/password", current=current, password=password) == 200
    assert try_sign_in(app.test_client(), email).status_code == 303


def test_own_sessions_are_listed_and_ended(app: Flask) -> None:
    email = an_account(app, "auditor")
    client, other = session_of(app, email), session_of(app, email)
    with app.app_context():
        numbers = [one.id for one in db.session.scalars(select(StaffSession).order_by(StaffSession.id))]
    assert client.get("/account").text.count("masuk ") >= 2
    assert send(client, f"/account/sessions/{numbers[1]}/end") == 303
    assert other.get("/account").status_code == 303
    assert client.get("/account").status_code == 200


def test_a_foreign_session_is_not_found(app: Flask) -> None:
    client, other = session_of(app, an_account(app, "auditor")), session_of(app, an_account(app, "reviewer"))
    with app.app_context():
        number = db.session.scalars(select(StaffSession.id).order_by(StaffSession.id.desc())).first()
    assert send(client, f"/account/sessions/{number}/end") == 404
    assert other.get("/account").status_code == 200


def test_all_others_are_ended_at_once(app: Flask) -> None:
    email = an_account(app, "auditor")
    client, others = session_of(app, email), [session_of(app, email) for _one in range(3)]
    assert send(client, "/account/sessions/end-others") == 303
    assert {one.get("/account").status_code for one in others} == {303}
    assert client.get("/account").status_code == 200


def test_the_last_factor_stays(app: Flask) -> None:
    email = an_account(app, "auditor")
    an_app(app, email)
    client = session_of(app, email)
    assert send(client, "/account/factor/remove", current=PASSWORD) == 303
    assert "Pasang yang baru dulu." in client.get("/account").text
    with app.app_context():
        assert db.session.scalars(select(Totp)).one().confirmed_at is not None


def test_a_factor_goes_with_the_password_alone(app: Flask) -> None:
    email = an_account(app, "auditor")
    an_app(app, email)
    with app.app_context(), transaction():
        staff = db.session.scalars(select(Staff)).one()
        add_passkey(staff=staff, credential=b"k", public_key=b"p", sign_count=0, name="Laptop", at=now())
    client = session_of(app, email)
    assert send(client, "/account/factor/remove", current="salah-sekali-12") == 403
    thief = a_thief(app, client)
    assert send(client, "/account/factor/remove", current=PASSWORD) == 303
    assert thief.get("/account").status_code == 303
    with app.app_context():
        left = factors_of(db.session.scalars(select(Staff)).one())
        assert (left.totp, [key.name for key in left.passkeys]) == (False, ["Laptop"])


def test_fresh_recovery_codes_replace_the_old_ones(app: Flask) -> None:
    email = an_account(app, "auditor")
    an_app(app, email)
    client = session_of(app, email)
    assert send(client, "/account/codes", current="salah-sekali-12") == 403
    for _time in range(2):
        assert send(client, "/account/codes", current=PASSWORD) == 200
    with app.app_context():
        assert len(db.session.scalars(select(RecoveryCode)).all()) == 10


def test_deeds_of_the_own_account_are_on_record_without_secrets(app: Flask) -> None:
    client = session_of(app, an_account(app, "auditor"))
    send(client, "/account/password", current=PASSWORD, password=NEW)
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "staff.change_password")).one()
    assert NEW not in entry.detail
    assert entry.session is not None


def test_ended_by_somebody_else_a_session_is_over(app: Flask) -> None:
    client = session_of(app, an_account(app, "auditor"))
    with app.app_context(), transaction():
        end_sessions(staff=db.session.scalars(select(Staff)).one(), at=now())
    assert client.get("/account").status_code == 303


def test_a_session_at_an_earlier_stage_is_none(app: Flask) -> None:
    email = an_account(app, "auditor")
    with app.app_context(), transaction():
        staff = db.session.scalars(select(Staff)).one()
        for stage in (Stage.SECOND_STEP, Stage.ENROL):
            begin_session(staff=staff, stage=stage, device="-", device_name="-", at=now())
    client = session_of(app, email)
    assert client.get("/account").text.count("Akhiri sesi ini") == 0
