"""A manager takes the documents of a unit, a reviewer those of all units, without barriers; the making is followed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portal.reports.jobs import asked_for
from tests.builders import close as close_month
from tests.builders import ratings
from tests.cast import an_account, session_of
from tests.e2e.conftest import Traffic

SHOTS = os.environ.get("SHOTS")
Barriers = Callable[[Page], list[str]]


def enter(page: Page, app: Flask, live_server: str, role: str, unit: str | None = None) -> None:
    """Sign somebody in, with no regard to how."""
    cookie = session_of(app, an_account(app, role, unit)).get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])


def is_clean(page: Page, barriers: Barriers, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("width", [1280, 768])
def test_a_manager_takes_the_report_of_a_unit(
    app: Flask, live_server: str, page: Page, traffic: Traffic, city: None, barriers: Barriers, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, app, live_server, "manager", "dukcapil")
    page.goto(f"{live_server}/workplace/dukcapil")
    page.get_by_role("link", name="Laporan dan poster").click()
    is_clean(page, barriers, f"reports_unit_{width}")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Laporan SKM", exact=True).click()
    assert taken.value.suggested_filename == "skm-dukcapil-2026-Q3.pdf"
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("Inggris.*Buku kerja")).click()
    assert taken.value.suggested_filename == "skm-dukcapil-2026-Q3.xlsx"


@pytest.mark.parametrize("width", [1280, 768])
def test_a_reviewer_asks_for_all_units_and_follows_the_making(
    app: Flask, live_server: str, page: Page, traffic: Traffic, city: None, barriers: Barriers, width: int
) -> None:
    with app.app_context():
        ratings(30, month="2026-02")
        close_month("2026-07")
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, app, live_server, "reviewer")
    page.goto(f"{live_server}/workplace")
    page.get_by_role("link", name="Laporan semua unit").click()
    is_clean(page, barriers, f"reports_city_{width}")
    page.get_by_label("Periode").select_option("2026-Q1")
    page.get_by_role("button", name="Buat laporan").click()
    expect(page.locator("[data-watch]")).to_have_text("Menunggu giliran; biasanya mulai dalam satu menit.")
    is_clean(page, barriers, f"reports_asked_{width}")
    with app.app_context():
        asked_for()
    expect(page.get_by_text("Selesai: 1 unit")).to_be_visible(timeout=15_000)
    is_clean(page, barriers, f"reports_made_{width}")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Triwulan I 2026").click()
    assert taken.value.suggested_filename == "laporan-kota-2026-Q1-id.zip"


def test_the_documents_hang_on_the_public_page(
    app: Flask, live_server: str, page: Page, traffic: Traffic, city: None, barriers: Barriers
) -> None:
    page.goto(f"{live_server}/units/dukcapil?period=2026-Q3")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Poster hasil (PDF)").click()
    assert taken.value.suggested_filename == "poster-dukcapil-2026-Q3.pdf"
    is_clean(page, barriers, "reports_public")
