"""Public pages and the review sheet in a real browser: light, without barriers, interactive only when asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD, an_account, an_app
from tests.e2e.conftest import Traffic

PAGE_WEIGHT = 30_000
PAGES = (
    "/",
    "/units",
    "/units/dukcapil",
    "/units/dukcapil/agenda",
    "/services",
    "/services/ktp-el",
    "/accountability",
    "/method",
)
SIZES = ((360, 800), (1280, 900))
PICTURES = Path(".build/pictures")
pytestmark = pytest.mark.usefixtures("city")


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_is_light_and_has_no_barriers(
    page: Page, live_server: str, traffic: Traffic, barriers: Callable[[Page], list[str]], address: str, lang: str
) -> None:
    page.goto(f"{live_server}{address}?lang={lang}", wait_until="networkidle")
    assert traffic.weight() <= PAGE_WEIGHT
    assert not [name for name in traffic.files() if "plotly" in name]
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        assert barriers(page) == []
    for width in (320, 640):  # 640 is what is left of a desktop's 1280 at 200 % zoom
        page.set_viewport_size({"width": width, "height": 640})
        page.evaluate("document.querySelectorAll('details').forEach((folded) => (folded.open = true))")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_interactive_chart_comes_when_it_is_asked_for(page: Page, live_server: str, traffic: Traffic) -> None:
    page.goto(f"{live_server}/units/dukcapil", wait_until="networkidle")
    page.get_by_role("button", name="Buka grafik interaktif").first.click()
    expect(page.locator("#elements-live .main-svg").first).to_be_visible(timeout=20_000)
    assert [name for name in traffic.files() if "plotly" in name]


def test_a_manager_finds_the_review_sheet(
    app: Flask, page: Page, live_server: str, traffic: Traffic, barriers: Callable[[Page], list[str]]
) -> None:
    email = an_account(app, "manager", "dukcapil")
    totp = an_app(app, email)
    page.goto(f"{live_server}/workplace")
    page.get_by_label("Alamat e-mail").fill(email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.get_by_label("Kode dari aplikasi autentikator").fill(totp.generate().token)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dinas Dukcapil")
    assert barriers(page) == []
    page.goto(f"{live_server}/workplace/dukcapil/review")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lembar penilaian kinerja")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert barriers(page) == []
        page.screenshot(path=PICTURES / f"sheet-{width}.png", full_page=True)
    page.get_by_role("button", name="Keluar").click()
    page.goto(f"{live_server}/workplace")
    expect(page.get_by_label("Kata sandi")).to_be_visible()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_pictures_of_form_unit_and_city(page: Page, live_server: str, traffic: Traffic, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for name, address in (("form", "/rate/ktp-el"), ("unit", "/units/dukcapil"), ("city", "/accountability")):
        page.goto(live_server + address)
        picture = page.screenshot(path=PICTURES / f"{name}-{size[0]}.png")
        assert picture.startswith(b"\x89PNG")
