"""From a slip to a verified rating: printed at the desk, its link opened on a phone, an expired one sent as it is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from portal.catalogue.queries import service_by_slug, unit_by_slug
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.publication.jobs import release
from portal.responses.models import Response
from portal.visits.services import enrol, mint, redeem, set_visits
from tests.e2e.test_every_desk import enter
from tests.e2e.test_rate import ELEMENTS
from tests.e2e.test_staff import look

OVERHANGING = """[...document.querySelectorAll(".slips-code")].filter((code) =>
  code.getBoundingClientRect().left + code.scrollWidth > code.closest("li").getBoundingClientRect().right).length"""
pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def desk(app: Flask, live_server: str, page: Page) -> str:
    """The desk of a unit that printed codes before, as its manager sees it."""
    with app.app_context():
        service, day = service_by_slug("ktp-el"), today()
        last = day.replace(day=1) - datetime.timedelta(days=1)
        with transaction():
            for code in mint(service=service, count=120, day=day)[:53]:
                redeem(code=code, service=service, day=day)
            mint(service=service, count=40, day=last - datetime.timedelta(days=20))
            enrol(unit=unit_by_slug("dukcapil"), name="Lantai 1", day=day)
            set_visits(unit_id=service.unit_id, month=f"{last:%Y-%m}", visits=812, day=day)
        release(day=day)
    enter(app, live_server, page, "manager", "dukcapil")
    return f"{live_server}/workplace/dukcapil/codes"


def answer_all(page: Page) -> None:
    for element in ELEMENTS:
        page.locator(f"input[name={element}][value='4']").check()


def verified(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Response.channel).where(Response.month != "2026-07")))


@pytest.mark.parametrize("width", [1280, 768])
def test_the_desk_and_its_print(desk: str, page: Page, barriers: Callable[[Page], list[str]], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(desk)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    look(page, f"codes_desk_{width}")
    page.get_by_label("Jumlah").fill("24")
    page.get_by_role("button", name="Cetak kode").click()
    expect(page.locator(".slips li")).to_have_count(24)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(OVERHANGING) == 0
    look(page, f"codes_print_{width}")
    with page.expect_download() as begun:
        page.get_by_role("link", name="Unduh slip (PDF)").click()
    assert re.fullmatch(r"kode-ktp-el-\d{4}-\d\d-\d\d\.pdf", begun.value.suggested_filename)
    assert begun.value.path().read_bytes().startswith(b"%PDF")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("sudah dicetak")
    expect(page.locator(".slips li")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 768])
def test_a_spoilt_print_is_revoked(desk: str, page: Page, barriers: Callable[[Page], list[str]], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(desk)
    page.get_by_role("link", name="Batalkan").first.click()
    assert barriers(page) == []
    look(page, f"codes_revoke_{width}")
    page.get_by_role("button", name="Batalkan kode yang belum dipakai").click()
    expect(page.get_by_role("status")).to_contain_text("tidak berlaku lagi")
    page.get_by_role("link", name="ubah").first.click()
    assert barriers(page) == []


def test_the_public_page_shows_the_counts(
    desk: str, page: Page, live_server: str, barriers: Callable[[Page], list[str]]
) -> None:
    page.goto(f"{live_server}/units/dukcapil?period={datetime.date.today().year}")  # noqa: DTZ011
    section = page.locator("section[aria-labelledby=codes]")
    expect(section).to_contain_text("50 lebih")
    expect(section).to_contain_text("812")
    assert barriers(page) == []
    look(page, "codes_public_360")


def test_a_slip_s_link_makes_a_verified_rating(app: Flask, page: Page, live_server: str) -> None:
    with app.app_context(), transaction():
        (code,) = mint(service=service_by_slug("ktp-el"), count=1, day=today())
    plain = code.replace("-", "")
    page.goto(f"{live_server}/rate/ktp-el#{plain}")
    expect(page.locator("#visit_code")).to_have_value(plain)
    expect(page.locator("[data-code-filled]")).to_be_visible()
    assert "#" not in page.url
    answer_all(page)
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")
    assert verified(app) == ["verified"]


def test_an_anchor_of_the_page_is_taken_for_no_code(page: Page, live_server: str) -> None:
    for anchor in ("persyaratan", "kirim", "visit_code"):
        page.goto("about:blank")
        page.goto(f"{live_server}/rate/ktp-el#{anchor}")
        expect(page.locator("[data-progress]")).to_be_visible()
        expect(page.locator("#visit_code")).to_have_value("")


def test_an_expired_code_is_sent_as_an_open_rating(
    app: Flask, page: Page, live_server: str, barriers: Callable[[Page], list[str]]
) -> None:
    with app.app_context(), transaction():
        (code,) = mint(service=service_by_slug("ktp-el"), count=1, day=today() - datetime.timedelta(days=15))
    page.goto(f"{live_server}/rate/ktp-el#{code}")
    answer_all(page)
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_role("alert")).to_contain_text("tidak berlaku lagi")
    assert barriers(page) == []
    look(page, "codes_expired_360")
    page.get_by_role("button", name="Kirim tanpa kode").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")
    assert verified(app) == ["open"]
