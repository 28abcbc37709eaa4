"""Accounts from a file: shown first, then done as a whole; every bad line is named, and no rule is gone around."""

from __future__ import annotations

import html
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.accounts.administering import an_administrator, approve, change, deeds, exists, post, requests, stored
from tests.builders import a_service
from tests.cast import an_account, csrf_of, session_of

HEADER = "email,roles,unit,state,language\n"
NEW = "baru@contoh.example"


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    return an_administrator(app)


def check(client: FlaskClient, text: str | bytes) -> TestResponse:
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(
        "/admin/accounts/import",
        data={"csrf_token": csrf_of(client, "/account"), "file": (io.BytesIO(data), "akun.csv")},
        content_type="multipart/form-data",
    )


def confirm(client: FlaskClient, page: TestResponse) -> TestResponse:
    """Press the button of the page that shows what would happen."""
    fields = {
        name: html.unescape(re.search(rf'name="{name}" value="([^"]*)"', page.text)[1])  # type: ignore[index]
        for name in ("text", "shown")
    }
    return post(client, "/admin/accounts/import/confirm", **fields)


def test_a_file_is_shown_first_and_then_done(app: Flask, admin: FlaskClient) -> None:
    email = an_account(app, "reviewer")
    person = session_of(app, email)
    text = f"{HEADER}{NEW},manager unit_head,dukcapil,,en\n{email},moderator,,active,\n"
    page = check(admin, text)
    assert "akun baru" in page.text
    assert "diubah" in page.text
    assert not exists(app, NEW)
    assert stored(app, email).roles == {"reviewer"}
    assert deeds(app, "staff.invite", "staff.change") == []
    assert confirm(admin, page).status_code == 303
    made = stored(app, NEW)
    assert sorted(made.roles) == ["manager", "unit_head"]
    assert (made.unit, made.lang, made.state) == ("dukcapil", "en", "invited")
    assert stored(app, email).roles == {"moderator"}
    assert person.get("/account").status_code == 303
    assert [(action, subject) for _a, action, subject, _after in deeds(app, "staff.invite", "staff.change")] == [
        ("staff.invite", NEW),
        ("staff.change", email),
    ]


def test_what_is_taken_out_goes_in_again_without_a_change(app: Flask, admin: FlaskClient) -> None:
    an_account(app, "manager", "dukcapil")
    post(admin, "/admin/accounts/new", email="=cmd@contoh.example", roles=["reviewer"], unit="", lang="en")
    file = admin.get("/admin/accounts.csv")
    assert file.mimetype == "text/csv"
    assert "'=cmd@contoh.example,reviewer,,invited,en" in file.text
    assert not re.search(r"^[=+@-]", file.text, re.MULTILINE)
    page = check(admin, file.data)
    assert len(re.findall(r"<td>\s*tetap", page.text)) == 3
    confirm(admin, page)
    assert deeds(app, "staff.change") == []
    assert len(deeds(app, "staff.export")) == 1


