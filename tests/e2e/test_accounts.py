"""An administrator without a shell invites, changes, closes, approves and brings a file; and roles are lent."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.accounts.administering import an_administrator, stored
from tests.builders import a_service
from tests.cast import an_account, session_of
from tests.e2e.conftest import Traffic

SHOTS = os.environ.get("SHOTS")


def look(page: Page, name: str) -> None:
    """Keep a picture where somebody wants to look (SHOTS names the folder)."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def take_seat(page: Page, live_server: str, client: FlaskClient) -> None:
    """Give the browser the session of a client."""
    cookie = client.get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])


@pytest.fixture
def fine(page: Page, barriers: Callable[[Page], list[str]]) -> Callable[[str], None]:
    """Nothing in the way of anybody, nothing wider than the window; and a picture."""

    def check(name: str) -> None:
        assert barriers(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        look(page, f"accounts_{name}")

    return check


@pytest.mark.parametrize("width", [768, 1280])
def test_an_auditor_is_invited_by_one_and_approved_by_another(
    app: Flask, live_server: str, page: Page, traffic: Traffic, fine: Callable[[str], None], width: int
) -> None:
    with app.app_context():
        a_service()
    page.set_viewport_size({"width": width, "height": 900})
    first, second = an_administrator(app), an_administrator(app, "b")
    take_seat(page, live_server, first)
    page.goto(f"{live_server}/workplace")
    page.get_by_role("link", name="Akun petugas").click()
    fine(f"list_{width}")
    page.get_by_role("link", name="Undang petugas").click()
    page.get_by_label("Alamat e-mail").fill("baru@contoh.example")
    page.get_by_label("pengelola unit").check()
    page.get_by_role("button", name="Buat akun").click()
    expect(page.get_by_role("alert")).to_contain_text("perlu sebuah unit")
    fine(f"new_refused_{width}")
    page.get_by_label("Unit", exact=True).select_option("dukcapil")
    page.get_by_role("button", name="Buat akun").click()
    expect(page.get_by_text("/staff/set-up/")).to_be_visible()
    fine(f"link_{width}")
    page.get_by_role("link", name="Kembali ke akun ini").click()
    page.get_by_label("pengelola unit").uncheck()
    page.get_by_label("auditor").check()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Menunggu administrator kedua: memberi peran dan unit.")).to_be_visible()
    fine(f"account_{width}")
    take_seat(page, live_server, second)
    page.goto(f"{live_server}/workplace")
    page.get_by_role("link", name="1 permintaan tentang akun menunggu administrator kedua").click()
    fine(f"requests_{width}")
    page.get_by_role("button", name="Setujui").click()
    expect(page.get_by_text("/staff/set-up/")).to_be_visible()
    assert stored(app, "baru@contoh.example").roles == {"auditor"}


@pytest.mark.parametrize("width", [768, 1280])
def test_somebody_leaves_and_others_come_by_a_file(
    app: Flask, live_server: str, page: Page, fine: Callable[[str], None], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    leaver, heir = an_account(app, "reviewer"), an_account(app, "reviewer", name="b")
    take_seat(page, live_server, an_administrator(app))
    page.goto(f"{live_server}/admin/accounts/{stored(app, leaver).number}/close")
    fine(f"close_{width}")
    page.get_by_label("Pengganti").fill(heir)
    page.get_by_role("button", name="Tutup akun").click()
    expect(page.get_by_text("Akun ditutup.")).to_be_visible()
    fine(f"closed_{width}")
    page.goto(f"{live_server}/admin/accounts/import")
    text = b"email,roles,unit\nsatu@contoh.example,moderator,\n"
    page.get_by_label("Berkas CSV").set_input_files({"name": "akun.csv", "mimeType": "text/csv", "buffer": text})
    page.get_by_role("button", name="Periksa berkas").click()
    expect(page.get_by_role("cell", name="akun baru")).to_be_visible()
    fine(f"import_{width}")
    page.get_by_role("button", name="Kerjakan semuanya").click()
    expect(page.get_by_text("1 akun dibuat atau diubah.")).to_be_visible()
    page.goto(f"{live_server}/admin/delegations")
    fine(f"all_loans_{width}")


@pytest.mark.parametrize("width", [768, 1280])
def test_roles_are_lent_for_a_leave(
    app: Flask, live_server: str, page: Page, barriers: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    lender, borrower = an_account(app, "reviewer"), an_account(app, "reviewer", name="b")
    take_seat(page, live_server, session_of(app, lender))
    page.goto(f"{live_server}/account")
    page.get_by_role("link", name="Pinjamkan peran").click()
    page.get_by_label("Alamat e-mail rekan").fill(borrower)
    today = page.get_by_label("Hari pertama").get_attribute("min")
    assert today is not None
    for label in ("Hari pertama", "Hari terakhir"):
        page.get_by_label(label).fill(today)
    page.get_by_role("button", name="Pinjamkan").click()
    expect(page.get_by_text(f"Peran Anda dipinjamkan kepada {borrower}.")).to_be_visible()
    assert barriers(page) == []
    look(page, f"loans_{width}")
    take_seat(page, live_server, session_of(app, borrower))
    page.goto(f"{live_server}/account")
    expect(page.get_by_role("link", name=f"juga untuk {lender}")).to_be_visible()
    assert barriers(page) == []
