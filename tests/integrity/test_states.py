"""Decisions: the last one of a rating holds, and a number is taken once."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.integrity import State
from portal.integrity.models import Decision
from portal.integrity.queries import state_of, states_of_unit, states_of_waiting, waiting_counts
from tests.builders import a_service, a_unit, close, decide, ratings, some_ratings


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()


def test_without_a_decision_a_rating_counts() -> None:
    ratings(1)
    (rating,) = some_ratings()
    assert state_of(a_unit().id, rating) is State.COUNTED
    assert states_of_unit(a_unit().id) == {}


def test_the_last_decision_holds() -> None:
    ratings(3)
    one, two, three = some_ratings()
    decide([one, two], State.HELD)
    decide([one], State.EXCLUDED)
    decide([two], State.COUNTED)
    decide([one], State.HELD)
    assert states_of_unit(a_unit().id) == {one: State.HELD, two: State.COUNTED}
    assert [state_of(a_unit().id, rating) for rating in (one, two, three)] == ["held", "counted", "counted"]


def test_a_unit_knows_nothing_of_another_ones_decisions() -> None:
    a_service("poli", unit="puskesmas")
    ratings(1)
    decide(some_ratings(), State.HELD)
    assert states_of_unit(a_unit("puskesmas").id) == {}


def test_waiting_ratings_are_told_apart_from_published_ones() -> None:
    ratings(12)
    close("2026-07")
    decide(some_ratings(2), State.EXCLUDED)
    ratings(3, month="2026-08")
    august = some_ratings(month="2026-08")
    decide(august[:1], State.HELD)
    close("2026-07")
    assert states_of_waiting(a_unit().id) == {august[0]: State.HELD}
    assert waiting_counts() == {(a_unit().id, "2026-08"): {(State.HELD, "too_fast"): 1, (State.COUNTED, ""): 2}}


def test_of_two_who_decide_at_once_the_second_is_refused() -> None:
    ratings(1)
    (rating,) = some_ratings()
    decide([rating], State.HELD)
    with pytest.raises(IntegrityError), transaction():
        db.session.add(
            Decision(unit_id=a_unit().id, response_id=rating, number=1, state=State.EXCLUDED.value, reason="replay")
        )
