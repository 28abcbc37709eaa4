"""Staff at their desks: signing in with the keyboard alone, and the own account without barriers."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD, an_account, an_app
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
