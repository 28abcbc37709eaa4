"""What promises leave to do: for their keepers, and before a unit can be closed."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask

from portal.catalogue.queries import unit_by_slug
from portal.catalogue.services import plan_closing
from portal.core.database import transaction
from portal.core.duties import Person, duties_of_person, duties_of_unit
from portal.domain.errors import Refused
from portal.domain.permissions import Grant, Role
from portal.followups.queries import promise_by_number
from portal.followups.services import decline, offer, take, withdraw
from tests.builders import a_unit
from tests.followups.making import DAY, a_done_promise, a_promise, voices


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_unit()
    a_unit("puskesmas-remu", name="Puskesmas Remu", kind="puskesmas")


def told(app: Flask, unit: str, day: datetime.date, role: Role = Role.MANAGER) -> list[str]:
    person = Person("a@contoh.example", frozenset({Grant(role, unit)}))
    with app.test_request_context():
        return [str(duty.text) for duty in duties_of_person(person, day)]


def days(count: int) -> datetime.date:
    return DAY + datetime.timedelta(days=count)


def test_what_is_late_due_soon_or_disputed_waits_for_its_keeper_alone(app: Flask) -> None:
    a_promise(action="Terlambat", due_on=days(3))
    a_promise(action="Segera", due_on=days(24))
    a_promise(action="Nanti", due_on=days(25))
    disputed = a_done_promise(action="Bantahan", due_on=days(3))
    a_done_promise(action="Beres", due_on=days(3))
    voices(disputed, disputed=3)
    assert told(app, "dukcapil", days(10)) == [
        "Janji terlambat: Terlambat",
        "Janji segera jatuh tempo: Segera",
        "Dibantah warga: Bantahan",
    ]
    assert told(app, "puskesmas-remu", days(10)) == []
    assert told(app, "dukcapil", days(10), Role.INTEGRITY) == []


def test_a_role_for_a_unit_that_is_not_there_has_nothing_to_do(app: Flask) -> None:
    assert told(app, "tidak-ada", DAY) == []


def test_an_open_promise_keeps_its_unit_from_closing_until_another_takes_it(app: Flask) -> None:
    number = a_promise()
    a_done_promise()
    with app.test_request_context():
        assert [str(duty.text) for duty in duties_of_unit("dukcapil")] == [
            "Janji belum selesai: Membuka loket kedua pada jam sibuk"
        ]
        with pytest.raises(Refused, match="open_duties"):
            plan_closing(unit=unit_by_slug("dukcapil"), successor=unit_by_slug("puskesmas-remu"), this_year=2026)
    with transaction():
        offer(promise=promise_by_number(number), to=unit_by_slug("puskesmas-remu"), day=DAY)
    assert any("meminta unit Anda meneruskan" in text for text in told(app, "puskesmas-remu", DAY))
    with transaction():
        take(promise=promise_by_number(number), unit=unit_by_slug("puskesmas-remu"), day=DAY)
    with app.test_request_context():
        assert duties_of_unit("dukcapil") == []
        assert plan_closing(unit=unit_by_slug("dukcapil"), successor=None, this_year=2026).ends


def test_a_promise_goes_only_where_it_can_be_kept() -> None:
    number, remu = a_promise(), unit_by_slug("puskesmas-remu")
    promise = promise_by_number(number)
    with pytest.raises(Refused, match="own_unit"), transaction():
        offer(promise=promise, to=unit_by_slug("dukcapil"), day=DAY)
    with pytest.raises(Refused, match="not_offered"), transaction():
        take(promise=promise, unit=remu, day=DAY)
    with transaction():
        remu.valid_to = 2026
    with pytest.raises(Refused, match="unit_ended"), transaction():
        offer(promise=promise, to=remu, day=DAY)
    with transaction():
        remu.valid_to = None
    with transaction():
        offer(promise=promise, to=remu, day=DAY)
    with transaction():
        withdraw(promise=promise, reason="Dialihkan", day=DAY)
    with pytest.raises(Refused, match="out_of_turn"), transaction():
        take(promise=promise, unit=remu, day=DAY)
    with pytest.raises(Refused, match="out_of_turn"), transaction():
        decline(promise=promise, unit=remu)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_promise_that_becomes_late_stays_the_same_entry_in_calendars(app: Flask) -> None:
    a_promise(due_on=days(3))
    person = Person("a@contoh.example", frozenset({Grant(Role.MANAGER, "dukcapil")}))
    with app.test_request_context():
        (soon,), (late,) = (duties_of_person(person, day) for day in (DAY, days(10)))
    assert soon.text != late.text
    assert (soon.href, soon.key) == (late.href, late.key)
    assert soon.key
