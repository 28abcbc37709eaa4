"""An officer's way from the duty to a unit's alarm, its chart and its table, without barriers, on two widths."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.e2e.test_settings import at_desk, fits
from tests.integrity.test_signals_pages import brigaded


@pytest.mark.parametrize("width", [768, 1280])
def test_an_officer_reads_why_an_alarm_rose(
    app: Flask, live_server: str, page: Page, barriers: Callable[[Page], list[str]], width: int
) -> None:
    brigaded(app)
    at_desk(app, page, live_server, "integrity", width)
    page.goto(f"{live_server}/workplace")
    page.get_by_role("link", name="Alarm penilaian").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alarm penilaian")
    assert barriers(page) == []
    page.get_by_role("link", name="Dinas Dukcapil").click()
    expect(page.get_by_text("Rata-rata tiba-tiba turun")).to_be_visible()
    page.get_by_text("Lihat sebagai tabel").click()
    expect(page.get_by_role("columnheader", name="Biasanya")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
