"""The public tracker: late ones first, one word for each promise, its whole history, and a table of everything."""

from __future__ import annotations

import csv
import datetime
import io
import os
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.promises import Stand, Standing, State, Status, standing, status_of
from portal.followups.models import Promise, PromiseVoice
from portal.followups.queries import Chosen, promise_by_number, promise_counts, tracker
from portal.followups.services import change_promise, reopen, withdraw
from tests.builders import a_unit
from tests.followups.making import a_done_promise, a_promise, voices

DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_unit()
    a_unit("puskesmas-remu", name="Puskesmas Remu", kind="puskesmas")


def a_late_promise(unit: str = "dukcapil", *, days: int = 10, **other: object) -> int:
    made = today() - datetime.timedelta(days=days + 30)
    return a_promise(unit, day=made, starts_on=made, due_on=today() - datetime.timedelta(days=days), **other)


def a_future_promise(unit: str = "dukcapil", *, days: int = 30, **other: object) -> int:
    return a_promise(unit, day=today(), starts_on=today(), due_on=today() + datetime.timedelta(days=days), **other)


def order(client: FlaskClient, address: str = "/promises") -> list[int]:
    return [int(number) for number in re.findall(r'href="/promises/(\d+)"', client.get(address).text)]


def test_what_is_late_longest_stands_first_and_what_is_withdrawn_last(client: FlaskClient) -> None:
    withdrawn, soon, late = a_future_promise(), a_future_promise(days=5), a_late_promise()
    done, later, latest = a_done_promise(), a_future_promise(days=40), a_late_promise(days=90)
    with transaction():
        withdraw(promise=promise_by_number(withdrawn), reason="Dialihkan", day=today())
    assert order(client) == [latest, late, soon, later, done, withdrawn]
    page = client.get("/promises").text
    assert (
        "Dari 6 janji: 1 selesai menurut unit dan menunggu suara warga, 2 terlambat, 2 direncanakan, 1 ditarik." in page
    )


def test_the_filters_find_by_unit_element_and_state(client: FlaskClient) -> None:
    late, other = a_late_promise(), a_late_promise("puskesmas-remu", element="sarana")
    future = a_future_promise()
    assert order(client, "/promises?unit=dukcapil") == [late, future]
    assert order(client, "/promises?element=sarana") == [other]
    assert order(client, "/promises?state=planned&unit=&element=") == [future]
    assert order(client, "/promises?state=overdue&unit=dukcapil") == [late]
    assert "Tidak ada janji yang cocok" in client.get("/promises?state=withdrawn").text


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("unit=tidak-ada", 404),
        ("unit=%00", 404),
        ("element=cuaca", 400),
        ("state=kept", 400),
        ("page=0", 400),
        ("page=2", 404),
        ("period=2026", 400),
        ("page=%D9%A1", 400),
    ],
)
def test_a_filter_that_does_not_exist_is_said_so(client: FlaskClient, asked: str, status: int) -> None:
    assert client.get(f"/promises?{asked}").status_code == status


def test_the_list_has_pages(client: FlaskClient) -> None:
    numbers = [a_future_promise(days=days) for days in range(1, 28)]
    assert order(client) == numbers[:25]
    assert order(client, "/promises?page=2") == numbers[25:]
    assert 'rel="next"' not in client.get("/promises?page=2").text


def test_a_promise_shows_each_moved_date_and_why(client: FlaskClient) -> None:
    number = a_promise()
    promise = promise_by_number(number)
    with transaction():
        facts = promise_by_number(number).facts
        moved = facts.__class__(**{**facts.__dict__, "due_on": datetime.date(2026, 10, 15)})
        change_promise(
            promise=promise, facts=moved, version=1, reason="Lelang <diulang>", day=datetime.date(2026, 8, 20)
        )
    page = client.get(f"/promises/{number}").text
    assert "Tenggat dipindahkan dari 30 September 2026 ke 15 Oktober 2026." in page
    assert "Lelang &lt;diulang&gt;" in page
    assert "Rp25.000.000" in page
    assert "moved from" not in page


