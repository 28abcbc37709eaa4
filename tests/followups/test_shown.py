"""Promises on the pages of results: on the unit's own, and in one sentence of the whole city."""

from __future__ import annotations

import datetime

from flask import Flask
from flask.testing import FlaskClient

from portal.core.clock import today
from tests.builders import a_service, a_unit
from tests.followups.making import a_done_promise, a_promise, voices


def test_a_unit_shows_what_is_late_first_and_how_much_was_kept(
    app: Flask, app_context: None, client: FlaskClient
) -> None:
    a_service()
    a_unit("puskesmas-remu", name="Puskesmas Remu", kind="puskesmas")
    assert "Belum ada janji." in client.get("/units/dukcapil").text
    made = today() - datetime.timedelta(days=90)
    a_promise(day=today(), action="Nanti", starts_on=today(), due_on=today() + datetime.timedelta(days=9))
    a_promise(day=made, action="Sudah lewat", starts_on=made, due_on=today() - datetime.timedelta(days=1))
    voices(a_done_promise(action="Beres"), confirmed=3)
    a_promise("puskesmas-remu", action="Milik unit lain")
    page = client.get("/units/dukcapil").text
    assert "Dari 3 janji: 1 ditepati menurut warga, 1 terlambat, 1 direncanakan." in page
    assert 0 < page.index("Sudah lewat") < page.index("Nanti")
    assert "Beres" not in page
    assert "Milik unit lain" not in page
    assert 'href="/promises?unit=dukcapil"' in page
    whole = client.get("/accountability").text
    assert "Dari 4 janji: 1 ditepati menurut warga" in whole
    assert 'href="/promises"' in whole
