"""A cycle over two units by its whole cast in the browser, on an office screen and on a small one."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.builders import close
from tests.e2e.cycle import SUMMARY, Walk
from tests.reviews.cycle import a_reviewed_unit

SHOTS = os.environ.get("SHOTS", "")
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.mark.parametrize("width", [1280, 768])
def test_a_cycle_goes_from_opening_to_the_public_summary(
    app: Flask, live_server: str, page: Page, browser: Browser, barriers: Callable[[Page], list[str]], width: int
) -> None:
    with app.app_context():
        a_reviewed_unit()
        a_reviewed_unit("dinsos", "bansos", n=12)
        close("2026-09")

    def seen(person: Page, name: str) -> None:
        if SHOTS:
            person.screenshot(path=Path(SHOTS) / f"review_{name}_{width}.png", full_page=True)
        assert barriers(person) == [], name
        assert person.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name

    first = datetime.datetime.now(ZoneInfo("Asia/Jayapura")).date()
    days = tuple((first + datetime.timedelta(days=7 * step)).isoformat() for step in range(1, 5))
    walk = Walk(app, browser, live_server, seen, width)
    with walk.person("reviewer") as reviewer:
        walk.open_cycle(reviewer, "Penilaian triwulan III", days)
        walk.review(reviewer, "dukcapil")
        reviewer.goto(f"{live_server}/admin/reviews/1/calibration")
        expect(reviewer.get_by_role("cell", name="Baik", exact=True)).to_be_visible()
        seen(reviewer, "calibration")
        reviewer.goto(f"{live_server}/admin/reviews")
        seen(reviewer, "cycles")
    with walk.person("auditor") as auditor:
        auditor.goto(f"{live_server}/workplace/dinsos/reviews/1")
        seen(auditor, "limited")
        expect(auditor.get_by_text("bukti terbatas")).to_be_visible()
    page.set_viewport_size({"width": 360 if width == 768 else width, "height": 800})
    page.goto(f"{live_server}/units/dukcapil/reviews")
    expect(page.get_by_text(SUMMARY)).to_be_visible()
    seen(page, "public")
    page.goto(f"{live_server}/units/dinsos/reviews")
    seen(page, "public_none")
