"""Questionnaires and settings at a desk: a draft from its start to every form, without barriers, on two widths."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from portal.domain.drafts import wording
from portal.domain.skm import SKM
from tests.builders import a_service
from tests.cast import csrf_of, signed_in
from tests.e2e.conftest import Traffic
from tests.e2e.test_staff import look

WIDTHS = [768, 1280]


def at_desk(app: Flask, page: Page, live_server: str, role: str, width: int) -> FlaskClient:
    """Give the browser the session of a new account of that role."""
    page.set_viewport_size({"width": width, "height": 900})
    client = signed_in(app, role)
    cookie = client.get_cookie("session", path="/")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    return client


def begin_draft(client: FlaskClient) -> str:
    """Begin skm@2; the token for further forms."""
    token = csrf_of(client, "/account")
    assert client.post("/admin/surveys/skm@1/draft", data={"csrf_token": token}).status_code == 303
    return token


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_draft_says_what_it_lacks(
    app: Flask, live_server: str, page: Page, traffic: Traffic, barriers: Callable[[Page], list[str]], width: int
) -> None:
    at_desk(app, page, live_server, "administrator", width)
    page.goto(f"{live_server}/workplace")
    page.get_by_role("link", name="Kuesioner", exact=True).click()
    assert barriers(page) == []
    page.get_by_role("link", name="skm@1").click()
    page.get_by_role("button", name="Mulai draf baru dari versi ini").click()
    expect(page.get_by_role("status")).to_contain_text("Draf dimulai.")
    page.get_by_label("Kode unsur").fill("Keamanan")
    page.get_by_role("button", name="Tambahkan unsur").click()
    expect(page.get_by_role("alert")).to_contain_text("3 sampai 30 huruf kecil")
    assert barriers(page) == []
    page.get_by_label("Kode unsur").fill("keamanan")
    page.get_by_role("button", name="Tambahkan unsur").click()
    page.get_by_label("Nama unsur (bahasa Indonesia)").fill("Keamanan")
    assert barriers(page) == []
    assert fits(page)
    look(page, f"element_{width}")
    page.get_by_role("button", name="Simpan dalam draf").click()
    expect(page.get_by_role("heading", name="Yang masih kurang")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    look(page, f"draft_{width}")
    page.get_by_role("button", name=re.compile("Jangan tanyakan.*Keamanan")).click()
    expect(page.get_by_role("heading", name="Yang masih kurang")).to_have_count(0)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_questionnaire_is_rewritten_looked_at_and_published(
    app: Flask, live_server: str, page: Page, traffic: Traffic, barriers: Callable[[Page], list[str]], width: int
) -> None:
    with app.app_context():
        a_service()
    begin_draft(at_desk(app, page, live_server, "administrator", width))
    page.goto(f"{live_server}/admin/surveys/skm@2")
    page.get_by_role("link", name=re.compile("Ubah kata-katanya.*Waktu Penyelesaian")).click()
    page.get_by_label("Pertanyaan (bahasa Indonesia)").fill("Cepatkah pelayanannya?")
    page.get_by_role("button", name="Simpan dalam draf").click()
    page.get_by_role("link", name="Lihat seperti warga melihatnya").click()
    expect(page.get_by_role("group", name="Cepatkah pelayanannya?")).to_be_visible()
    expect(page.get_by_role("button", name="Kirim penilaian")).to_be_disabled()
    assert barriers(page) == []
    assert fits(page)
    look(page, f"preview_{width}")
    page.go_back()
    page.get_by_role("link", name="Terbitkan draf ini").click()
    expect(page.get_by_text("dijumlahkan dalam satu nilai")).to_be_visible()
    assert barriers(page) == []
    look(page, f"effect_{width}")
    page.get_by_role("button", name="Ya, terbitkan skm@2").click()
    expect(page.get_by_role("status")).to_contain_text("Kuesioner terbit.")
    assert barriers(page) == []
    page.goto(f"{live_server}/rate/ktp-el")
    expect(page.get_by_role("group", name="Cepatkah pelayanannya?")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_two_administrators_write_at_once_and_neither_loses_a_word(
    app: Flask, live_server: str, page: Page, barriers: Callable[[Page], list[str]], width: int
) -> None:
    first = at_desk(app, page, live_server, "administrator", width)
    token = begin_draft(first)
    page.goto(f"{live_server}/admin/surveys/skm@2/elements/waktu")
    words = wording(SKM.question("waktu")) | {"name_id": "Lama menunggu"}
    first.post("/admin/surveys/skm@2/elements/waktu", data={**words, "version": 1, "csrf_token": token})
    page.get_by_label("Nama unsur (bahasa Indonesia)").fill("Kecepatan")
    page.get_by_role("button", name="Simpan dalam draf").click()
    expect(page.get_by_role("alert")).to_contain_text("Lama menunggu")
    expect(page.get_by_label("Nama unsur (bahasa Indonesia)")).to_have_value("Kecepatan")
    assert barriers(page) == []
    assert fits(page)
    look(page, f"both_{width}")
    page.get_by_role("button", name="Simpan dalam draf").click()
    expect(page.get_by_role("status")).to_contain_text("Disimpan dalam draf.")


@pytest.mark.parametrize("width", WIDTHS)
def test_an_announcement_is_made_and_taken_back(
    app: Flask, live_server: str, page: Page, barriers: Callable[[Page], list[str]], width: int
) -> None:
    at_desk(app, page, live_server, "administrator", width)
    page.goto(f"{live_server}/admin/settings")
    assert barriers(page) == []
    page.get_by_role("link", name="Pengumuman").click()
    page.get_by_label("Kalimat dalam bahasa Indonesia").fill("Portal tutup pada 1 Mei.")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_contain_text("Isi dalam kedua bahasa")
    assert barriers(page) == []
    page.get_by_label("Kalimat dalam bahasa Inggris").fill("Closed on 1 May.")
    page.get_by_label("Hari terakhir").fill("2999-05-01")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status")).to_contain_text("Pengaturan disimpan.")
    assert barriers(page) == []
    assert fits(page)
    look(page, f"setting_{width}")
    page.goto(f"{live_server}/?lang=en")
    expect(page.get_by_role("complementary")).to_contain_text("Closed on 1 May.")
    assert barriers(page) == []
    page.goto(f"{live_server}/admin/settings/announcement")
    page.get_by_role("button", name="Pakai lagi nilai sebelumnya").click()
    expect(page.get_by_role("status")).to_contain_text("Nilai sebelumnya dipakai lagi.")
    page.goto(live_server)
    expect(page.get_by_role("complementary")).to_have_count(0)


def test_the_auditor_reads_without_barriers(
    app: Flask, live_server: str, page: Page, barriers: Callable[[Page], list[str]]
) -> None:
    at_desk(app, page, live_server, "auditor", 768)
    for path in ("settings", "settings/digest_hour", "surveys", "surveys/skm@1", "surveys/skm@1/preview?lang=en"):
        page.goto(f"{live_server}/admin/{path}")
        assert barriers(page) == []
        assert fits(page)
