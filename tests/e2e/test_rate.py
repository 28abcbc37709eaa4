"""The citizen's two minutes on a cheap phone: find the service, rate it, keep the receipt."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from portal.catalogue.queries import service_by_slug
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.responses.models import Comment, Response
from portal.visits.services import mint
from tests.e2e.conftest import Traffic

FORM_WEIGHT = 14_000
ELEMENTS = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana")
pytestmark = pytest.mark.usefixtures("city")


def stored(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Response.ratings).where(Response.month != "2026-07")))


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_from_search_to_receipt(app: Flask, page: Page, live_server: str, traffic: Traffic) -> None:
    page.goto(live_server)
    page.get_by_role("searchbox").fill("keluarga")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Nilai Kartu Keluarga").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bagaimana layanan Kartu Keluarga tadi?")
    for element in ELEMENTS:
        page.locator(f"input[name={element}][value='3']").check()
    page.locator("textarea[name=comment]").fill("Petugas ramah.")
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")
    assert "/r/" in page.url
    assert len(page.url.split("#")[1]) == 32
    assert stored(app) == ["333333333"]
    with app.app_context():
        assert db.session.scalars(select(Comment.text)).all() == ["Petugas ramah."]


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_a_mistake_is_shown_and_mended(app: Flask, page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/rate/ktp-el")
    for element in ELEMENTS[:3]:
        page.locator(f"input[name={element}][value='4']").check()
    page.get_by_role("button", name="Kirim penilaian").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("paling sedikit 5 pertanyaan")
    summary.get_by_role("link").click()
    assert page.url.endswith("#biaya")
    for element in ELEMENTS[:3]:
        expect(page.locator(f"input[name={element}][value='4']")).to_be_checked()
    for element in ELEMENTS[3:5]:
        page.locator(f"input[name={element}][value='4']").check()
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")
    assert stored(app) == ["444440000"]


def test_the_whole_row_is_the_target(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/rate/ktp-el")
    row = page.locator(".govuk-radios__item", has=page.locator("label[for=waktu-3]"))
    box = row.bounding_box()
    assert box is not None
    assert box["height"] >= 52
    assert box["width"] >= 320
    row.click(position={"x": box["width"] - 12, "y": box["height"] / 2})
    expect(page.locator("#waktu-3")).to_be_checked()


def test_the_form_can_be_filled_by_keyboard(app: Flask, page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/rate/ktp-el")
    page.locator("#persyaratan").focus()
    for _element in ELEMENTS:
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    page.locator("#kirim").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")
    assert stored(app) == ["222222222"]


def test_form_and_receipt_weigh_little_and_hold_no_barriers(
    page: Page, live_server: str, traffic: Traffic, barriers: Callable[[Page], list[str]]
) -> None:
    page.goto(f"{live_server}/rate/ktp-el", wait_until="networkidle")
    assert traffic.weight() <= FORM_WEIGHT
    assert barriers(page) == []
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert barriers(page) == []
    for element in ELEMENTS:
        page.locator(f"input[name={element}][value='4']").check()
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_role("heading", name="Kunci bukti Anda")).to_be_visible()
    assert barriers(page) == []
    page.goto(f"{live_server}/rate/ktp-el?lang=en")
    assert barriers(page) == []


def test_a_comment_with_a_nik_gets_a_hint(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/rate/ktp-el")
    page.locator("textarea[name=comment]").fill("NIK saya 9671012345678901")
    expect(page.locator("#comment-warning")).to_be_visible()
    page.locator("textarea[name=comment]").fill("Antre lama")
    expect(page.locator("#comment-warning")).to_be_hidden()


def test_a_visit_code_in_the_address_fills_its_field_whatever_it_ends_in(
    app: Flask, page: Page, live_server: str
) -> None:
    with app.app_context(), transaction():
        minted = {code[-1]: code for code in mint(service=service_by_slug("ktp-el"), count=1000, day=today())}
    for symbol in "*~$=U7":
        code = minted[symbol]
        plain, encoded = code.replace("-", ""), "".join(f"%{ord(letter):02x}" for letter in code)
        ways = {code: code, plain: plain, encoded: code, f"{code[:-1]}%{ord(symbol):02X}": code}
        for written, filled in ways.items():
            page.goto("about:blank")
            page.goto(f"{live_server}/rate/ktp-el#kode={written}")
            expect(page.locator("#visit_code")).to_have_value(filled)
            expect(page.locator("[data-code-filled]")).to_be_visible()
            assert "kode" not in page.url
    for element in ELEMENTS:
        page.locator(f"input[name={element}][value='4']").check()
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")
    with app.app_context():
        assert db.session.scalars(select(Response.channel).where(Response.month != "2026-07")).all() == ["verified"]


@pytest.mark.parametrize("written", ["%E0%A4%A", "ABCDE-FGHJK-%", "<b>ABCDEFGHJK", "ABCDE*FGHJK", "", "A" * 40])
def test_what_is_no_code_in_the_address_breaks_nothing(page: Page, live_server: str, written: str) -> None:
    page.goto(f"{live_server}/rate/ktp-el#kode={written}")
    expect(page.locator("[data-progress]")).to_be_visible()
    page.locator("textarea[name=comment]").fill("NIK saya 9671012345678901")
    expect(page.locator("#comment-warning")).to_be_visible()
    expect(page.locator("#visit_code")).to_have_value("")


def test_the_key_of_the_receipt_is_shown_from_the_address_alone(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/rate/ktp-el")
    for element in ELEMENTS:
        page.locator(f"input[name={element}][value='4']").check()
    page.get_by_role("button", name="Kirim penilaian").click()
    key = page.url.split("#")[1]
    expect(page.locator("#key")).to_have_text(key)
    page.reload()
    expect(page.locator("#key")).to_have_text(key)
