"""Roles lent for a leave: from a day to a day, to who may hold them, taken back early, in the borrower's own name."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.accounts.models import Delegation
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import db
from tests.accounts.administering import an_administrator, change, deeds, post, stored
from tests.builders import a_service
from tests.cast import an_account, session_of, signed_in

HEAD, OTHER = "unit_head.dukcapil@contoh.example", "manager.puskesmas@contoh.example"


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        a_service("poli", unit="puskesmas", name="Poli umum")


@pytest.fixture
def head(app: Flask) -> FlaskClient:
    return signed_in(app, "unit_head", "dukcapil")


@pytest.fixture
def other(app: Flask) -> FlaskClient:
    return signed_in(app, "manager", "puskesmas")


def day(app: Flask, offset: int) -> str:
    with app.app_context():
        return (today() + datetime.timedelta(days=offset)).isoformat()


def lend(app: Flask, client: FlaskClient, borrower: str, first: int = 0, last: int = 10) -> TestResponse:
    days = {"since": day(app, first), "until": day(app, last)}
    return post(client, "/account/delegations", borrower=borrower, **days)


def loans(app: Flask) -> list[tuple[str, str, bool]]:
    """Lender, borrower, and whether it was ended, of each loan."""
    with app.app_context():
        rows = db.session.scalars(select(Delegation).order_by(Delegation.id))
        return [(one.lender.email, one.borrower.email, one.ended_at is not None) for one in rows]


def test_what_is_lent_opens_the_desk_until_it_is_taken_back(app: Flask, head: FlaskClient, other: FlaskClient) -> None:
    assert other.get("/workplace/dukcapil").status_code == 403
    assert lend(app, head, OTHER).status_code == 303
    assert other.get("/workplace/dukcapil").status_code == 200
    assert f"juga untuk {HEAD}" in other.get("/account").text
    assert OTHER in head.get("/account/delegations").text
    assert f"{HEAD} meminjamkan perannya kepada {OTHER}" in head.get("/account").text
    assert HEAD in other.get("/account/delegations").text
    post(head, "/account/delegations/1/end")
    assert other.get("/workplace/dukcapil").status_code == 403
    assert f"juga untuk {HEAD}" not in other.get("/account").text
    assert [(actor, action) for actor, action, *_rest in deeds(app, "delegation.begin", "delegation.end")] == [
        (HEAD, "delegation.begin"),
        (HEAD, "delegation.end"),
    ]


def test_a_loan_for_later_opens_nothing_today(app: Flask, head: FlaskClient, other: FlaskClient) -> None:
    lend(app, head, OTHER, first=1)
    assert other.get("/workplace/dukcapil").status_code == 403


def test_a_loan_ends_by_itself(app: Flask, head: FlaskClient, other: FlaskClient) -> None:
    lend(app, head, OTHER)
    with app.app_context(), transaction():
        one = db.session.scalars(select(Delegation)).one()
        one.since, one.until = (today() - datetime.timedelta(days=back) for back in (9, 1))
    assert other.get("/workplace/dukcapil").status_code == 403


def test_deeds_on_loan_are_the_borrower_s(app: Flask, head: FlaskClient, other: FlaskClient) -> None:
    lend(app, head, OTHER)
    post(other, "/account/delegations/1/end")
    assert deeds(app, "delegation.end")[0][0] == OTHER
    assert loans(app) == [(HEAD, OTHER, True)]


@pytest.mark.parametrize(
    ("borrower", "first", "last", "said"),
    [
        (OTHER, -1, 5, "sudah lewat"),
        (OTHER, 3, 2, "lebih dulu daripada hari pertama"),
        (OTHER, 0, 60, "Paling lama 60 hari"),
        (HEAD, 0, 5, "alamat Anda sendiri"),
        ("tidak.ada@contoh.example", 0, 5, "Tidak ada rekan aktif"),
        ("bukan\x00alamat", 0, 5, "Tidak ada rekan aktif"),
        ("reviewer.kota@contoh.example", 0, 5, "tidak boleh dipegang satu orang"),
        ("auditor.kota@contoh.example", 0, 5, "tidak boleh dipegang satu orang"),
    ],
)
def test_a_loan_that_may_not_be_is_refused_with_the_reason(
    app: Flask, head: FlaskClient, other: FlaskClient, borrower: str, first: int, last: int, said: str
) -> None:
    an_account(app, "reviewer")
    an_account(app, "auditor")
    assert said in lend(app, head, borrower, first, last).text
    assert loans(app) == []


@pytest.mark.parametrize("text", ["", "kemarin", "2026-02-30", "9999999-01-01", "2026-07-01T00:00", "\x00"])
def test_a_day_that_is_none_is_asked_for_again(app: Flask, head: FlaskClient, other: FlaskClient, text: str) -> None:
    page = post(head, "/account/delegations", borrower=OTHER, since=text, until=text)
    assert page.status_code == 200
    assert page.text.count("Isi sebuah tanggal.") >= 2
    assert loans(app) == []


def test_an_auditor_lends_to_an_auditor_alone(app: Flask) -> None:
    auditor, peer = signed_in(app, "auditor"), an_account(app, "auditor", name="b")
    an_account(app, "manager", "dukcapil")
    assert "selalu diberikan oleh dua administrator" in lend(app, auditor, "manager.dukcapil@contoh.example").text
    assert lend(app, auditor, peer).status_code == 303


def test_an_integrity_officer_gets_no_say_over_the_own_unit(app: Flask) -> None:
    officer, peer = signed_in(app, "integrity", "dukcapil"), an_account(app, "integrity", "puskesmas")
    assert "memutus penilaian unitnya sendiri" in lend(app, officer, peer).text


def test_the_same_days_are_lent_once(app: Flask, head: FlaskClient, other: FlaskClient) -> None:
    third = an_account(app, "manager", "dukcapil")
    lend(app, head, OTHER)
    assert "sudah dipinjamkan" in lend(app, head, third, 10, 12).text
    assert lend(app, head, third, 11, 12).status_code == 303


def test_what_is_borrowed_is_not_lent_on(app: Flask, head: FlaskClient, other: FlaskClient) -> None:
    third = an_account(app, "manager", "puskesmas", name="b")
    lend(app, head, OTHER)
    lend(app, other, third)
    assert session_of(app, third).get("/workplace/dukcapil").status_code == 403


@pytest.mark.parametrize("of", [HEAD, OTHER])
def test_other_roles_of_either_end_the_loan(app: Flask, head: FlaskClient, other: FlaskClient, of: str) -> None:
    lend(app, head, OTHER)
    change(an_administrator(app), stored(app, of), roles=["reviewer"])
    assert loans(app) == [(HEAD, OTHER, True)]


@pytest.mark.parametrize("of", [HEAD, OTHER])
def test_closing_either_ends_the_loan(app: Flask, head: FlaskClient, other: FlaskClient, of: str) -> None:
    lend(app, head, OTHER)
    one = stored(app, of)
    post(an_administrator(app), f"/admin/accounts/{one.number}/close", version=one.version, leave_open="y")
    assert loans(app) == [(HEAD, OTHER, True)]


def test_nobody_lends_to_a_closed_account(app: Flask, head: FlaskClient, other: FlaskClient) -> None:
    one = stored(app, OTHER)
    post(an_administrator(app), f"/admin/accounts/{one.number}/close", version=one.version, leave_open="y")
    assert "Tidak ada rekan aktif" in lend(app, head, OTHER).text


def test_a_stranger_ends_no_loan_but_an_administrator_does(app: Flask, head: FlaskClient, other: FlaskClient) -> None:
    lend(app, head, OTHER)
    stranger, admin = signed_in(app, "reviewer"), an_administrator(app)
    assert post(stranger, "/account/delegations/1/end").status_code == 404
    assert post(stranger, "/admin/delegations/1/end").status_code == 403
    assert loans(app) == [(HEAD, OTHER, False)]
    assert HEAD in admin.get("/admin/delegations").text
    post(admin, "/admin/delegations/1/end")
    assert loans(app) == [(HEAD, OTHER, True)]
    post(admin, "/admin/delegations/1/end")
    assert "sudah berakhir" in admin.get("/admin/delegations").text
    for number in ("2", "9" * 30):
        assert post(admin, f"/admin/delegations/{number}/end").status_code == 404
        assert post(head, f"/account/delegations/{number}/end").status_code == 404
