"""Promises in a browser: a keeper's desk, and on a phone the tracker, one promise and a citizen's voice."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portal.core.clock import today
from portal.core.database import transaction
from portal.followups.queries import promise_by_number
from portal.followups.services import finish, reopen
from tests.cast import an_account, session_of
from tests.e2e.conftest import Traffic
from tests.followups.desk import TODAY
from tests.followups.making import a_done_promise, a_promise, voices
from tests.followups.photos import a_photo

SHOTS = os.environ.get("SHOTS")
Barriers = Callable[[Page], list[str]]
DESK = "/workplace/dukcapil/promises"


def is_clean(page: Page, barriers: Barriers, name: str) -> None:
    """No barrier, nothing wider than the screen; a picture where somebody wants to look (SHOTS names the folder)."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def enter(page: Page, app: Flask, live_server: str) -> None:
    """Sign a manager of Dukcapil in, with no regard to how."""
    cookie = session_of(app, an_account(app, "manager", "dukcapil")).get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])


@pytest.fixture
def promises(app: Flask, city: None) -> Iterator[int]:
    """Some promises of Dukcapil; the number of one that is done for the second time and was heard of."""
    with app.app_context():
        made = today() - datetime.timedelta(days=100)
        a_promise(day=made, starts_on=made, due_on=today() - datetime.timedelta(days=12))
        a_promise(day=made, starts_on=made, due_on=today() + datetime.timedelta(days=30), element="sarana")
        number = a_done_promise(day=made, starts_on=made, due_on=today())
        with transaction():
            promise = promise_by_number(number)
            reopen(promise=promise, note="Loket kedua tutup lagi pada hari Senin.", day=made)
            finish(promise=promise, note="Loket kedua kini buka setiap hari.", day=today())
        voices(number, confirmed=1, disputed=1)
        yield number


def is_made(page: Page, barriers: Barriers, width: int) -> None:
    """A promise, first with a date that has passed, then rightly."""
    page.get_by_role("link", name="Buat janji").first.click()
    expect(page.get_by_role("heading", name="Unsur terlemah unit ini")).to_be_visible()
    page.get_by_label("Tenggat").fill("2020-01-01")
    page.get_by_label("Yang dijanjikan").fill("Membuka loket kedua")
    page.get_by_label("Sebab").fill("Satu loket untuk semua")
    page.get_by_label("Penanggung jawab").fill("Bidang Pelayanan")
    page.get_by_role("button", name="Terbitkan janji").click()
    expect(page.get_by_role("alert")).to_contain_text("Tenggat ini sudah lewat")
    is_clean(page, barriers, f"new_wrong_{width}")
    page.get_by_label("Mulai").fill(TODAY.isoformat())
    page.get_by_label("Tenggat").fill((TODAY + datetime.timedelta(days=9)).isoformat())
    page.get_by_role("button", name="Terbitkan janji").click()
    expect(page.get_by_role("status")).to_contain_text("Janji diterbitkan.")


def is_moved(page: Page, barriers: Barriers, width: int) -> None:
    """Its due date, with the reason."""
    page.get_by_role("link", name="Ubah").click()
    page.get_by_label("Tenggat").fill((TODAY + datetime.timedelta(days=40)).isoformat())
    page.get_by_label("Alasan perubahan").fill("Meja loket baru datang bulan depan")
    is_clean(page, barriers, f"change_{width}")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text(re.compile("Tenggat dipindahkan dari"))).to_be_visible()


def is_shown(page: Page, photo: Path) -> None:
    """A picture of it."""
    photo.write_bytes(a_photo())
    page.locator("summary", has_text="Tambah gambar").click()
    page.get_by_label("Gambar", exact=True).set_input_files(photo)
    page.get_by_label("Yang tampak pada gambar").fill("Loket kedua dengan petugas")
    page.get_by_role("button", name="Terbitkan gambar").click()
    page.locator("summary", has_text="Loket kedua dengan petugas").click()
    expect(page.get_by_role("img", name="Loket kedua dengan petugas")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 768])
