"""The effect of promises as it is read from published blocks: which units count, in which periods and channel."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from portal.catalogue.queries import unit_by_slug
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.change import Direction
from portal.domain.effect import Effect, Silence
from portal.domain.questionnaire import Channel
from portal.followups.models import Promise
from portal.followups.queries import Outcome, effects_of, promise_by_number
from portal.followups.services import withdraw
from portal.publication.models import HeadlineChannel
from tests.builders import close
from tests.followups.effects import AFTER, BEFORE, DONE, HIGH, a_dinas, a_kept_promise, a_kind_of_six

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_kind_of_six()


def outcome(promise: Promise) -> Outcome:
    return effects_of([promise])[promise.id]


def said(promise: Promise) -> Effect:
    found = outcome(promise).found
    assert isinstance(found, Effect)
    return found


def test_a_rise_beside_units_that_did_not_move_is_called_one() -> None:
    close(AFTER)
    promise = a_kept_promise()
    effect, found = said(promise), outcome(promise)
    assert (effect.before, effect.after) == (Decimal("50.00"), Decimal("93.75"))
    assert (effect.change, effect.usual, effect.effect) == (Decimal("43.75"), Decimal(0), Decimal("43.75"))
    assert (effect.others, effect.direction) == (5, Direction.UP)
    assert found.span is not None
    assert (found.span.before.text, found.span.after.text) == (BEFORE, AFTER)
    assert (found.channel, found.kind) == (Channel.OPEN, "dinas")


def test_what_rose_everywhere_is_no_effect() -> None:
    for number in range(6, 11):
        a_dinas(number, after=HIGH)
    close(AFTER)
    effect = said(a_kept_promise())
    assert effect.others == 10
    assert effect.usual == Decimal("21.88")
    assert effect.direction is Direction.UNCLEAR


def test_the_month_that_triggered_it_is_not_read() -> None:
    """It was far worse than the month before it; as a baseline it would add 25 points."""
    close(AFTER)
    assert said(a_kept_promise()).before == Decimal("50.00")


def test_until_the_first_month_after_it_is_closed_nothing_is_said() -> None:
    close("2026-06")
    assert outcome(a_kept_promise()).found is Silence.NOT_OVER
    close(AFTER)
    assert isinstance(outcome(a_kept_promise()).found, Effect)


def test_the_month_in_which_it_was_done_does_not_count_as_after() -> None:
    close(AFTER)
    late = a_kept_promise(done=datetime.date(2026, 7, 1))
    found = outcome(late)
    assert found.found is Silence.NOT_OVER
    assert found.span is not None
    assert found.span.after.text == "2026-08"


def test_a_promise_that_is_open_or_withdrawn_has_none() -> None:
    close(AFTER)
    still_open, given_up = a_kept_promise(done=None), a_kept_promise(done=None)
    with transaction():
        withdraw(promise=given_up, reason="Dana dipindahkan", day=DONE)
    assert outcome(still_open).found is Silence.NOT_DONE
    assert outcome(promise_by_number(given_up.id)).found is Silence.WITHDRAWN


def test_units_of_another_kind_or_of_another_kind_then_are_no_others() -> None:
    with transaction():
        unit_by_slug("dinas-5").kind = "badan"
    close(AFTER)
    assert outcome(a_kept_promise()).found is Silence.TOO_FEW_UNITS


def test_another_channel_says_nothing() -> None:
    close(AFTER)
    with transaction():
        db.session.add(HeadlineChannel(scope="unit/dinas-0", year=2026, channel="verified"))
    found = outcome(a_kept_promise())
    assert (found.channel, found.found) == (Channel.VERIFIED, Silence.TOO_FEW_RATINGS)


def test_a_page_of_promises_costs_as_many_questions_as_one() -> None:
    close(AFTER)
    promises = [a_kept_promise(unit) for unit in ("dinas-0", "dinas-1", "dinas-2")]
    assert len(effects_of(promises)) == 3
    assert asked(promises[:1]) == asked(promises)


def asked(promises: list[Promise]) -> int:
    """How many statements reading the effects of these takes."""
    statements: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        effects_of(promises)
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)
    return len(statements)


# --- as people read it -------------------------------------------------------------------------------------------


def test_the_page_of_a_promise_says_what_came_of_it_and_the_tracker_the_word(client: FlaskClient) -> None:
    close(AFTER)
    promise = a_kept_promise()
    page, tracker = client.get(f"/promises/{promise.id}").text, client.get("/promises").text
    assert "Setelah janji ini: naik." in page
    assert "+43,8 poin" in page
    assert "+43,75" in page
    assert "dampak: naik" in tracker


def test_before_that_month_is_closed_the_page_says_when_it_can_be_told(client: FlaskClient) -> None:
    close("2026-06")
    promise = a_kept_promise()
    assert "Dampaknya dapat diukur setelah Juli 2026 ditutup." in client.get(f"/promises/{promise.id}").text
    assert "dampak: belum dapat diukur" in client.get("/promises").text


def test_of_an_open_promise_no_effect_is_expected(client: FlaskClient) -> None:
    close(AFTER)
    promise = a_kept_promise(done=None)
    assert "Dampak" not in client.get(f"/promises/{promise.id}").text


def test_too_few_ratings_and_too_few_units_are_said(client: FlaskClient) -> None:
    close(AFTER)
    with transaction():
        db.session.add(HeadlineChannel(scope="unit/dinas-0", year=2026, channel="verified"))
        unit_by_slug("dinas-5").kind = "badan"
    few_ratings, few_units = a_kept_promise(), a_kept_promise("dinas-1")
    assert "perlu 30 jawaban pada unsur ini" in client.get(f"/promises/{few_ratings.id}").text
    assert "perlu paling sedikit 5 unit sejenis" in client.get(f"/promises/{few_units.id}").text
