"""Roles of control are given by two administrators: not by one, not for oneself, not twice, not as it was before."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.core.database import transaction
from portal.core.extensions import db
from tests.accounts.administering import (
    an_administrator,
    approve,
    change,
    deeds,
    invite,
    link_in,
    post,
    requests,
    stored,
)
from tests.builders import a_service
from tests.cast import PASSWORD, an_account, an_app, csrf_of, session_of

NEW = "baru@contoh.example"
A, B = "administrator.kota@contoh.example", "administratorb.kota@contoh.example"


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        a_service("poli", unit="puskesmas", name="Poli umum")


@pytest.fixture
def first(app: Flask) -> FlaskClient:
    return an_administrator(app)


@pytest.fixture
def second(app: Flask) -> FlaskClient:
    return an_administrator(app, "b")


@pytest.mark.parametrize("role", ["integrity", "auditor", "administrator"])
def test_a_new_account_holds_a_role_of_control_only_when_a_second_one_approved(
    app: Flask, first: FlaskClient, second: FlaskClient, role: str
) -> None:
    assert link_in(invite(first, NEW, role)) is None
    assert stored(app, NEW).roles == frozenset()
    assert approve(app, first, 1).status_code == 403
    assert stored(app, NEW).roles == frozenset()
    page = approve(app, second, 1)
    assert link_in(page) is not None
    assert stored(app, NEW).roles == {role}
    assert [
        (actor, action) for actor, action, *_rest in deeds(app, "account_request.make", "account_request.approve")
    ] == [
        (A, "account_request.make"),
        (B, "account_request.approve"),
    ]
    assert [(actor, after["reason"]) for actor, _a, _s, after in deeds(app, "access.denied")] == [(A, "own_request")]


def test_what_waits_is_a_duty_of_the_other_one_alone(app: Flask, first: FlaskClient, second: FlaskClient) -> None:
    invite(first, NEW, "auditor")
    assert "1 permintaan tentang akun" in second.get("/workplace").text
    assert "permintaan tentang akun" not in first.get("/workplace").text
    assert "Setujui" in second.get("/admin/accounts/requests").text
    assert "Setujui" not in first.get("/admin/accounts/requests").text


@pytest.mark.parametrize("role", ["integrity", "auditor", "administrator"])
@pytest.mark.parametrize(("deed", "kind"), [("link", "link"), ("factors/remove", "factors")])
def test_an_account_of_control_is_not_opened_by_one_alone(
    app: Flask, first: FlaskClient, second: FlaskClient, role: str, deed: str, kind: str
) -> None:
    email = an_account(app, role, name="c")
    totp = an_app(app, email)
    assert link_in(post(first, f"/admin/accounts/{stored(app, email).number}/{deed}")) is None
    assert requests(app) == [(1, kind, email, None)]
    client = app.test_client()
    token = csrf_of(client)
    client.post("/login", data={"email": email, "password": PASSWORD, "csrf_token": token})
    assert client.get("/login/code").status_code == 200
    assert approve(app, second, 1).status_code in {200, 303}
    assert requests(app) == [(1, kind, email, "approved")]
    assert totp is not None


def test_an_address_under_control_changes_with_two(app: Flask, first: FlaskClient, second: FlaskClient) -> None:
    email = an_account(app, "auditor")
    change(first, stored(app, email), email=NEW)
    assert stored(app, email).roles == {"auditor"}
    approve(app, second, 1)
    assert stored(app, NEW).roles == {"auditor"}


def test_an_integrity_officer_changes_units_with_two(app: Flask, first: FlaskClient, second: FlaskClient) -> None:
    email = an_account(app, "integrity", "dukcapil")
    person = session_of(app, email)
    change(first, stored(app, email), unit="puskesmas")
    assert stored(app, email).unit == "dukcapil"
    assert person.get("/account").status_code == 200
    approve(app, second, 1)
    assert stored(app, email).unit == "puskesmas"
    assert person.get("/account").status_code == 303


def test_who_waits_for_a_role_of_control_gets_no_link_from_one_alone(app: Flask, first: FlaskClient) -> None:
    invite(first, NEW, "auditor")
    assert link_in(post(first, f"/admin/accounts/{stored(app, NEW).number}/link")) is None
    assert [kind for _number, kind, *_rest in requests(app)] == ["rights", "link"]


def test_a_link_given_before_ends_when_a_role_of_control_is_asked_for(
    app: Flask, first: FlaskClient, second: FlaskClient
) -> None:
    link = link_in(invite(first, NEW, "reviewer"))
    assert link is not None
    assert app.test_client().get(link).status_code == 200
    change(first, stored(app, NEW), roles=["auditor"])
    assert app.test_client().get(link).status_code == 404
    approve(app, second, 1)
    assert stored(app, NEW).roles == {"auditor"}


def test_an_administrator_does_not_approve_what_concerns_the_own_account(
    app: Flask, first: FlaskClient, second: FlaskClient
) -> None:
    post(first, f"/admin/accounts/{stored(app, B).number}/link")
    assert approve(app, second, 1).status_code == 403
    assert requests(app) == [(1, "link", B, None)]
    third = an_administrator(app, "c")
    assert link_in(approve(app, third, 1)) is not None


def test_a_request_ends_rejected_or_taken_back(app: Flask, first: FlaskClient, second: FlaskClient) -> None:
    invite(first, NEW, "auditor")
    post(second, "/admin/accounts/requests/1/reject")
    change(first, stored(app, NEW), roles=["auditor"])
    post(first, "/admin/accounts/requests/2/reject")
    assert [decision for *_rest, decision in requests(app)] == ["rejected", "withdrawn"]
    assert "sudah diputus" in _after(second, approve(app, second, 1).status_code)
    assert stored(app, NEW).roles == frozenset()


def test_what_one_asked_who_is_no_administrator_any_more_is_not_approved(
    app: Flask, first: FlaskClient, second: FlaskClient
) -> None:
    an_administrator(app, "c")
    invite(first, NEW, "auditor")
    change(second, stored(app, A), roles=["reviewer"])
    approve(app, second, 1)
    assert "bukan administrator lagi" in second.get("/admin/accounts/requests").text
    assert stored(app, NEW).roles == frozenset()


def test_the_same_is_asked_once(app: Flask, first: FlaskClient, second: FlaskClient) -> None:
    email = an_account(app, "auditor")
    for client in (first, second):
        post(client, f"/admin/accounts/{stored(app, email).number}/link")
    assert requests(app) == [(1, "link", email, None)]


@pytest.mark.parametrize("version", ["", "0", "7", "x", "9" * 30])
def test_what_changed_since_it_was_seen_is_looked_at_again(
    app: Flask, first: FlaskClient, second: FlaskClient, version: str
) -> None:
    invite(first, NEW, "auditor")
    post(second, "/admin/accounts/requests/1/approve", version=version)
    assert "berubah sejak" in second.get("/admin/accounts/requests").text
    assert stored(app, NEW).roles == frozenset()


def test_an_address_that_was_taken_meanwhile_leaves_the_request_waiting(
    app: Flask, first: FlaskClient, second: FlaskClient
) -> None:
    email = an_account(app, "auditor")
    change(first, stored(app, email), email=NEW)
    invite(first, NEW, "reviewer")
    approve(app, second, 1)
    assert "sudah punya akun" in second.get("/admin/accounts/requests").text
    assert requests(app) == [(1, "email", email, None)]


def test_a_closed_account_of_control_opens_with_two(app: Flask, first: FlaskClient, second: FlaskClient) -> None:
    an_account(app, "auditor", name="b")
    email = an_account(app, "auditor")
    one = stored(app, email)
    post(first, f"/admin/accounts/{one.number}/close", version=one.version, leave_open="y")
    post(first, f"/admin/accounts/{one.number}/reopen")
    assert stored(app, email).state == "closed"
    approve(app, second, 1)
    assert stored(app, email).state == "active"


def test_many_approve_at_once_and_it_takes_effect_once(app: Flask, first: FlaskClient, second: FlaskClient) -> None:
    others = [second, *(an_administrator(app, name) for name in "cde")]
    invite(first, NEW, "auditor")
    version, tokens = stored(app, NEW).version, [csrf_of(client, "/account") for client in others]
    links: list[str | None] = []

    def work(number: int) -> None:
        data = {"csrf_token": tokens[number], "version": version}
        links.append(link_in(others[number].post("/admin/accounts/requests/1/approve", data=data)))

    at_once(work, len(others))
    assert len([link for link in links if link]) == 1
    assert len(deeds(app, "account_request.approve")) == 1


def test_administrators_who_close_each_other_leave_two(app: Flask, first: FlaskClient, second: FlaskClient) -> None:
    an_administrator(app, "c")
    own = [stored(app, A), stored(app, B)]
    clients, tokens = [first, second], [csrf_of(client, "/account") for client in (first, second)]

    def work(number: int) -> None:
        other = own[1 - number]
        data = {"csrf_token": tokens[number], "version": other.version, "leave_open": "y"}
        clients[number].post(f"/admin/accounts/{other.number}/close", data=data)

    at_once(work, 2)
    assert sorted(stored(app, email).state for email in (A, B)) == ["active", "closed"]


@pytest.mark.parametrize("same", ["requested_by", "staff_id"])
def test_the_table_itself_refuses_one_person_for_both(
    app: Flask, first: FlaskClient, second: FlaskClient, same: str
) -> None:
    invite(first, NEW, "auditor")
    with app.app_context(), pytest.raises(DBAPIError), transaction():
        db.session.execute(
            text(f"UPDATE account_request SET decision = 'approved', decided_by = {same}, decided_at = requested_at")
        )


def at_once(work: Callable[[int], None], n: int) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _after(client: FlaskClient, status: int) -> str:
    assert status == 303
    return client.get("/admin/accounts/requests").text
