"""The calendar feed: a person's deadlines for whoever holds the secret address, and for nobody else."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select, update

from portal.accounts.models import CalendarFeed, Staff
from portal.accounts.queries import staff_by_email, token_hash
from portal.accounts.services.administration import close_account
from portal.audit.models import AuditEntry
from portal.core.clock import now, today
from portal.core.database import transaction
from portal.core.duties import Duty, Person
from portal.core.extensions import db
from portal.core.i18n import day_name
from portal.core.outbox import WaitingLetter
from portal.domain.permissions import Role
from tests.cast import PASSWORD, an_account, csrf_of, session_of, signed_in
from tests.pages.waiting import from_today, let_wait

LONG = "Isi penilaian diri Dinas Kependudukan, Pencatatan Sipil; dan lainnya\r\n\runtuk C:\\n “Triwulan III” – é " * 3

one_backend = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def send(client: FlaskClient, address: str, **data: str) -> str:
    answer = client.post(address, data=data | {"csrf_token": csrf_of(client, "/account")}, follow_redirects=True)
    return answer.text if answer.status_code == 200 else str(answer.status_code)


def switch_on(client: FlaskClient) -> str:
    """The path of a fresh feed."""
    found = re.search(r'id="address">http://localhost(/calendar/[\w-]{43}\.ics)<', _given(client))
    assert found is not None
    return found[1]


def _given(client: FlaskClient) -> str:
    return send(client, "/account/calendar", current=PASSWORD)


def events(app: Flask, path: str) -> list[dict[str, object]]:
    answer = app.test_client().get(path)
    assert answer.status_code == 200
    calendar = Calendar.from_ical(answer.data)
    return [
        {
            "uid": str(event["UID"]),
            "text": str(event["SUMMARY"]),
            "from": event.decoded("DTSTART"),
            "to": event.decoded("DTEND"),
            "url": str(event["URL"]),
            "alarms": [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")],
        }
        for event in calendar.walk("VEVENT")
    ]


def test_the_feed_holds_what_has_a_date(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    soon, late = from_today(app, 5), from_today(app, -3)
    let_wait(
        app,
        monkeypatch,
        lambda _person, _day: [Duty("Jawab", "/a?x=1", soon), Duty("Kapan saja", "/b"), Duty("Lewat", "/c", late)],
    )
    found = events(app, switch_on(signed_in(app, "reviewer")))
    day = datetime.timedelta(days=1)
    assert [(one["text"], one["from"], one["to"], one["url"]) for one in found] == [
        ("Lewat", late, late + day, "http://localhost/c"),
        ("Jawab", soon, soon + day, "http://localhost/a?x=1"),
    ]
    assert [one["alarms"] for one in found] == [[], [datetime.timedelta(hours=-16)]]


@one_backend
def test_the_file_is_as_the_standard_wants_it(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    due = from_today(app, 5)
    let_wait(app, monkeypatch, lambda _person, _day: [Duty(LONG, "/a", due)])
    path = switch_on(signed_in(app, "reviewer"))
    answer = app.test_client().get(path)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.data.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    text = answer.data.replace(b"\r\n ", b"").decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    for line in ("VERSION:2.0", "CALSCALE:GREGORIAN", "X-WR-CALNAME:Suara Sorong: tenggat Anda", "ACTION:DISPLAY"):
        assert f"\r\n{line}\r\n" in text
    assert re.search(r"\r\nPRODID:-//\S", text)
    assert re.search(r"\r\nDTSTAMP:\d{8}T\d{6}Z\r\n", text)
    assert f"\r\nDTSTART;VALUE=DATE:{due:%Y%m%d}\r\n" in text
    assert "Kependudukan\\, Pencatatan Sipil\\; dan" in text
    assert events(app, path)[0]["text"] == " ".join(LONG.split())


@one_backend
def test_nothing_that_may_stand_once_stands_twice(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    let_wait(app, monkeypatch, lambda _person, day: [Duty("Jawab", "/a", day)])
    lines = app.test_client().get(switch_on(signed_in(app, "reviewer"))).data.split(b"\r\n")
    head = [line.partition(b":")[0] for line in lines[: lines.index(b"BEGIN:VTIMEZONE")]]
    assert len(head) == len(set(head))


@one_backend
def test_a_duty_on_the_last_day_there_is_leaves_the_feed_alive(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    let_wait(app, monkeypatch, lambda _person, _day: [Duty("Kelak", "/a", datetime.date.max)])
    answer = app.test_client().get(switch_on(signed_in(app, "reviewer")))
    assert answer.status_code == 200
    assert b"DTSTART;VALUE=DATE:99991231" in answer.data


@one_backend
def test_an_event_stays_the_same_while_its_date_moves(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, Any] = {"text": "Janji A", "days": 5}

    def given(_person: Person, day: datetime.date) -> list[Duty]:
        due = day + datetime.timedelta(days=state["days"])
        named = Duty(state["text"], "/a?lang=en", due, key="7")
        return [named, Duty("Janji B", "/a", due), Duty("Janji B", "/a", due)]

    let_wait(app, monkeypatch, given)
    path = switch_on(signed_in(app, "reviewer"))
    before = [one["uid"] for one in events(app, path)]
    assert len(set(before)) == 3
    state.update(text="Janji A, diperpanjang", days=30)
    assert [one["uid"] for one in events(app, path)] == before
    other = switch_on(signed_in(app, "auditor"))
    assert not set(before) & {one["uid"] for one in events(app, other)}


@one_backend
def test_a_calendar_without_deadlines_is_still_one(app: Flask) -> None:
    calendar = Calendar.from_ical(app.test_client().get(switch_on(signed_in(app, "reviewer"))).data)
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]


@one_backend
def test_it_speaks_the_language_of_the_account_and_names_what_it_may_see_today(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Person] = []
    due = datetime.date(2030, 5, 6)

    def given(person: Person, _day: datetime.date) -> list[Duty]:
        asked.append(person)
        return [Duty(day_name(due), url_for("workplace.home"), due)]

    email = an_account(app, "reviewer")
    path = switch_on(session_of(app, email))
    with app.app_context(), transaction():
        db.session.execute(update(Staff).values(lang="en"))
    let_wait(app, monkeypatch, given)
    event = events(app, f"{path}?lang=id")[0]
    assert (event["text"], event["url"]) == ("May 6, 2030", "http://localhost/workplace?lang=en")
    assert (asked[0].email, {grant.role for grant in asked[0].grants}) == (email, {Role.REVIEWER})


def test_of_the_address_only_a_hash_is_kept_and_each_step_is_on_record(app: Flask) -> None:
    client = signed_in(app, "reviewer")
    path = switch_on(client)
    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    with app.app_context():
        assert db.session.scalars(select(CalendarFeed)).one().token_hash == token_hash(secret)
        assert [row.values["news"] for row in db.session.scalars(select(WaitingLetter))] == ["feed_given"]
    assert secret not in client.get("/account").text
    renewed = switch_on(client)
    send(client, "/account/calendar/revoke")
    send(client, "/account/calendar/revoke")
    with app.app_context():
        deeds = list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.number)))
    assert [deed.action for deed in deeds] == ["calendar.give", "calendar.renew", "calendar.revoke"]
    assert not any(secret in deed.detail or renewed in deed.detail for deed in deeds)


def test_a_renewed_and_a_revoked_address_are_unknown_at_once(app: Flask) -> None:
    client, stranger = signed_in(app, "reviewer"), app.test_client()
    first = switch_on(client)
    assert stranger.get(first).status_code == 200
    second = switch_on(client)
    assert (stranger.get(first).status_code, stranger.get(second).status_code) == (404, 200)
    assert "tidak berlaku lagi" in send(client, "/account/calendar/revoke")
    assert stranger.get(second).status_code == 404


def test_the_feed_of_a_closed_account_ends_for_good(app: Flask) -> None:
    admin, leaver = an_account(app, "administrator"), an_account(app, "reviewer")
    path = switch_on(session_of(app, leaver))
    with app.app_context(), transaction():
        actor, staff = staff_by_email(admin), staff_by_email(leaver)
        assert actor is not None
        assert staff is not None
        given = {"successor": "", "leave_open": True, "version": staff.version}
        close_account(actor=actor, staff=staff, day=today(), at=now(), **given)  # type: ignore[arg-type]
    assert app.test_client().get(path).status_code == 404
    with app.app_context(), transaction():
        db.session.execute(update(Staff).values(active=True))
    assert app.test_client().get(path).status_code == 404


@one_backend
def test_an_account_that_is_not_active_has_no_feed(app: Flask) -> None:
    path = switch_on(signed_in(app, "reviewer"))
    with app.app_context(), transaction():
        db.session.execute(update(Staff).values(active=False))
    assert app.test_client().get(path).status_code == 404


@one_backend
def test_unknown_and_revoked_are_answered_alike_without_cookie_and_kept_by_nobody(app: Flask) -> None:
    client, stranger = signed_in(app, "reviewer"), app.test_client()
    path = switch_on(client)
    right = client.get(path)
    send(client, "/account/calendar/revoke")
    wrong = [stranger.get(address) for address in (path, "/calendar/tidak-ada.ics", "/calendar/%00.ics", f"{path}/x")]
    for answer in (right, *wrong):
        assert answer.headers["Cache-Control"] == "no-store"
        assert not {"Set-Cookie", "Content-Encoding", "ETag"} & set(answer.headers.keys())
    assert [answer.status_code for answer in wrong] == [404] * 4
    alike = {re.sub(r"/calendar/[^\"?]+|[0-9a-f]{16}", "", answer.text) for answer in wrong[:2]}
    assert len(alike) == 1


@one_backend
def test_a_session_opens_no_foreign_feed_and_is_not_asked_for_one(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    due = from_today(app, 3)
    let_wait(app, monkeypatch, lambda person, _day: [Duty(person.email, "/a", due)])
    owner, other = signed_in(app, "reviewer"), signed_in(app, "auditor")
    path = switch_on(owner)
    assert "reviewer.kota@" in other.get(path).text.replace("\r\n ", "")
    assert "auditor.kota@" not in other.get(path).text


@one_backend
@pytest.mark.parametrize("current", ["salah-sekali-12", ""])
def test_an_open_desk_gives_nobody_an_address(app: Flask, current: str) -> None:
    client = signed_in(app, "reviewer")
    assert send(client, "/account/calendar", current=current) == "403"
    assert client.get("/account/calendar").status_code == 405
    with app.app_context():
        assert db.session.scalars(select(CalendarFeed)).all() == []


@one_backend
def test_who_guesses_is_stopped_but_an_office_may_fetch_as_often_as_it_likes(app: Flask) -> None:
    path = switch_on(signed_in(app, "reviewer"))
    client = app.test_client()
    assert {client.get(path).status_code for _fetch in range(70)} == {200}
    codes = [client.get(f"/calendar/{guess}.ics").status_code for guess in range(62)]
    assert set(codes[:60]) == {404}
    assert set(codes[60:]) == {429}
