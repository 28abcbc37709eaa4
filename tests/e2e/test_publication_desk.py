"""An administrator's periods, notices and places where people rate, without barriers; a release is followed live."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portal.publication.jobs import asked_for
from tests.cast import an_account, session_of
from tests.e2e.conftest import Traffic

SHOTS = os.environ.get("SHOTS")
Barriers = Callable[[Page], list[str]]


def look(page: Page, name: str) -> None:
    """Keep a picture where somebody wants to look (SHOTS names the folder)."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def enter(page: Page, app: Flask, live_server: str) -> None:
    """Sign an administrator in, with no regard to how."""
    client = session_of(app, an_account(app, "administrator"))
    cookie = client.get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])


def is_clean(page: Page, barriers: Barriers, name: str) -> None:
    look(page, name)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("width", [1280, 768])
def test_a_month_is_closed_and_the_page_follows_it(
    app: Flask, live_server: str, page: Page, traffic: Traffic, city: None, barriers: Barriers, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, app, live_server)
    page.goto(f"{live_server}/admin/periods")
    is_clean(page, barriers, f"periods_{width}")
    page.get_by_role("link", name=re.compile("Tutup bulan")).first.click()
    is_clean(page, barriers, f"close_{width}")
    page.get_by_role("button", name="Ya, tutup bulan ini").click()
    expect(page.locator("[data-watch]")).to_have_text("Menunggu giliran; biasanya mulai dalam satu menit.")
    is_clean(page, barriers, f"asked_{width}")
    with app.app_context():
        asked_for()
    expect(page.get_by_text("Selesai: penerbitan ke-2.")).to_be_visible(timeout=15_000)
    is_clean(page, barriers, f"closed_{width}")


@pytest.mark.parametrize("width", [1280, 768])
def test_a_notice_is_written_looked_at_published_withdrawn_and_said_anew(
    app: Flask, live_server: str, page: Page, traffic: Traffic, city: None, barriers: Barriers, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, app, live_server)
    page.goto(f"{live_server}/admin/notices")
    is_clean(page, barriers, f"notices_none_{width}")
    page.get_by_role("link", name="Tulis catatan").click()
    page.get_by_role("button", name="Lihat dulu").click()
    is_clean(page, barriers, f"notice_wrong_{width}")
    page.get_by_label("Periode").fill("2026-07")
    page.get_by_label("Dalam bahasa Indonesia").fill("Kantor tutup karena banjir")
    page.get_by_label("Dalam bahasa Inggris").fill("Closed by a flood")
    page.get_by_role("button", name="Lihat dulu").click()
    expect(page.get_by_role("heading", name="Begini tampaknya")).to_be_visible()
    is_clean(page, barriers, f"notice_look_{width}")
    page.get_by_role("button", name="Ubah dulu").click()
    expect(page.get_by_label("Dalam bahasa Indonesia")).to_have_value("Kantor tutup karena banjir")
    page.get_by_role("button", name="Lihat dulu").click()
    page.get_by_role("button", name="Terbitkan").click()
    page.get_by_role("link", name=re.compile("Cabut.*Kantor tutup")).click()
    is_clean(page, barriers, f"notice_withdraw_{width}")
    page.get_by_label("Alasan").fill("Salah bulan")
    page.get_by_role("button", name="Cabut").click()
    expect(page.get_by_role("link", name="Tulis lagi")).to_be_visible()
    is_clean(page, barriers, f"notices_{width}")
    page.get_by_role("link", name="Tulis lagi").click()
    expect(page.get_by_label("Dalam bahasa Inggris")).to_have_value("Closed by a flood")


@pytest.mark.parametrize("width", [1280, 768])
def test_places_are_made_at_once_one_renamed_and_retired(
    app: Flask, live_server: str, page: Page, traffic: Traffic, city: None, barriers: Barriers, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, app, live_server)
    page.goto(f"{live_server}/admin/touchpoints")
    is_clean(page, barriers, f"places_none_{width}")
    page.get_by_role("link", name="Satu unit sekaligus").click()
    page.get_by_label("Tempat").fill("Loket 1")
    page.get_by_role("button", name="Lihat dulu").click()
    is_clean(page, barriers, f"places_look_{width}")
    page.get_by_role("button", name="Ya, buat semuanya").click()
    expect(page.get_by_role("status")).to_have_text("2 titik baru dibuat.")
    is_clean(page, barriers, f"places_{width}")
    page.get_by_role("link", name=re.compile("Ubah")).first.click()
    is_clean(page, barriers, f"place_{width}")
    page.get_by_label("Tempat").fill("Loket 4")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("button", name=re.compile("Tidak dipakai lagi")).click()
    expect(page.get_by_role("button", name=re.compile("Pakai lagi"))).to_be_visible()
    page.goto(f"{live_server}/admin/touchpoints/import")
    choose(page, b"service,place\nktp-el,Pintu\nhantu,Pintu\n")
    expect(page.get_by_role("alert")).to_contain_text("baris 3")
    is_clean(page, barriers, f"file_wrong_{width}")
    choose(page, b"service,place\nktp-el,Pintu\n")
    page.get_by_role("button", name="Simpan semuanya").click()
    expect(page.get_by_role("status")).to_contain_text("1 titik baru")


def choose(page: Page, table: bytes) -> None:
    """Give a file to be checked."""
    page.get_by_label("Berkas CSV").set_input_files({"name": "titik.csv", "mimeType": "text/csv", "buffer": table})
    page.get_by_role("button", name="Periksa dulu").click()
