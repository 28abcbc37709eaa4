"""Staff at their desks: signing in with the keyboard alone, and the own account without barriers."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.builders import a_unit
from tests.cast import PASSWORD, an_account, an_app, session_of
from tests.e2e.conftest import Traffic

SHOTS = os.environ.get("SHOTS")
WIDTHS = [360, 768, 1280]


def look(page: Page, name: str) -> None:
    """Keep a picture where somebody wants to look (SHOTS names the folder)."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def sign_in(page: Page, live_server: str, email: str) -> None:
    page.goto(f"{live_server}/login")
    page.get_by_label("Alamat e-mail").fill(email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_way_in_has_no_barriers(
    app: Flask, live_server: str, page: Page, traffic: Traffic, barriers: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    email = an_account(app, "auditor")
    page.goto(f"{live_server}/login")
    assert barriers(page) == []
    look(page, f"login_{width}")
    sign_in(page, live_server, email)
    expect(page.get_by_role("heading", name="Pasang langkah kedua")).to_be_visible()
    assert barriers(page) == []
    look(page, f"enrol_{width}")
    totp = an_app(app, email)
    sign_in(page, live_server, email)
    expect(page.get_by_role("heading", name="Langkah kedua")).to_be_visible()
    assert barriers(page) == []
    look(page, f"code_{width}")
    page.get_by_label("Kode dari aplikasi autentikator").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Belum cocok.")
    page.get_by_label("Kode dari aplikasi autentikator").fill(totp.generate().token)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server}/workplace")
    page.goto(f"{live_server}/account")
    assert barriers(page) == []
    look(page, f"account_{width}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_desk_is_run_by_the_keyboard(app: Flask, live_server: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    email = an_account(app, "auditor")
    totp = an_app(app, email)
    page.goto(f"{live_server}/login")
    press_to(page, "#email")
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/login/code")
    press_to(page, "#code")
    page.keyboard.type(totp.generate().token)
    page.keyboard.press("Enter")
    page.wait_for_url("**/workplace")
    press_to(page, "a[href='/account']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account")
    press_to(page, "#current")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.type("sampan-teluk-wondama-9")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kata sandi diganti.")).to_be_visible()


def press_to(page: Page, selector: str) -> None:
    """Press Tab until that element has the focus, and the focus shows."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"no way to {selector} by keyboard")


DESK = (
    "/workplace",
    "/admin/units",
    "/admin/units/new",
    "/admin/units/dukcapil",
    "/admin/units/dukcapil/edit",
    "/admin/units/dukcapil/merge",
    "/admin/units/dukcapil/split",
    "/admin/units/dukcapil/close",
    "/admin/units/dukcapil/services/new",
    "/admin/services/ktp-el/edit",
    "/admin/units/import",
)
RECORD = ("/admin/audit", "/admin/audit/1")


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("width", WIDTHS[1:])
@pytest.mark.parametrize(("role", "addresses"), [("administrator", DESK), ("auditor", RECORD)])
def test_the_desks_have_no_barriers(
    app: Flask,
    live_server: str,
    page: Page,
    barriers: Callable[[Page], list[str]],
    role: str,
    addresses: tuple[str, ...],
    width: int,
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    come_in(app, live_server, page, role)
    for address in addresses:
        page.goto(f"{live_server}{address}")
        assert (address, barriers(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
        look(page, f"{address.strip('/').replace('/', '_')}_{width}")


@pytest.mark.usefixtures("city")
def test_a_merge_is_made_at_the_desk(
    app: Flask, live_server: str, page: Page, barriers: Callable[[Page], list[str]]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    with app.app_context():
        a_unit("baru", name="Dinas Baru")
    come_in(app, live_server, page, "administrator")
    page.goto(f"{live_server}/admin/units/dukcapil/merge")
    page.get_by_label("Diteruskan di").select_option(label="Dinas Baru")
    page.get_by_role("button", name="Lihat akibatnya").click()
    expect(page.get_by_text("penggantinya Dinas Baru")).to_be_visible()
    assert barriers(page) == []
    look(page, "merge_effect_1280")
    page.get_by_role("button", name="Ya, lakukan").click()
    expect(page.get_by_text("Direncanakan.")).to_be_visible()
    assert barriers(page) == []
    look(page, "merge_planned_1280")
    page.goto(f"{live_server}/units/dukcapil")
    expect(page.get_by_text("Bekerja sampai akhir tahun")).to_be_visible()
    assert barriers(page) == []
    look(page, "unit_ending_1280")


def come_in(app: Flask, live_server: str, page: Page, role: str) -> None:
    """Sign in with the password and a code."""
    email = an_account(app, role)
    totp = an_app(app, email)
    sign_in(page, live_server, email)
    page.get_by_label("Kode dari aplikasi autentikator").fill(totp.generate().token)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server}/workplace")


def test_a_long_address_leaves_the_header_on_one_line(app: Flask, live_server: str, page: Page) -> None:
    with app.app_context():
        a_unit("dukcapil")
    email = an_account(app, "manager", "dukcapil", name=".yang-bernama-sangat-panjang-sekali")
    cookie = session_of(app, email).get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server}/workplace/dukcapil")
    header = page.locator(".site-header")
    expect(header.get_by_role("link", name="Janji", exact=True)).to_be_visible()
    expect(header.locator(".account-name")).to_have_attribute("title", f"{email} (pengelola unit)")
    look(page, "long_address_1280")
    boxes = [header.locator(place).bounding_box() for place in (".brand", ".account-name", ".language")]
    middles = [box["y"] + box["height"] / 2 for box in boxes if box is not None]
    assert len(middles) == 3
    assert max(middles) - min(middles) < 12
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    look(page, "long_address_360")
