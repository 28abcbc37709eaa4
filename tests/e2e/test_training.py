"""Training in a browser: the catalogue, a unit's plan, the public totals; and what came of a promise, on a phone."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.builders import a_unit, close
from tests.cast import an_account, session_of
from tests.e2e.conftest import Traffic
from tests.followups.effects import AFTER, a_kept_promise, a_kind_of_six
from tests.followups.training import a_plan, a_training_city

SHOTS = os.environ.get("SHOTS")
Barriers = Callable[[Page], list[str]]
NEXT_YEAR = f"{datetime.datetime.now(datetime.UTC).year + 1}-03-31"


def is_clean(page: Page, barriers: Barriers, name: str) -> None:
    """No barrier, nothing wider than the screen; a picture where somebody wants to look (SHOTS names the folder)."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def enter(page: Page, app: Flask, live_server: str, role: str, unit: str | None = None) -> None:
    """Sign somebody in, with no regard to how."""
    cookie = session_of(app, an_account(app, role, unit)).get_cookie("session")
    assert cookie is not None
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])


@pytest.mark.parametrize("width", [1280, 768])
@pytest.mark.usefixtures("city", "traffic")
def test_a_reviewer_keeps_the_catalogue_and_a_keeper_plans_from_it(
    app: Flask, live_server: str, page: Page, barriers: Barriers, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, app, live_server, "reviewer")
    a_course_is_made(page, live_server, barriers, width)
    enter(page, app, live_server, "manager", "dukcapil")
    page.goto(f"{live_server}/workplace/dukcapil")
    page.get_by_role("link", name="Rencana pelatihan").click()
    is_clean(page, barriers, f"plans_none_{width}")
    page.get_by_role("link", name="Mengelola antrean").click()
    page.get_by_label("Selesai paling lambat").fill("2020-01-01")
    page.get_by_label("Penanggung jawab").fill("Subbagian Kepegawaian")
    page.get_by_label("Pegawai yang didaftarkan").fill("6")
    page.get_by_role("button", name="Terbitkan janji").click()
    expect(page.get_by_role("alert")).to_contain_text("sudah lewat")
    is_clean(page, barriers, f"plan_wrong_{width}")
    page.get_by_label("Selesai paling lambat").fill(NEXT_YEAR)
    page.get_by_role("button", name="Terbitkan janji").click()
    expect(page.get_by_role("status")).to_contain_text("Rencana disimpan")
    page.get_by_role("link", name="Isi angka").click()
    page.get_by_label("Selesai", exact=True).fill("7")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_contain_text("tidak dapat lebih banyak")
    is_clean(page, barriers, f"count_wrong_{width}")
    page.get_by_label("Selesai", exact=True).fill("5")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status")).to_contain_text("Angka tersimpan")
    is_clean(page, barriers, f"plans_{width}")


def a_course_is_made(page: Page, live_server: str, barriers: Barriers, width: int) -> None:
    """From the workplace to a course in the list, with one mistake on the way."""
    page.goto(f"{live_server}/workplace")
    page.get_by_role("link", name="Katalog pelatihan").click()
    page.get_by_role("link", name="Pelatihan baru").first.click()
    page.get_by_label("Nama pelatihan").fill("Mengelola antrean")
    page.get_by_label("Penyelenggara").fill("Badan diklat contoh")
    page.get_by_label("Kompetensi yang dilatih").fill("Nomor antre, jam sibuk")
    page.get_by_role("checkbox", name="Waktu Penyelesaian").check()
    page.get_by_role("checkbox", name="Sarana dan Prasarana").check()
    page.get_by_label("Biaya per orang (rupiah)").fill("murah")
    page.get_by_label("Jumlah tempat").fill("20")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_contain_text("Isikan rupiah utuh")
    is_clean(page, barriers, f"course_wrong_{width}")
    page.get_by_label("Biaya per orang (rupiah)").fill("450.000")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status")).to_contain_text("Tersimpan.")
    is_clean(page, barriers, f"courses_{width}")
    page.get_by_role("link", name="Masukkan dari berkas CSV").click()
    is_clean(page, barriers, f"courses_file_{width}")


def test_everybody_reads_the_totals_of_training_on_a_phone(
    app: Flask, live_server: str, page: Page, traffic: Traffic, barriers: Barriers
) -> None:
    with app.app_context():
        a_training_city()
        for number, kind in enumerate(["dinas"] * 3 + ["kelurahan"] * 3):
            a_unit(f"unit-{number}", kind=kind, name=f"Unit {number}")
    for number in range(6):
        keeper = session_of(app, an_account(app, "manager", f"unit-{number}"))
        assert a_plan(keeper, f"unit-{number}").status_code == 303
    for address in ("/promises/training", "/promises/training?lang=en"):
        traffic.forget()
        page.goto(live_server + address, wait_until="networkidle")
        assert traffic.weight() <= 30_000
        is_clean(page, barriers, f"totals_{'en' in address}")


def test_everybody_reads_what_came_of_a_promise_on_a_phone(
    app: Flask, live_server: str, page: Page, traffic: Traffic, barriers: Barriers
) -> None:
    with app.app_context():
        a_kind_of_six()
        close(AFTER)
        number = a_kept_promise().id
    page.goto(f"{live_server}/promises", wait_until="networkidle")
    expect(page.get_by_text("dampak: naik")).to_be_visible()
    is_clean(page, barriers, "effect_tracker")
    traffic.forget()
    page.goto(f"{live_server}/promises/{number}", wait_until="networkidle")
    assert traffic.weight() <= 30_000
    expect(page.get_by_text("Setelah janji ini: naik.")).to_be_visible()
    is_clean(page, barriers, "effect_360")
    page.set_viewport_size({"width": 320, "height": 640})
    is_clean(page, barriers, "effect_320")
    page.set_viewport_size({"width": 1280, "height": 900})
    is_clean(page, barriers, "effect_1280")
    page.get_by_role("link", name="Cara menghitung").first.click()
    expect(page.get_by_role("heading", name="Dampak janji")).to_be_visible()
    is_clean(page, barriers, "effect_method")