def test_an_unknown_promise_is_not_found(client: FlaskClient) -> None:
    number = a_promise()
    for address in (f"/promises/{number + 1}", "/promises/0", f"/promises/{10**30}", f"/promises/{number}/files/1.jpg"):
        assert client.get(address).status_code == 404, address


def test_a_page_is_as_new_as_the_last_step(client: FlaskClient) -> None:
    number = a_done_promise()
    assert "Selesai menurut unit" in client.get(f"/promises/{number}").text
    with transaction():
        reopen(promise=promise_by_number(number), note="Belum rampung", day=today())
    page = client.get(f"/promises/{number}").text
    assert "Belum rampung" in page
    assert f'href="/promises/{number}/voice"' not in page


def test_the_table_holds_everything_and_runs_nothing(client: FlaskClient) -> None:
    a_late_promise(action="=1+1", owner="@kantor")
    number = a_done_promise("puskesmas-remu")
    voices(number, confirmed=2, disputed=1)
    answer = client.get("/promises.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["status"], row["unit"], row["confirmed"]) for row in rows] == [
        ("overdue", "dukcapil", "0"),
        ("confirmed", "puskesmas-remu", "2"),
    ]
    assert (rows[0]["action"], rows[0]["owner"], rows[0]["budget"]) == ("'=1+1", "'@kantor", "25000000")
    assert "promises-dukcapil.csv" in client.get("/promises.csv?unit=dukcapil").headers["Content-Disposition"]


def test_english_pages_mark_what_is_written_in_indonesian(client: FlaskClient) -> None:
    number = a_promise()
    assert '<span lang="id">Membuka loket kedua pada jam sibuk</span>' in client.get(f"/promises/{number}?lang=en").text


def every_case() -> Iterator[tuple[State, int, int, int]]:
    for confirmed in range(6):
        for disputed in range(6):
            yield State.DONE, 5, confirmed, disputed
    for state in (State.PLANNED, State.GOING, State.WITHDRAWN):
        for days in (-1, 0, 1):
            yield state, days, 0, 0


def test_the_database_and_the_domain_say_the_same_of_every_promise() -> None:
    model, expected = promise_by_number(a_promise()), dict.fromkeys(Status, 0)
    expected[status_of(State.PLANNED, model.due_on, Standing.WAITING, today())] += 1
    with transaction():
        for state, days, confirmed, disputed in every_case():
            due = today() + days * DAY
            promise = a_copy(model, state, due)
            stands = [Stand.CONFIRM] * confirmed + [Stand.DISPUTE] * disputed
            for stand in stands:
                db.session.add(PromiseVoice(key=os.urandom(32), promise_id=promise.id, round=1, stand=stand.value))
            expected[status_of(state, due, standing(confirmed, disputed), today())] += 1
    counts = promise_counts(today())
    assert {status: counts[status] for status in Status} == expected
    for status, count in expected.items():
        found = tracker(Chosen(status=status), 1, today())
        assert (found.total, {one.status for one in found.items}) == (count, {status} if count else set())


def a_copy(model: Promise, state: State, due: datetime.date) -> Promise:
    same = ("unit_id", "element", "cause", "kind", "action", "owner", "budget", "budget_source", "origin", "made_on")
    is_done = state is State.DONE
    promise = Promise(
        **{name: getattr(model, name) for name in same},
        state=state.value,
        starts_on=due,
        due_on=due,
        round=1,
        done_on=due if is_done else None,
    )
    db.session.add(promise)
    db.session.flush()
    return promise


def test_voices_of_an_earlier_round_count_no_more() -> None:
    number = a_done_promise()
    with transaction():
        for place in range(3):
            db.session.add(PromiseVoice(key=bytes([place]) * 32, promise_id=number, round=2, stand=Stand.DISPUTE.value))
    assert promise_counts(today())[Status.DONE] == 1
