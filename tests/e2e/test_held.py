"""A held cluster in the browser: one officer proposes, another one approves, and the unit's page tells of it."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal.publication.jobs import release
from tests.builders import a_service, ratings, some_ratings
from tests.cast import an_account, session_of
from tests.integrity.holding import HELD_ON, held

SHOTS = os.environ.get("SHOTS", "")
CLUSTER = "/integrity/dukcapil/held/1"
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def an_officer(app: Flask, browser: Browser, live_server: str, name: str, width: int) -> Page:
    """A browser of an integrity officer who is signed in."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="id-ID")
    cookie = session_of(app, an_account(app, "integrity", name=name)).get_cookie("session")
    assert cookie is not None
    context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    return context.new_page()


@pytest.mark.parametrize("width", [1280, 768])
def test_two_officers_decide_and_the_public_sees_it(
    app: Flask, live_server: str, page: Page, browser: Browser, barriers: Callable[[Page], list[str]], width: int
) -> None:
    with app.app_context():
        a_service()
        ratings(60)
        held(some_ratings(12))

    def seen(person: Page, name: str) -> None:
        if SHOTS:
            person.screenshot(path=Path(SHOTS) / f"held_{name}_{width}.png", full_page=True)
        assert barriers(person) == [], name
        assert person.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name

    first, second = (an_officer(app, browser, live_server, name, width) for name in ("-satu", "-dua"))
    first.goto(f"{live_server}/integrity/held")
    seen(first, "list")
    first.get_by_role("link", name="Kelompok 1").click()
    seen(first, "cluster")
    first.get_by_label("Usul dan alasannya").select_option("exclude:automated")
    first.get_by_role("button", name="Usulkan").click()
    expect(first.get_by_role("button", name="Tarik kembali")).to_be_visible()
    expect(first.get_by_role("button", name="Setujui")).to_have_count(0)
    second.goto(f"{live_server}{CLUSTER}")
    seen(second, "proposal")
    second.get_by_role("button", name="Setujui").click()
    expect(second.get_by_text("Usul disetujui")).to_be_visible()
    seen(second, "decided")
    with app.app_context():
        release(day=HELD_ON + datetime.timedelta(days=22), close="2026-07")
    page.set_viewport_size({"width": 360 if width == 768 else width, "height": 800})
    page.goto(f"{live_server}/units/dukcapil?period=2026-07")
    expect(page.get_by_role("heading", name="Yang ditahan dan tidak dihitung")).to_be_visible()
    expect(page.get_by_text("12 penilaian yang tidak dihitung bernilai")).to_be_visible()
    seen(page, "unit")
