"""The session: whom it names, where its cookie goes, and what it does not let through."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.access import need_of
from portal.accounts.models import Staff
from portal.core.database import transaction
from portal.core.extensions import db
from tests.builders import a_service
from tests.cast import PASSWORD, an_account, an_app, csrf_of, give_code, signed_in, try_sign_in

FOREIGN = (
    "https://lain.example/",
    "//lain.example/",
    "///lain.example/",
    "/\\lain.example/",
    "\\\\lain.example",
    "\t//lain.example",
    " https://lain.example/",
    "https:lain.example",
    "javascript:alert(1)",
    "https://localhost@lain.example/",
)


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()


def test_the_cookie_is_for_the_browser_alone(app: Flask, client: FlaskClient) -> None:
    cookie = try_sign_in(client, an_account(app, "auditor")).headers["Set-Cookie"]
    assert cookie.startswith("session=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


@pytest.mark.parametrize("address", ["/", "/units", "/units/dukcapil", "/rate/ktp-el", "/api/v1/units", "/tidak-ada"])
def test_public_pages_neither_set_nor_heed_it(app: Flask, address: str) -> None:
    given = signed_in(app, "auditor").get(address)
    assert "Set-Cookie" not in given.headers
    assert "cookie" not in given.headers.get("Vary", "").lower()
    assert "auditor.kota" not in given.text


def test_signing_out_needs_the_form(app: Flask) -> None:
    client = signed_in(app, "auditor")
    assert client.post("/logout").status_code == 400
    assert client.get("/logout").status_code == 405
    assert client.get("/workplace").status_code == 200


def test_signing_out_takes_the_cookie_away(app: Flask) -> None:
    client = signed_in(app, "auditor")
    client.post("/logout", data={"csrf_token": csrf_of(client, "/workplace")})
    assert client.get_cookie("session") is None


def test_sign_in_leads_back_to_where_one_wanted_to_go(app: Flask, client: FlaskClient) -> None:
    door = client.get("/workplace/dukcapil/review?period=2026-Q3").headers["Location"]
    assert door == "/login?next=/workplace/dukcapil/review?period%3D2026-Q3"
    assert 'name="next" value="/workplace/dukcapil/review?period=2026-Q3"' in client.get(door).text
    data = {"email": an_account(app, "auditor"), "password": PASSWORD, "next": "/workplace/dukcapil"}
    app_of = an_app(app, data["email"])
    assert client.post("/login", data=data | {"csrf_token": csrf_of(client)}).headers["Location"] == "/login/code"
    assert give_code(client, app_of.generate().token).headers["Location"] == "/workplace/dukcapil"


@pytest.mark.parametrize("foreign", FOREIGN)
def test_sign_in_never_leads_to_another_site(app: Flask, client: FlaskClient, foreign: str) -> None:
    data = {"email": an_account(app, "auditor"), "password": PASSWORD, "csrf_token": csrf_of(client), "next": foreign}
    answer = client.post("/login", query_string={"next": foreign}, data=data)
    assert answer.status_code in {302, 303}
    place = answer.headers["Location"]
    assert place.startswith("/") or ":" not in place
    assert not place.startswith(("//", "/\\", "\\"))


def test_an_account_that_was_closed_is_out_at_once(app: Flask, client: FlaskClient) -> None:
    inside = signed_in(app, "auditor")
    with app.app_context(), transaction():
        db.session.scalars(select(Staff)).one().active = False
    assert inside.get("/workplace").status_code == 303
    assert "Alamat e-mail atau kata sandi salah." in try_sign_in(client, "auditor.kota@contoh.example").text


def test_an_account_without_a_password_lets_nobody_in(app: Flask, client: FlaskClient) -> None:
    email = an_account(app, "auditor")
    with app.app_context(), transaction():
        db.session.scalars(select(Staff)).one().password = None
    for guess in ("", "None", PASSWORD):
        assert try_sign_in(client, email, guess).status_code == 200
    assert client.get("/workplace").status_code == 303


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("", ""),
        ("auditor", "x"),
        ("auditor.kota@contoh.example", "perahu\x00pulau"),
        ("auditor\x00@contoh.example", PASSWORD),
        ("auditor.kota@contoh.example", "x" * 100_000),
        ("' OR 1=1 --", "' OR 1=1 --"),
    ],
)
def test_odd_input_gets_the_same_answer(app: Flask, client: FlaskClient, email: str, password: str) -> None:
    an_account(app, "auditor")
    answer = try_sign_in(client, email, password)
    assert answer.status_code == 200
    assert "Alamat e-mail atau kata sandi salah." in answer.text


def test_an_address_may_be_typed_in_any_case(app: Flask, client: FlaskClient) -> None:
    email = an_account(app, "auditor")
    assert try_sign_in(client, f" {email.upper()} ").status_code in {302, 303}


def test_machines_do_not_sign_in(app: Flask, client: FlaskClient) -> None:
    data = {"email": an_account(app, "auditor"), "password": PASSWORD}
    assert client.post("/login", json=data).status_code == 415
    answer = client.get("/workplace?auth_token=x", headers={"Authentication-Token": "x", "Accept": "application/json"})
    assert answer.status_code == 303


def test_only_these_addresses_are_open_to_strangers(app: Flask) -> None:
    known = app.extensions["portal"].audiences
    rules = [rule for rule in app.url_map.iter_rules() if known.get(rule.endpoint.split(".")[0]) == "staff"]
    assert {rule.rule for rule in rules if need_of(app, rule.endpoint).deed is None} == {
        "/login",
        "/login/forgot",
        "/login/code",
        "/login/passkey",
        "/login/enrol",
        "/login/enrol/app",
        "/login/enrol/passkey",
        "/login/arrived",
        "/staff/set-up/<token>",
    }
