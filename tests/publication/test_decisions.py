"""Decisions in a release: held and excluded ratings are not counted, published ones leave by negative blocks."""

from __future__ import annotations

import datetime
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.core.extensions import db
from portal.domain.integrity import State
from portal.domain.periods import parse_period
from portal.domain.questionnaire import Channel
from portal.ledger.models import LedgerEntry
from portal.publication.jobs import release
from portal.publication.models import Block, BlockMember, Rollup
from portal.publication.queries import is_counted, of_unit, periods_with_ratings, scorecard, units_due
from portal.publication.services import differences
from portal.responses.queries import receipt_of
from tests.builders import a_service, a_unit, close, decide, published, ratings, some_ratings

JULY = datetime.date(2026, 7, 20)


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()


def blocks() -> list[tuple[str, int, int]]:
    """Kind, sign and n of each block."""
    rows = db.session.execute(select(Block.kind, Block.sign, Block.n))
    return sorted((kind, sign, n) for kind, sign, n in rows)


def n_of(period: str = "2026-07") -> int:
    return scorecard(of_unit(a_unit()), parse_period(period)).channels[Channel.OPEN].n


def received(period: str = "2026-07") -> tuple[int, int, int, int]:
    """Published, waiting, held and excluded."""
    of = scorecard(of_unit(a_unit()), parse_period(period)).received
    return of.published, of.waiting, of.held, of.excluded


def excluded_sums() -> set[int]:
    rows = db.session.scalars(select(Rollup).where(Rollup.kind == "excluded"))
    return {row.blank + row.n1 + row.n2 + row.n3 + row.n4 for row in rows}


def members(block: Block) -> set[bytes]:
    return set(db.session.scalars(select(BlockMember.response_id).where(BlockMember.block_id == block.id)))


def test_held_ratings_wait_and_are_counted_once_that_is_decided() -> None:
    ratings(25)
    doubtful = some_ratings(12)
    decide(doubtful, State.HELD)
    close("2026-07")
    assert (n_of(), received()) == (13, (13, 0, 12, 0))
    decide(doubtful, State.COUNTED)
    close("2026-08")
    assert (n_of(), received()) == (25, (25, 0, 0, 0))
    assert differences() == []


def test_ratings_excluded_while_they_waited_make_blocks_of_their_own() -> None:
    ratings(26)
    decide(some_ratings(11), State.EXCLUDED)
    close("2026-07")
    assert blocks() == [("counted", 1, 15), ("excluded", 1, 11)]
    assert excluded_sums() == {11}
    assert (n_of(), received()) == (15, (15, 0, 0, 11))
    assert differences() == []


def test_few_excluded_ratings_are_a_count_only() -> None:
    ratings(25)
    decide(some_ratings(9), State.EXCLUDED)
    close("2026-07")
    assert blocks() == [("counted", 1, 16)]
    assert received() == (16, 0, 0, 9)


def test_a_draw_counts_neither_held_nor_excluded_ratings() -> None:
    ratings(40)
    decide(some_ratings(21), State.HELD)
    release(day=JULY)
    assert blocks() == []
    ratings(1)
    release(day=JULY)
    assert blocks() == [("counted", 1, 10)]


def test_published_ratings_are_taken_back_by_a_negative_block() -> None:
    published(30)
    taken = some_ratings(12)
    decide(taken, State.EXCLUDED)
    assert n_of() == 30
    close("2026-08")
    assert blocks() == [("counted", -1, 12), ("counted", 1, 30), ("excluded", 1, 12)]
    assert (n_of(), received(), excluded_sums()) == (18, (18, 0, 0, 12), {12})
    assert not any(is_counted(a_unit().id, rating) for rating in taken)
    assert sum(is_counted(a_unit().id, rating) for rating in some_ratings()) == 18
    negative, positive = (
        db.session.scalars(select(Block).where(Block.sign == sign, Block.n == 12)).one() for sign in (-1, 1)
    )
    assert members(negative) == members(positive) == set(taken)
    assert differences() == []


def test_the_log_names_sign_and_kind() -> None:
    published(30)
    decide(some_ratings(12), State.EXCLUDED)
    close("2026-08")
    entries = [
        json.loads(e.payload) for e in db.session.scalars(select(LedgerEntry).where(LedgerEntry.kind == "block"))
    ]
    assert [(e["kind"], e["sign"], e["n"], e["period"]) for e in entries] == [
        ("counted", 1, 30, "2026-07"),
        ("counted", -1, 12, "2026-07"),
        ("excluded", 1, 12, "2026-07"),
    ]
    minus, plus = (e["elements"] for e in entries[1:])
    assert all(minus[code]["hash"] != plus[code]["hash"] for code in minus)


