"""A manager's day: what waits, in groups and words; then the calendar, from the own account to the file it fetches."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from flask import Flask
from icalendar import Calendar
from playwright.sync_api import Page, expect

from portal.core.duties import Duty, Person
from tests.cast import PASSWORD
from tests.e2e.conftest import Traffic
from tests.e2e.test_every_desk import enter
from tests.e2e.test_staff import WIDTHS, look
from tests.pages.waiting import let_wait

DAYS = (-40, -1, 0, 1, 6, 20, 21, 22, 23, 24, 25, 26, 27, 28, None)
TEXT = "Jawab dialog penilaian kinerja Dinas Kependudukan dan Pencatatan Sipil, putaran Triwulan III 2026 (%s)"


@pytest.fixture(autouse=True)
def waiting(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def given(_person: Person, day: datetime.date) -> list[Duty]:
        dues = [None if days is None else day + datetime.timedelta(days=days) for days in DAYS]
        return [Duty(TEXT % number, f"/workplace/dukcapil?x={number}", due) for number, due in enumerate(dues)]

    let_wait(app, monkeypatch, given)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_manager_sees_the_day_and_takes_it_to_the_own_calendar(
    app: Flask,
    city: None,
    live_server: str,
    page: Page,
    traffic: Traffic,
    barriers: Callable[[Page], list[str]],
    width: int,
) -> None:
    def at_rest(name: str) -> None:
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        look(page, f"calendar_{name}_{width}")

    page.set_viewport_size({"width": width, "height": 900})
    enter(app, live_server, page, "manager", "dukcapil")
    page.goto(f"{live_server}/workplace")
    expect(page.get_by_text("15 hal menunggu Anda: 2 lewat tenggat")).to_be_visible()
    expect(page.get_by_text("terlambat 40 hari")).to_be_visible()
    expect(page.get_by_role("link", name=TEXT % 13)).to_be_hidden()
    at_rest("day")
    page.get_by_text("Tampilkan 9 hal").click()
    expect(page.get_by_role("link", name=TEXT % 13)).to_be_visible()
    at_rest("day_open")
    page.get_by_role("link", name="Tampilkan tenggat di kalender Anda").click()
    page.get_by_text("Nyalakan kalender").click()
    at_rest("account_off")
    page.locator("#current-calendar").fill(PASSWORD)
    page.keyboard.press("Enter")
    address = page.locator("#address").inner_text()
    assert address.startswith(f"{live_server}/calendar/")
    at_rest("address")
    assert len(Calendar.from_ical(page.request.get(address).body()).walk("VEVENT")) == 14
    page.get_by_role("link", name="Sudah saya simpan").click()
    page.get_by_text("Ganti alamatnya").click()
    at_rest("account_on")
    page.get_by_role("button", name="Matikan kalender").click()
    expect(page.get_by_role("status")).to_contain_text("Alamatnya tidak berlaku lagi.")
    assert page.request.get(address).status == 404
