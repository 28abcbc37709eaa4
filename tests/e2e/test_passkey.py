"""A passkey from the first sign-in to the next one, in Chromium with its own virtual authenticator."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from portal.accounts.models import Passkey
from portal.core.extensions import db
from tests.cast import PASSWORD, an_account

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def portal(live_server: str, page: Page) -> str:
    """The portal under a name, as browsers want it for passkeys, and a browser that has an authenticator."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return live_server.replace("127.0.0.1", "localhost")


def sign_in(page: Page, portal: str, email: str) -> None:
    page.goto(f"{portal}/login")
    page.get_by_label("Alamat e-mail").fill(email)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def test_a_passkey_is_made_at_the_first_sign_in_and_opens_the_next(app: Flask, page: Page, portal: str) -> None:
    email = an_account(app, "auditor")
    sign_in(page, portal, email)
    expect(page.get_by_role("heading", name="Pasang langkah kedua")).to_be_visible()
    page.get_by_label("Nama kunci ini").fill("Laptop kantor")
    page.get_by_role("button", name="Buat kunci sandi").click()
    expect(page.get_by_role("heading", name="Kode pemulihan")).to_be_visible()
    assert page.locator(".codes li").count() == 10
    page.get_by_role("link", name="Sudah saya simpan").click()
    expect(page).to_have_url(f"{portal}/workplace")
    page.get_by_role("button", name="Keluar").click()

    sign_in(page, portal, email)
    page.get_by_role("button", name="Pakai kunci sandi").click()
    expect(page).to_have_url(f"{portal}/workplace")
    page.goto(f"{portal}/account")
    expect(page.get_by_text("Kunci sandi: Laptop kantor")).to_be_visible()
    with app.app_context():
        kept = db.session.scalars(select(Passkey)).one()
    assert kept.sign_count >= 1
    assert kept.used_at is not None


def test_an_answer_serves_once(app: Flask, page: Page, portal: str) -> None:
    """The same signature sent again, from another browser half way in, meets another challenge."""
    email = an_account(app, "auditor")
    sign_in(page, portal, email)
    page.get_by_role("button", name="Buat kunci sandi").click()
    page.get_by_role("link", name="Sudah saya simpan").click()
    page.get_by_role("button", name="Keluar").click()
    sign_in(page, portal, email)
    with page.expect_request(lambda request: request.url.endswith("/login/passkey")) as sent:
        page.get_by_role("button", name="Pakai kunci sandi").click()
    answer = (sent.value.post_data or "").split("answer=")[1]
    expect(page).to_have_url(f"{portal}/workplace")
    page.get_by_role("button", name="Keluar").click()
    sign_in(page, portal, email)
    token = page.locator("form[data-passkey] [name=csrf_token]").input_value()
    again = page.request.post(
        f"{portal}/login/passkey",
        data=f"csrf_token={token}&answer={answer}",
        headers={"Content-Type": "application/x-www-form-urlencoded", "Referer": portal},
    )
    assert "Belum cocok." in again.text()
    page.goto(f"{portal}/workplace")
    expect(page.get_by_role("heading", name="Masuk untuk petugas")).to_be_visible()
