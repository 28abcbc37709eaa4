"""The page of the whole city as a forum uses it: with many units, by keyboard alone, on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.builders import a_kind
from tests.e2e.conftest import Traffic

ADDRESS = "/accountability?period=2026-Q3"
STOPS = """
    [...document.querySelectorAll("a[href], button, summary, input, select, [tabindex='0']")]
        .filter((stop) => stop.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))
        .length
"""
FOCUS = """
    (() => {
        const stop = document.activeElement;
        if (stop === document.body) return null;
        if (!stop.dataset.stop) stop.dataset.stop = document.querySelectorAll("[data-stop]").length + 1;
        const style = getComputedStyle(stop);
        return [stop.dataset.stop, style.outlineStyle !== "none" || style.boxShadow !== "none"];
    })()
"""


@pytest.fixture
def kind(app: Flask) -> Iterator[None]:
    """Twelve dinas, one of them far below the others."""
    with app.app_context():
        a_kind(12)
        yield


@pytest.mark.usefixtures("kind")
def test_a_city_with_funnels_is_light_and_has_no_barriers(
    page: Page, live_server: str, traffic: Traffic, barriers: Callable[[Page], list[str]]
) -> None:
    page.goto(live_server + ADDRESS, wait_until="networkidle")
    assert traffic.weight() <= 30_000
    expect(page.get_by_role("heading", name="Dinas mana yang sungguh berbeda?")).to_be_visible()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        assert barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("document.querySelectorAll('details').forEach((folded) => (folded.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.usefixtures("kind")
@pytest.mark.parametrize("address", [ADDRESS, "/units/dinas-11?period=2026-Q3"])
def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(
    page: Page, live_server: str, address: str
) -> None:
    page.goto(live_server + address)
    expected, seen = page.evaluate(STOPS), {}
    for _ in range(expected + 5):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        seen[stop[0]] = stop[1]
    assert len(seen) == expected
    assert all(seen.values())


@pytest.mark.usefixtures("kind")
def test_a_table_and_an_interactive_chart_open_by_keyboard(page: Page, live_server: str, traffic: Traffic) -> None:
    page.goto(live_server + ADDRESS)
    funnel = page.locator("section", has=page.get_by_role("heading", name="Dinas mana yang sungguh berbeda?"))
    funnel.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(funnel.get_by_role("row", name="lebih rendah daripada dinas lain")).to_be_visible()
    funnel.get_by_role("button", name="Buka grafik interaktif").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#funnel-dinas-live .main-svg").first).to_be_visible(timeout=20_000)


@pytest.mark.usefixtures("kind")
def test_paper_holds_the_whole_table_of_elements(page: Page, live_server: str) -> None:
    page.goto(live_server + ADDRESS)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # what A4 leaves between Chromium's margins
    assert page.evaluate("document.querySelector('.matrix').getBoundingClientRect().right") <= 718
    expect(page.get_by_role("link", name="Nilai layanan yang baru Anda terima")).to_be_hidden()