def test_roles_of_control_become_requests(app: Flask, admin: FlaskClient) -> None:
    email = an_account(app, "reviewer")
    page = check(admin, f"email,roles,unit\n{NEW},auditor,\n{email},integrity,dukcapil\n")
    assert page.text.count("menunggu administrator kedua: memberi peran") == 2
    confirm(admin, page)
    assert stored(app, NEW).roles == frozenset()
    assert stored(app, email).roles == {"reviewer"}
    assert [(kind, whose) for _n, kind, whose, _d in requests(app)] == [("rights", NEW), ("rights", email)]
    assert len(deeds(app, "account_request.make")) == 2
    second = an_administrator(app, "b")
    approve(app, second, requests(app)[0][0])
    assert stored(app, NEW).roles == {"auditor"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "berkas kosong"),
        (b"\xff\xfe", "bukan UTF-8"),
        ("email,roles,unit\na\x00@b.example,reviewer,\n", "NUL"),
        ("email,roles\n", "kolom wajib tidak ada"),
        ("email,roles,unit\n", "berkas tanpa akun"),
        ("email,roles,unit,gaji\n", "kolom tidak dikenal"),
        (f"email,roles,unit\n{NEW},reviewer\n", "2 nilai untuk 3 kolom"),
        ("email,roles,unit\nbukan alamat,reviewer,\n", "bukan alamat e-mail"),
        (f"email,roles,unit\n{NEW},reviewer,\n{NEW.upper()},moderator,\n", "sudah ada pada baris 2"),
        (f"email,roles,unit\n{NEW},raja,\n", "peran tidak dikenal"),
        (f"email,roles,unit\n{NEW},,\n", "paling sedikit satu peran"),
        (f"email,roles,unit\n{NEW},manager,\n", "perlu sebuah unit"),
        (f"email,roles,unit\n{NEW},manager,tidak-ada\n", "Unit tidak-ada tidak ada"),
        (f"email,roles,unit\n{NEW},manager reviewer,dukcapil\n", "tidak boleh dipegang satu orang"),
        (f"{HEADER}{NEW},reviewer,,,de\n", "pilih id atau en"),
        (f"{HEADER}{NEW},reviewer,,mati,\n", "pilih invited, active, closed"),
        (f"{HEADER}{NEW},reviewer,,closed,\n", "tidak dapat diubah lewat berkas"),
        ("email,roles,unit\nadministrator.kota@contoh.example,reviewer,\n", "Akun sendiri"),
        ("email,roles,unit\nauditor.kota@contoh.example,reviewer,\n", "auditor aktif terakhir"),
        (b"email,roles,unit\n" + b"x" * 60_000, "terlalu besar"),
    ],
)
def test_a_bad_file_is_told_line_by_line_and_changes_nothing(
    app: Flask, admin: FlaskClient, text: str | bytes, said: str
) -> None:
    an_account(app, "auditor")
    page = check(admin, text)
    assert page.status_code == 200
    assert said in page.text
    assert "Kerjakan semuanya" not in page.text
    content = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    assert post(admin, "/admin/accounts/import/confirm", text=content, shown="0" * 64).status_code == 200
    assert not exists(app, NEW)
    assert deeds(app, "staff.invite", "staff.change") == []
    assert requests(app) == []


def test_one_bad_line_holds_all_others_back_and_each_is_named(app: Flask, admin: FlaskClient) -> None:
    page = check(admin, f"email,roles,unit\n{NEW},reviewer,\nsatu@contoh.example,manager,\ndua@contoh.example,,\n").text
    assert "Baris 3, kolom unit" in page
    assert "Baris 4, kolom roles" in page
    assert not exists(app, NEW)


def test_two_lines_do_not_take_the_last_auditors_away_together(app: Flask, admin: FlaskClient) -> None:
    first, second = an_account(app, "auditor"), an_account(app, "auditor", name="b")
    page = check(admin, f"email,roles,unit\n{first},reviewer,\n{second},reviewer,\n").text
    assert "Baris 3, kolom roles: Ini auditor aktif terakhir" in page
    assert "Baris 2," not in page


def test_what_changed_since_it_was_shown_is_shown_again(app: Flask, admin: FlaskClient) -> None:
    email = an_account(app, "reviewer")
    page = check(admin, f"email,roles,unit\n{email},moderator,\n")
    change(admin, stored(app, email), lang="en")
    again = confirm(admin, page)
    assert "berubah sejak berkas diperiksa" in again.text
    assert stored(app, email).roles == {"reviewer"}
    confirm(admin, again)
    assert stored(app, email).roles == {"moderator"}


def test_a_file_without_a_file_is_asked_for(app: Flask, admin: FlaskClient) -> None:
    assert "berkas kosong" in post(admin, "/admin/accounts/import").text


@pytest.mark.parametrize("role", ["manager", "unit_head", "reviewer", "moderator", "integrity", "auditor"])
def test_nobody_else_takes_the_list_of_accounts_out(app: Flask, role: str) -> None:
    client = session_of(app, an_account(app, role, "dukcapil"))
    assert client.get("/admin/accounts.csv").status_code == 403
    assert check(client, f"email,roles,unit\n{NEW},administrator,\n").status_code == 403
    assert deeds(app, "staff.export") == []
