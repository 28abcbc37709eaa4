"""What a review leaves to do keeps its place in calendars, whatever it is called."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.core.clock import today
from portal.core.database import transaction
from portal.core.duties import Duty, Person, duties_of_person
from portal.domain.permissions import Grant, Role
from portal.domain.workflow import State
from portal.reviews.queries import review_by_address
from tests.reviews.cycle import a_city_with_a_cycle

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
MANAGER = Person("manager@contoh.example", frozenset({Grant(Role.MANAGER, "dukcapil")}))


def the_duty(app: Flask) -> Duty:
    with app.test_request_context():
        (found,) = duties_of_person(MANAGER, today())
    return found


def test_a_new_name_is_the_same_duty_and_a_new_step_is_another(app: Flask, app_context: None) -> None:
    a_city_with_a_cycle(app)
    first = the_duty(app)
    assert first.key
    with transaction():
        review_by_address(1, "dukcapil").cycle.title = "Penilaian yang berganti nama"
    renamed = the_duty(app)
    assert renamed.text != first.text
    assert (renamed.href, renamed.key) == (first.href, first.key)
    with transaction():
        review_by_address(1, "dukcapil").state = State.DIALOGUE.value
    assert the_duty(app).key != first.key
