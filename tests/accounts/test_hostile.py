"""Who is no administrator gets nothing done to any account, with a good token too; nor does one just closed."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.accounts.access import need_of
from portal.audit.queries import first_break
from portal.domain.permissions import Deed, Role
from tests.accounts.administering import an_administrator, deeds, exists, post, stored
from tests.builders import a_service
from tests.cast import an_account, csrf_of, signed_in

NEW = "baru@contoh.example"
VICTIM = "reviewer.kota@contoh.example"
FIELDS = {"email": NEW, "roles": ["manager"], "unit": "dukcapil", "lang": "en", "version": 1, "leave_open": "y"}


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
    an_account(app, "reviewer")


def routes(app: Flask) -> list[tuple[str, str]]:
    """Method and address, about the victim, of each route of account administration."""
    number = stored(app, VICTIM).number
    return [
        (method, rule.rule.replace("<int:number>", str(number)))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/admin/accounts", "/admin/delegations"))
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def send(client: FlaskClient, method: str, address: str) -> int:
    return client.get(address).status_code if method == "GET" else post(client, address, **FIELDS).status_code


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_no_other_role_does_anything_to_an_account(app: Flask, role: Role) -> None:
    client = signed_in(app, role.value, "dukcapil", name="x")
    before, asked = stored(app, VICTIM), routes(app)
    assert len(asked) > 15
    assert {one: status for one in asked if (status := send(client, *one)) != 403} == {}
    assert stored(app, VICTIM) == before
    assert not exists(app, NEW)
    assert len(deeds(app, "access.denied")) == len(asked)
    with app.app_context():
        assert first_break() is None


def test_every_route_of_administration_asks_for_the_right(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/admin/accounts")]
    assert {need_of(app, rule.endpoint).deed for rule in rules} == {Deed.MANAGE_ACCOUNTS}


def test_strangers_are_sent_to_sign_in(app: Flask) -> None:
    client = app.test_client()
    for method, address in routes(app):
        answer = client.open(address, method=method, data=FIELDS)
        assert (answer.status_code, answer.headers["Location"][:6]) == (303, "/login")


def test_a_form_without_a_token_does_nothing(app: Flask) -> None:
    client = an_administrator(app)
    for method, address in routes(app):
        if method == "POST":
            assert client.post(address, data=FIELDS).status_code == 400
    assert not exists(app, NEW)


@pytest.mark.parametrize("path", ["", "/link", "/sessions/end", "/close"])
def test_an_administrator_who_was_closed_meanwhile_does_nothing(app: Flask, path: str) -> None:
    first, second = an_administrator(app), an_administrator(app, "b")
    token, number = csrf_of(second, "/account"), stored(app, VICTIM).number
    an_administrator(app, "c")
    other = stored(app, "administratorb.kota@contoh.example")
    post(first, f"/admin/accounts/{other.number}/close", version=other.version, leave_open="y")
    before = stored(app, VICTIM)
    answer = second.post(f"/admin/accounts/{number}{path}", data={**FIELDS, "csrf_token": token})
    assert answer.headers["Location"][:6] == "/login"
    assert stored(app, VICTIM) == before


def test_a_copied_cookie_is_worthless_after_a_role_change(app: Flask) -> None:
    admin, person = an_administrator(app), signed_in(app, "moderator")
    thief, cookie = app.test_client(), person.get_cookie("session")
    assert cookie is not None
    thief.set_cookie("session", cookie.value)
    one = stored(app, "moderator.kota@contoh.example")
    post(admin, f"/admin/accounts/{one.number}", **(FIELDS | {"email": one.email, "version": one.version}))
    assert thief.get("/account").status_code == person.get("/account").status_code == 303
