"""The embed within a page of another site: it is shown, stays light and has no barriers; the unit's page is refused."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from tests.e2e.conftest import Traffic

EMBED_WEIGHT = 10_000
EMBED = "/units/dukcapil/embed"
pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def office(live_server: str) -> Iterator[str]:
    """An office's own site, on another port and so of another origin: a frame with the same path of the portal."""
    site = Flask("office")

    @site.get("/<path:framed>")
    def framed(framed: str) -> str:
        return f'<!doctype html><title>Kantor</title><iframe src="{live_server}/{framed}" width="340"></iframe>'

    server = make_server("127.0.0.1", 0, site, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_embed_is_shown_in_a_frame_of_another_site_also_when_it_is_asked_for_again(page: Page, office: str) -> None:
    page.goto(office + EMBED)
    heading = page.frame_locator("iframe").get_by_role("heading", level=1)
    expect(heading).to_have_text("Dinas Dukcapil")
    page.reload()
    expect(heading).to_have_text("Dinas Dukcapil")
    with page.context.expect_page() as opened:
        page.frame_locator("iframe").get_by_role("link").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Dinas Dukcapil")
    assert opened.value.url.endswith("/units/dukcapil")


def test_the_units_page_is_refused_in_a_frame(page: Page, office: str) -> None:
    strict = page.context.new_page()
    said: list[str] = []
    strict.on("console", lambda message: said.append(message.text))
    strict.goto(f"{office}/units/dukcapil", wait_until="networkidle")
    assert [text for text in said if "frame-ancestors" in text]
    assert strict.frame_locator("iframe").get_by_role("heading", level=1).count() == 0


def test_the_embed_is_light_and_has_no_barriers(
    page: Page, live_server: str, traffic: Traffic, barriers: Callable[[Page], list[str]]
) -> None:
    page.goto(live_server + EMBED, wait_until="networkidle")
    assert traffic.weight() <= EMBED_WEIGHT
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        assert barriers(page) == []
    page.set_viewport_size({"width": 280, "height": 400})
    assert page.evaluate("document.documentElement.scrollWidth") <= 280


def test_the_codes_for_a_units_own_site_can_be_copied(page: Page, live_server: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server}/units/dukcapil")
    page.get_by_text("Pasang di situs Anda").click()
    page.get_by_role("button", name="Bingkai").click()
    expect(page.locator("details.share").get_by_text("Tersalin.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("Bingkai dengan hasil unit").input_value().strip()
    assert f'src="{live_server}{EMBED}"' in copied