@pytest.mark.usefixtures("city")
def test_a_keeper_makes_a_promise_moves_it_shows_it_and_ends_it(
    app: Flask, live_server: str, page: Page, traffic: Traffic, barriers: Barriers, width: int, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, app, live_server)
    page.goto(f"{live_server}/workplace/dukcapil")
    page.locator("main").get_by_role("link", name="Janji", exact=True).click()
    is_made(page, barriers, width)
    is_moved(page, barriers, width)
    is_shown(page, tmp_path / "loket.jpg")
    page.locator("summary", has_text="Sebut selesai").click()
    is_clean(page, barriers, f"desk_promise_{width}")
    page.get_by_label("Keterangan").locator("visible=true").fill("Loket kedua dibuka")
    page.get_by_role("button", name="Sebut selesai").click()
    expect(page.get_by_role("status")).to_contain_text("Tercatat selesai.")
    page.goto(live_server + DESK)
    is_clean(page, barriers, f"desk_{width}")


def test_a_citizen_finds_a_promise_and_says_whether_it_was_kept(
    live_server: str, page: Page, traffic: Traffic, barriers: Barriers, promises: int
) -> None:
    page.goto(f"{live_server}/units/dukcapil", wait_until="networkidle")
    assert traffic.weight() <= 30_000
    is_clean(page, barriers, "unit_360")
    page.get_by_role("link", name="Semua janji unit ini").click()
    expect(page.get_by_text("Terlambat", exact=True)).to_be_visible()
    is_clean(page, barriers, "tracker_360")
    page.get_by_label("Unsur").select_option("waktu")
    page.get_by_role("button", name="Saring").click()
    page.get_by_role("link", name="Selesai menurut unit (1)").click()
    page.locator(".promises a").click()
    expect(page.get_by_text("2 suara warga: 1 mengatakan sudah ditepati, 1 mengatakan belum.")).to_be_visible()
    is_clean(page, barriers, "promise_360")
    traffic.forget()
    page.get_by_role("link", name="Menurut Anda, sudah ditepati?").click()
    page.wait_for_load_state("networkidle")
    assert traffic.weight() <= 14_000
    page.get_by_role("button", name="Kirim suara").click()
    expect(page.get_by_role("alert")).to_contain_text("Pilih salah satu")
    is_clean(page, barriers, "voice_wrong_360")
    page.get_by_text("Sudah ditepati", exact=True).click()
    page.get_by_role("button", name="Kirim suara").click()
    expect(page.get_by_role("heading", name="Terima kasih. Suara Anda ikut dihitung.")).to_be_visible()
    is_clean(page, barriers, "thanks_360")
    page.get_by_role("link", name="Lihat janji ini").click()
    page.reload()
    expect(page.get_by_text("Ditepati menurut warga", exact=True)).to_be_visible()
    assert page.context.cookies() == []


def test_a_word_without_end_makes_no_page_wider_than_a_phone(app: Flask, live_server: str, page: Page) -> None:
    word, soon = "x" * 250, TODAY + datetime.timedelta(days=9)
    with app.app_context():
        a_promise(action=word, cause=word, owner="x" * 100, day=TODAY, due_on=soon)
    enter(page, app, live_server)
    for address in ("/promises", "/promises?unit=dukcapil", "/promises/1", "/units/dukcapil", DESK, f"{DESK}/1"):
        page.goto(live_server + address)
        assert page.get_by_text(word).count(), address
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


@pytest.mark.parametrize("address", ["/promises", "/promises/{number}", "/promises/{number}?lang=en"])
def test_the_tracker_is_light_narrow_and_readable_in_the_dark_and_on_paper(
    live_server: str, page: Page, traffic: Traffic, barriers: Barriers, promises: int, address: str
) -> None:
    page.goto(live_server + address.format(number=promises), wait_until="networkidle")
    assert traffic.weight() <= 30_000
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.emulate_media(color_scheme="dark")
    assert barriers(page) == []
    page.emulate_media(media="print", color_scheme="light")
    assert not page.get_by_role("button").or_(page.locator("select")).locator("visible=true").count()
    if SHOTS:
        page.set_viewport_size({"width": 794, "height": 1123})
        page.screenshot(path=Path(SHOTS) / f"print_{address.count('{')}_{'en' in address}.png", full_page=True)