def test_nine_published_ratings_wait_for_a_tenth_to_be_taken_back() -> None:
    published(30)
    decide(some_ratings(9), State.EXCLUDED)
    close("2026-08")
    assert (n_of(), received()) == (30, (30, 0, 0, 0))
    decide(some_ratings(10)[9:], State.EXCLUDED)
    close("2026-08")
    assert (n_of(), received()) == (20, (20, 0, 0, 10))


def test_a_key_may_be_taken_back_to_the_last_rating_and_is_then_empty() -> None:
    published(12)
    decide(some_ratings(), State.EXCLUDED)
    close("2026-08")
    score = scorecard(of_unit(a_unit()), parse_period("2026-07")).channels[Channel.OPEN]
    assert (score.n, score.index, score.hidden) == (0, None, "too_few")
    assert received() == (0, 0, 0, 12)
    assert periods_with_ratings(of_unit(a_unit())) == []
    assert differences() == []


def test_a_block_of_twelve_is_not_taken_back_but_for_one() -> None:
    published(12)
    twelve = some_ratings()
    ratings(30)
    close("2026-07")
    decide(twelve[:11], State.EXCLUDED)
    close("2026-08")
    assert n_of() == 42
    decide(twelve[11:], State.EXCLUDED)
    close("2026-08")
    assert n_of() == 30


def test_excluded_ratings_that_count_after_all_come_back() -> None:
    published(30)
    taken = some_ratings(12)
    decide(taken, State.EXCLUDED)
    close("2026-08")
    decide(taken, State.COUNTED)
    close("2026-08")
    assert (n_of(), received(), excluded_sums()) == (30, (30, 0, 0, 0), {0})
    assert blocks() == [
        ("counted", -1, 12),
        ("counted", 1, 12),
        ("counted", 1, 30),
        ("excluded", -1, 12),
        ("excluded", 1, 12),
    ]
    assert all(is_counted(a_unit().id, rating) for rating in taken)
    assert differences() == []


def test_a_published_rating_that_is_held_stays_until_it_is_decided() -> None:
    published(30)
    decide(some_ratings(12), State.HELD)
    close("2026-08")
    assert (n_of(), received()) == (30, (30, 0, 0, 0))


def test_ratings_of_a_quarter_leave_the_quarter() -> None:
    for month in ("2026-07", "2026-08", "2026-09"):
        ratings(8, month=month)
    release(day=datetime.date(2026, 10, 7), close="2026-09")
    decide(some_ratings(7) + some_ratings(3, month="2026-08"), State.EXCLUDED)
    release(day=datetime.date(2026, 10, 8))
    assert (n_of("2026-Q3"), n_of("2026-07")) == (14, 0)
    assert received("2026-07") == (1, 0, 0, 7)
    assert received("2026-Q3") == (14, 0, 0, 10)


def test_in_a_running_month_held_and_excluded_ratings_are_counted_in_tens() -> None:
    ratings(40)
    waiting = some_ratings()
    decide(waiting[:9], State.HELD)
    decide(waiting[9:22], State.EXCLUDED)
    release(day=JULY)
    assert received() == (0, 30, 0, 10)
    decide(waiting[22:23], State.HELD)
    release(day=JULY)
    assert received() == (0, 20, 10, 10)
    release(day=datetime.date(2026, 8, 1))
    assert received() == (0, 20, 10, 10)
    release(day=datetime.date(2026, 8, 7), close="2026-07")
    assert received() == (17, 0, 10, 13)


def test_a_month_that_was_closed_before_its_end_still_runs() -> None:
    ratings(40)
    decide(some_ratings(13), State.HELD)
    release(day=JULY, close="2026-07")
    assert received() == (27, 3, 10, 0)
    release(day=datetime.date(2026, 8, 1))
    assert received() == (27, 0, 13, 0)


def test_the_receipt_says_what_became_of_its_rating(client: FlaskClient) -> None:
    ratings(30)
    one = some_ratings(12)
    receipt = receipt_of(a_unit().id, one[0])

    def state() -> str:
        found: str = client.get(f"/r/{receipt}.json").get_json()["state"]
        return found

    decide(one, State.HELD)
    close("2026-07")
    assert state() == "waiting"
    decide(one, State.COUNTED)
    close("2026-08")
    assert state() == "counted"
    decide(one, State.EXCLUDED)
    assert state() == "counted"
    close("2026-08")
    assert state() == "excluded"
    assert "tidak ikut dihitung" in client.get(f"/r/{receipt}").get_data(as_text=True)


def test_a_release_visits_only_units_with_something_to_do() -> None:
    def due(close: str | None = None) -> list[int]:
        return units_due(month="2026-07", close=close)

    ratings(19)
    release(day=JULY)
    assert (due(), due("2026-06"), due("2026-07")) == ([], [], [a_unit().id])
    ratings(1)
    assert due() == []
    release(day=JULY)
    assert due() == []
    close("2026-07")
    assert due("2026-07") == []
    decide(some_ratings(10), State.EXCLUDED)
    assert due() == [a_unit().id]
