"""Over the soft limit on a cheap phone: a few seconds of waiting, and without JavaScript nothing at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from portal.core import proofs
from portal.core.extensions import db
from portal.responses.models import Mark
from tests.e2e.conftest import Traffic
from tests.e2e.test_rate import ELEMENTS
from tests.responses.solving import crowd

FORM = "/rate/ktp-el"
pytestmark = pytest.mark.usefixtures("city")


def fill_in_and_send(page: Page, address: str) -> None:
    page.goto(address)
    for number, element in enumerate(ELEMENTS):
        page.locator(f"input[name={element}][value='{3 + number % 2}']").check()
    page.locator("textarea[name=comment]").fill("Antre lama.")
    page.locator("#kirim").click()


def noticed(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Mark.signals)))


def test_the_sum_is_done_and_the_rating_sent_by_itself(
    app: Flask, page: Page, live_server: str, traffic: Traffic
) -> None:
    crowd(app)
    page.goto(live_server + FORM, wait_until="networkidle")
    assert not [name for name in traffic.files() if name.startswith("proof")]
    fill_in_and_send(page, live_server + FORM)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih", timeout=30_000)
    assert [name for name in traffic.files() if name.startswith("proof-worker")]
    assert noticed(app) == [""]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_step_holds_no_barriers_and_cannot_be_sent_past(
    app: Flask,
    page: Page,
    live_server: str,
    barriers: Callable[[Page], list[str]],
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
) -> None:
    monkeypatch.setattr(proofs, "TRIES", range(10_000_000, 10_000_001))
    crowd(app)
    fill_in_and_send(page, f"{live_server}{FORM}?lang={lang}")
    expect(page.locator("altcha-widget")).to_be_visible()
    expect(page.locator("[data-proof]")).to_be_focused()
    expect(page.locator("textarea[name=comment]")).to_have_value("Antre lama.")
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("#kirim").click()
    expect(page.locator("[data-proof]")).to_be_in_viewport()
    assert noticed(app) == []


def test_a_browser_that_cannot_reckon_is_taken_all_the_same(app: Flask, page: Page, live_server: str) -> None:
    crowd(app)
    page.add_init_script("Object.defineProperty(globalThis, 'Worker', {value: undefined})")
    fill_in_and_send(page, live_server + FORM)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih", timeout=30_000)
    assert noticed(app) == ["no_proof"]


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_nothing_is_asked(app: Flask, page: Page, live_server: str) -> None:
    crowd(app)
    fill_in_and_send(page, live_server + FORM)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")
    assert noticed(app) == ["no_proof"]
