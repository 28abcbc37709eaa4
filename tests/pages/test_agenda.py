"""Today's duties in groups: the same on each page of the workplace, said in words, and in the day's letter."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from portal.accounts.models import Staff
from portal.core.database import transaction
from portal.core.duties import Duty, Person
from portal.core.extensions import db
from portal.core.i18n import day_name
from portal.core.post import send_letters
from portal.pages import jobs
from tests.builders import a_unit
from tests.cast import signed_in
from tests.pages.waiting import from_today, let_wait

DAYS = (-40, -1, 0, 1, 5, 9, None)
WHERE = {"manager": "/workplace/dukcapil", "reviewer": "/workplace", "moderator": "/workplace"}

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_unit()


def given(_person: Person, day: datetime.date) -> list[Duty]:
    """One thing for each of DAYS, the last first."""
    dues = [None if days is None else day + datetime.timedelta(days=days) for days in DAYS]
    return [Duty(f"Hal {number}", f"/x/{number}", due) for number, due in reversed(list(enumerate(dues)))]


def read(client: FlaskClient, role: str) -> str:
    address = WHERE[role]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(address).text))


@pytest.mark.parametrize("role", WHERE)
def test_every_page_of_the_workplace_shows_the_same_groups_first(
    app: Flask, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    let_wait(app, monkeypatch, given)
    client = signed_in(app, role, "dukcapil" if role == "manager" else None)
    text = read(client, role)
    found = re.search(r"Yang menunggu Anda (.*?) Tampilkan tenggat di kalender Anda", text)
    assert found is not None
    late = [from_today(app, days) for days in (-40, -1)]
    with app.test_request_context():
        first, second = map(day_name, late)
    assert found[1].startswith(
        "7 hal menunggu Anda: 2 lewat tenggat, 3 dalam tujuh hari, 1 sesudah itu, 1 tanpa tenggat. "
        f"Lewat tenggat Hal 0 terlambat 40 hari: tenggatnya {first} "
        f"Hal 1 terlambat satu hari: tenggatnya {second} "
        "Hari ini dan tujuh hari ke depan Hal 2 hari ini Hal 3 besok, "
    )
    assert [int(number) for number in re.findall(r"Hal (\d)", found[1])] == list(range(7))
    assert 'href="/account#calendar"' in client.get(WHERE[role]).text


@pytest.mark.parametrize("role", WHERE)
def test_where_nothing_waits_each_page_says_so(app: Flask, monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    let_wait(app, monkeypatch, lambda _person, _day: [])
    text = read(signed_in(app, role, "dukcapil" if role == "manager" else None), role)
    assert "Tidak ada yang menunggu Anda hari ini." in text


@pytest.mark.parametrize(("later", "is_folded"), [(8, False), (9, True)])
def test_only_many_later_duties_are_folded(
    app: Flask, monkeypatch: pytest.MonkeyPatch, later: int, is_folded: bool
) -> None:
    far = from_today(app, 30)
    duties = [Duty(f"Hal {number}", "/x", far) for number in range(later)]
    late = [Duty(f"Lama {number}", "/x", from_today(app, -3)) for number in range(12)]
    let_wait(app, monkeypatch, lambda _person, _day: duties + late)
    page = signed_in(app, "reviewer").get("/workplace").text
    assert ("<details" in page) is is_folded
    assert (f"Tampilkan {later} hal" in page) is is_folded
    if is_folded:
        assert page.index("Lama 11") < page.index("<details") < page.index("Hal 0")


@pytest.mark.parametrize(("number", "count"), [(1, "Satu"), (2, "2")])
def test_one_group_alone_is_not_counted_in_parts(
    app: Flask, monkeypatch: pytest.MonkeyPatch, number: int, count: str
) -> None:
    let_wait(app, monkeypatch, lambda _person, _day: [Duty("Hal", "/x")] * number)
    assert f"{count} hal menunggu Anda. Tanpa tenggat Hal " in read(signed_in(app, "reviewer"), "reviewer")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_letter_has_the_same_groups_in_its_readers_language(
    app: Flask, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    let_wait(app, monkeypatch, given)
    monkeypatch.setattr(jobs, "setting", lambda _name: 0)
    signed_in(app, "reviewer")
    with app.app_context(), transaction():
        db.session.execute(update(Staff).values(lang=lang))
    folder = Path(app.config["MAIL_FILE_PATH"])
    for file in folder.glob("*"):
        file.unlink()
    with app.app_context():
        jobs.digest()
        send_letters()
    letter = next(folder.glob("*")).read_text(encoding="utf-8")
    assert [int(number) for number in re.findall(r"Hal (\d)", letter)] == list(range(7))
    with app.test_request_context(query_string={"lang": lang}):
        assert day_name(from_today(app, -40)) in letter
    assert "http://127.0.0.1:8000/x/6" in letter
    if lang == "id":
        assert letter.index("LEWAT TENGGAT") < letter.index("HARI INI DAN") < letter.index("TANPA TENGGAT")
