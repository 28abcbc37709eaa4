"""Promises as the services keep them: what is refused, what a change says in public, and what never changes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.catalogue.queries import unit_by_slug
from portal.core.database import transaction
from portal.core.extensions import db
from portal.core.revision import read_public_revision
from portal.core.saving import Conflict
from portal.domain.errors import InvalidInput, MalformedRequest, NotFound, Refused
from portal.domain.promises import Origin
from portal.followups.models import Promise
from portal.followups.queries import history_of, promise_by_number, promise_of_unit, promises_due, promises_of_unit
from portal.followups.services import change_promise, finish, make_promise, reopen, start, withdraw
from tests.builders import a_unit
from tests.followups.making import DAY, FACTS, a_done_promise, a_promise

LATER = datetime.date(2026, 10, 15)


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_unit()


def step(number: int, take: Callable[..., Promise], **what: object) -> Promise:
    with transaction():
        return take(promise=promise_by_number(number), day=DAY, **what)


def change(number: int, *, version: int | None = 1, reason: str = "", **other: object) -> Promise:
    facts = replace(promise_by_number(number).facts, **other)  # type: ignore[arg-type]
    return step(number, change_promise, facts=facts, version=version, reason=reason)


def test_a_promise_is_public_with_its_first_event() -> None:
    before = read_public_revision(db.engine)
    number = a_promise()
    promise = promise_by_number(number)
    assert (promise.state, promise.round, promise.version, promise.facts) == ("planned", 0, 1, FACTS)
    assert [(event.kind, event.day, event.after["due_on"]) for event in history_of(promise)] == [
        ("made", DAY, "2026-09-30")
    ]
    assert read_public_revision(db.engine) > before


def test_a_bad_promise_is_refused_by_field_and_nothing_is_kept() -> None:
    with pytest.raises(InvalidInput) as error:
        a_promise(owner="", due_on=datetime.date(2026, 8, 1), budget=-1)
    assert {(fault.field, fault.code) for fault in error.value.errors} == {
        ("owner", "missing"),
        ("due_on", "in_the_past"),
        ("budget", "negative"),
    }
    assert promises_of_unit(unit_by_slug("dukcapil").id) == []


def test_a_unit_that_has_ended_promises_nothing_more() -> None:
    with transaction():
        unit_by_slug("dukcapil").valid_to = 2025
    with pytest.raises(Refused, match="unit_ended"):
        a_promise()


def test_the_period_that_led_to_it_is_one() -> None:
    unit = unit_by_slug("dukcapil")
    with pytest.raises(MalformedRequest), transaction():
        make_promise(unit=unit, facts=FACTS, origin=Origin.REVIEW, trigger_period="2026-Q9", day=DAY)
    with transaction():
        made = make_promise(unit=unit, facts=FACTS, origin=Origin.REVIEW, trigger_period="2026-Q2", day=DAY)
    assert made.trigger_period == "2026-Q2"


def test_a_moved_date_is_told_in_public_with_its_reason() -> None:
    number = a_promise()
    change(number, due_on=LATER, reason="Lelang diulang")
    event = history_of(promise_by_number(number))[-1]
    assert (event.kind, event.note) == ("changed", "Lelang diulang")
    assert (event.before, event.after) == ({"due_on": "2026-09-30"}, {"due_on": "2026-10-15"})


def test_a_date_does_not_move_without_a_reason() -> None:
    number = a_promise()
    with pytest.raises(InvalidInput) as error:
        change(number, due_on=LATER)
    assert [(fault.field, fault.code) for fault in error.value.errors] == [("reason", "missing")]
    assert promise_by_number(number).due_on == FACTS.due_on


def test_words_of_a_late_promise_change_but_its_date_moves_into_the_future_only() -> None:
    number = a_promise(
        day=datetime.date(2026, 1, 5), starts_on=datetime.date(2026, 1, 5), due_on=datetime.date(2026, 2, 1)
    )
    assert change(number, owner="Sekretariat").owner == "Sekretariat"
    with pytest.raises(InvalidInput) as error:
        change(number, version=2, due_on=datetime.date(2026, 3, 1), reason="Terlambat")
    assert [fault.code for fault in error.value.errors] == ["in_the_past"]


def test_who_saves_second_is_shown_both_and_nothing_is_lost() -> None:
    number = a_promise()
    change(number, owner="Sekretariat")
    with pytest.raises(Conflict) as error:
        change(number, version=1, owner="Bidang Data")
    assert (error.value.version, error.value.fields) == (2, {"owner": ("Sekretariat", "Bidang Data")})
    assert promise_by_number(number).owner == "Sekretariat"


def test_a_change_that_changes_nothing_is_no_event() -> None:
    number = a_promise()
    assert change(number).version == 1
    assert len(history_of(promise_by_number(number))) == 1


def test_a_promise_goes_its_way_and_each_time_done_is_a_new_round() -> None:
    number = a_promise()
    assert step(number, start).state == "going"
    done = step(number, finish, note="Loket dibuka")
    assert (done.state, done.round, done.done_on) == ("done", 1, DAY)
    again = step(number, reopen, note="Loket tutup lagi")
    assert (again.state, again.round, again.done_on) == ("going", 1, None)
    assert step(number, finish, note="Loket dibuka lagi").round == 2
    kinds = [event.kind for event in history_of(promise_by_number(number))]
    assert kinds == ["made", "started", "done", "reopened", "done"]


def test_a_step_needs_its_note() -> None:
    number = a_promise()
    with pytest.raises(InvalidInput):
        step(number, finish, note=" ")
    with pytest.raises(InvalidInput):
        step(number, withdraw, reason="")
    assert promise_by_number(number).state == "planned"


def test_what_is_withdrawn_or_done_is_no_longer_edited() -> None:
    withdrawn, done = a_promise(), a_done_promise()
    step(withdrawn, withdraw, reason="Anggaran dialihkan")
    for number in (withdrawn, done):
        with pytest.raises(Refused, match="out_of_turn"):
            change(number, version=2, owner="Sekretariat")
    with pytest.raises(Refused, match="out_of_turn"):
        step(withdrawn, reopen, note="Jadi dikerjakan")


def test_a_promise_belongs_to_its_unit() -> None:
    number = a_promise()
    a_unit("puskesmas-remu", name="Puskesmas Remu", kind="puskesmas")
    assert promise_of_unit("dukcapil", number).id == number
    for unit, asked in (("puskesmas-remu", number), ("dukcapil", number + 1), ("dukcapil", 2**40), ("dukcapil", 0)):
        with pytest.raises(NotFound):
            promise_of_unit(unit, asked)


def test_what_is_due_is_open_and_the_earliest_comes_first() -> None:
    late, soon = a_promise(due_on=datetime.date(2026, 8, 20)), a_promise(due_on=datetime.date(2026, 8, 10))
    a_promise(due_on=datetime.date(2026, 12, 1))
    a_done_promise(due_on=datetime.date(2026, 8, 9))
    assert [promise.id for promise in promises_due(datetime.date(2026, 8, 31))] == [soon, late]
    assert promises_due(datetime.date(2026, 8, 31), unit_ids=[]) == []
    assert [one.id for one in promises_due(datetime.date(2026, 8, 31), since=datetime.date(2026, 8, 15))] == [late]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM promise",
        "UPDATE promise SET trigger_period = '2026-Q1'",
        "UPDATE promise SET made_on = '2020-01-01'",
        "UPDATE promise SET origin = 'review'",
    ],
)
def test_where_a_promise_came_from_cannot_be_rewritten(statement: str) -> None:
    number = a_promise()
    with pytest.raises(DBAPIError, match="insert-only"), transaction():
        db.session.execute(text(statement))
    assert promise_by_number(number).made_on == DAY
