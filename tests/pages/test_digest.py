"""The day's list of duties: to those who have any, once, with links that lead there."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import gettext as _
from sqlalchemy import select

from portal.core.duties import Duties, Duty
from portal.core.extensions import db
from portal.core.outbox import WaitingLetter
from portal.core.post import send_letters
from portal.domain.permissions import Role
from portal.pages import jobs
from portal.settings.queries import setting
from tests.cast import an_account

WAITING = Duties(of_person=lambda person, _day: [Duty(_("Masuk"), "/x")] if _is_auditor(person.grants) else [])


def _is_auditor(grants: object) -> bool:
    return any(grant.role is Role.AUDITOR for grant in grants)  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def people(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """An auditor for whom something waits, a moderator for whom nothing does, and a day that has begun."""
    an_account(app, "auditor")
    an_account(app, "moderator")
    monkeypatch.setattr(app.extensions["portal"], "duties", [WAITING])
    monkeypatch.setattr(jobs, "setting", lambda name: 0 if name == "digest_hour" else setting(name))


def asked_for(app: Flask) -> list[str]:
    with app.app_context():
        return [row.recipient for row in db.session.scalars(select(WaitingLetter))]


def run(app: Flask) -> None:
    with app.app_context():
        jobs.digest()


def test_who_has_duties_gets_one_letter_a_day(app: Flask) -> None:
    threads = [threading.Thread(target=run, args=(app,)) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run(app)
    assert asked_for(app) == ["auditor.kota@contoh.example"]


def test_the_letter_lists_what_waits_with_its_place(app: Flask) -> None:
    folder = Path(app.config["MAIL_FILE_PATH"])
    for file in folder.glob("*"):
        file.unlink()
    run(app)
    with app.app_context():
        send_letters()
    letter = next(folder.glob("*")).read_text(encoding="utf-8")
    assert "http://127.0.0.1:8000/x" in letter
    assert "Masuk" in letter


def test_not_before_the_hour_that_is_set(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "setting", lambda _name: 24)
    run(app)
    assert asked_for(app) == []
