"""What a second administrator sees and gets: who could have come into the account, and a fresh start of it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.accounts.administering import an_administrator, approve, change, deeds, invite, link_in, post, stored
from tests.builders import a_service
from tests.cast import PASSWORD, an_account, an_app, csrf_of, session_of, signed_in, try_sign_in

NEW = "baru@contoh.example"
A, B = "administrator.kota@contoh.example", "administratorb.kota@contoh.example"
CONTROL = ["integrity", "auditor", "administrator"]


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()


@pytest.fixture
def first(app: Flask) -> FlaskClient:
    return an_administrator(app)


@pytest.fixture
def second(app: Flask) -> FlaskClient:
    return an_administrator(app, "b")


def take_over(app: Flask, admin: FlaskClient) -> None:
    """Let an administrator invite somebody, open the link himself, and set the password."""
    link = link_in(invite(admin, NEW, "moderator"))
    assert link is not None
    client = app.test_client()
    client.post(link, data={"csrf_token": csrf_of(client, link), "password": PASSWORD})
    assert try_sign_in(client, NEW).status_code == 303


def requests_page(client: FlaskClient) -> str:
    return client.get("/admin/accounts/requests").text


def test_no_number_of_deeds_hides_who_could_have_come_in(app: Flask, first: FlaskClient, second: FlaskClient) -> None:
    take_over(app, first)
    for lang in ("en", "id") * 4:
        change(first, stored(app, NEW), lang=lang)
    for _ in range(4):
        post(first, f"/admin/accounts/{stored(app, NEW).number}/factors/remove")
    change(first, stored(app, NEW), roles=["auditor"])
    page = requests_page(second)
    said = ("diundang", "tautan kata sandinya terlihat", "langkah keduanya dihapus", "diubah")
    assert [words for words in said if f"{words} oleh {A}" not in page] == []
    assert f"kata sandinya dipilih lewat tautan oleh {NEW}" in page
    assert "(8 kali)" in page


def test_what_was_done_under_an_earlier_address_is_seen(app: Flask, first: FlaskClient, second: FlaskClient) -> None:
    take_over(app, first)
    for email in ("kedua@contoh.example", "ketiga@contoh.example"):
        change(first, stored(app, NEW if email.startswith("kedua") else "kedua@contoh.example"), email=email)
    invite(first, "orang.lain@contoh.example", "reviewer")
    change(first, stored(app, "ketiga@contoh.example"), roles=["auditor"])
    page = requests_page(second)
    assert page.count(f"diundang oleh {A}") == 1
    assert f"alamatnya diganti oleh {A}" in page
    assert f"kata sandinya dipilih lewat tautan oleh {NEW}" in page


@pytest.mark.parametrize("role", CONTROL)
def test_a_first_role_of_control_ends_the_password_that_one_alone_could_set(
    app: Flask, first: FlaskClient, second: FlaskClient, role: str
) -> None:
    take_over(app, first)
    totp = an_app(app, NEW)
    intruder = session_of(app, NEW)
    change(first, stored(app, NEW), roles=[role])
    assert "kata sandi dan langkah kedua yang ada pada akun ini berakhir" in requests_page(second)
    link = link_in(approve(app, second, 1))
    assert link is not None
    assert intruder.get("/account").status_code == 303
    assert "salah" in try_sign_in(app.test_client(), NEW).text
    client = app.test_client()
    client.post(link, data={"csrf_token": csrf_of(client, link), "password": PASSWORD})
    try_sign_in(client, NEW)
    assert client.get("/login/enrol").status_code == 200, totp
    assert stored(app, NEW).roles == {role}
    assert [(actor, subject) for actor, _action, subject, _after in deeds(app, "staff.see_link")] == [
        (A, NEW),
        (B, NEW),
    ]


def test_who_holds_a_role_of_control_keeps_the_password_in_another_one(
    app: Flask, first: FlaskClient, second: FlaskClient
) -> None:
    email = an_account(app, "integrity", "dukcapil")
    change(first, stored(app, email), roles=["administrator"], unit="")
    assert "yang ada pada akun ini berakhir" not in requests_page(second)
    assert link_in(approve(app, second, 1)) is None
    assert stored(app, email).roles == {"administrator"}
    assert try_sign_in(app.test_client(), email).status_code == 303


def test_a_single_administrator_is_told_that_nobody_can_approve(app: Flask, first: FlaskClient) -> None:
    assert "Hanya satu administrator yang dapat masuk" in requests_page(first)
    signed_in(app, "administrator", name="b")
    assert "Hanya satu administrator yang dapat masuk" not in requests_page(first)
