"""Signing in: no default account, one answer for all who may not, a link that works once, and a way out."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import func, select

from portal.accounts.models import Staff
from portal.core.extensions import db
from tests.builders import a_unit
from tests.cast import PASSWORD, an_account, csrf_of, signed_in, try_sign_in


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_unit()


def accounts(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Staff)) or 0


def test_there_is_no_default_account(app: Flask) -> None:
    assert accounts(app) == 0


def test_a_reviewer_signs_in_and_out(app: Flask) -> None:
    client = signed_in(app, "reviewer")
    assert client.get("/workplace").status_code == 200
    client.post("/logout", data={"csrf_token": csrf_of(client, "/workplace")})
    assert client.get("/workplace").status_code == 303


def test_a_copied_cookie_ends_with_the_session(app: Flask) -> None:
    client, thief = signed_in(app, "reviewer"), app.test_client()
    cookie = client.get_cookie("session")
    assert cookie is not None
    thief.set_cookie("session", cookie.value)
    assert thief.get("/workplace").status_code == 200
    client.post("/logout", data={"csrf_token": csrf_of(client, "/workplace")})
    assert thief.get("/workplace").status_code == 303


def test_unknown_account_and_wrong_password_get_the_same_answer(app: Flask) -> None:
    email = an_account(app, "auditor")

    def answer(address: str) -> tuple[int, str]:
        given = try_sign_in(app.test_client(), address, "salah-sekali-123")
        text = re.sub(r'name="csrf_token"[^>]*>', "", given.text).replace(address, "")
        return given.status_code, text

    assert answer(email) == answer("siapa@contoh.example")
    assert "Alamat e-mail atau kata sandi salah." in answer(email)[1]


def test_sign_in_without_the_form_is_refused(app: Flask, client: FlaskClient) -> None:
    email = an_account(app, "auditor")
    assert client.post("/login", data={"email": email, "password": PASSWORD}).status_code == 400
    assert client.get("/workplace").status_code == 303


def test_sign_in_leads_to_own_pages_only(app: Flask, client: FlaskClient) -> None:
    email = an_account(app, "reviewer")
    data = {"email": email, "password": PASSWORD, "csrf_token": csrf_of(client), "next": "https://lain.example/"}
    assert "lain.example" not in client.post("/login", data=data).headers["Location"]


def test_guessing_is_slowed_for_the_account_alone(app: Flask) -> None:
    email, other = an_account(app, "auditor"), an_account(app, "reviewer")
    codes = [try_sign_in(app.test_client(), email, "salah-sekali-123").status_code for _try in range(12)]
    assert codes[-1] == 429
    assert try_sign_in(app.test_client(), other).status_code in {302, 303}


def test_a_set_up_link_works_once(app: Flask, cli: FlaskCliRunner, client: FlaskClient) -> None:
    arguments = ["staff", "create", "baru@contoh.example", "--role", "manager", "--unit", "dukcapil"]
    result = cli.invoke(args=arguments)
    assert result.exit_code == 0, result.output
    link = result.output.strip().splitlines()[-1].split("8000")[1]
    assert client.post(link, data={"csrf_token": csrf_of(client, link), "password": "pendek"}).status_code == 200
    token = csrf_of(client, link)
    assert client.post(link, data={"csrf_token": token, "password": PASSWORD}).status_code == 303
    assert client.get(link).status_code == 404
    assert try_sign_in(app.test_client(), "baru@contoh.example").status_code in {302, 303}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bukan-alamat", "--role", "auditor"], "bukan alamat"),
        (["a@contoh.example", "--role", "raja"], "tidak dikenal"),
        (["a@contoh.example", "--role", "manager"], "perlu --unit"),
        (["a@contoh.example", "--role", "manager", "--unit", "tidak-ada"], "tidak ada"),
    ],
)
def test_a_bad_account_is_refused(app: Flask, cli: FlaskCliRunner, arguments: list[str], said: str) -> None:
    result = cli.invoke(args=["staff", "create", *arguments])
    assert result.exit_code == 1
    assert said in result.output
    assert accounts(app) == 0


def test_an_address_has_one_account(app: Flask, cli: FlaskCliRunner) -> None:
    email = an_account(app, "auditor")
    result = cli.invoke(args=["staff", "create", email.upper(), "--role", "auditor"])
    assert result.exit_code == 1
    assert "sudah punya akun" in result.output
