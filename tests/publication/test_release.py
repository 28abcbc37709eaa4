"""A release: blocks of ten or more, drawn from what the log has listed, and counts that change only with it."""

from __future__ import annotations

import datetime
import hashlib
import json
from itertools import pairwise

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import func, select

from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.commitments import answer_commitment, element_salt, leaf_hash, list_hash
from portal.domain.periods import parse_period
from portal.domain.questionnaire import Channel
from portal.ledger.models import LedgerEntry
from portal.publication.jobs import release
from portal.publication.models import Block, BlockMember, ClosedMonth, IntakeList, Publication, PublicCount, Rollup
from portal.publication.queries import of_unit, scorecard
from portal.publication.services import differences, list_intake, month_to_close, publish, release_unit
from portal.responses.models import Mark, Response
from portal.responses.queries import commitment_of
from tests.builders import a_rating, a_service, a_unit, close, published, ratings

JULY = datetime.date(2026, 7, 20)


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()
    a_service("kk")


def n_of(period: str = "2026-Q3", channel: Channel = Channel.OPEN) -> int:
    return scorecard(of_unit(a_unit()), parse_period(period)).channels[channel].n


def blocks() -> list[tuple[str, int, int]]:
    rows = db.session.execute(select(Block.period, Block.service_id, Block.n))
    return sorted((period, service_id, n) for period, service_id, n in rows)


def test_forty_five_ratings_one_by_one_move_the_published_n_in_steps_of_ten(client: FlaskClient) -> None:
    seen = [0]
    for _number in range(45):
        a_rating(day=JULY)
        release(day=JULY)
        answer = client.get("/api/v1/units/dukcapil/scorecard?period=2026-07").get_json()
        seen.append(answer["channels"]["open"]["n"])
        received = answer["received"]
        assert received["published"] + received["waiting"] == len(seen) - 1
    steps = [after - before for before, after in pairwise(seen) if after != before]
    assert seen[-1] == 30
    assert all(step >= 10 for step in steps)
    assert differences() == []


def test_a_draw_leaves_ten_waiting_and_takes_at_random() -> None:
    ratings(60)
    release(day=JULY)
    assert n_of() == 50
    assert db.session.scalar(select(func.count()).select_from(Mark)) == 10


def test_nineteen_in_a_running_month_wait() -> None:
    ratings(19)
    release(day=JULY)
    assert n_of() == 0


def test_the_running_month_is_the_only_one_that_is_drawn() -> None:
    ratings(60, month="2026-06")
    release(day=JULY)
    assert n_of("2026-06") == 0
    release(day=JULY, close="2026-06")
    assert n_of("2026-06") == 60


@pytest.mark.parametrize(("n", "expected"), [(9, 0), (10, 10), (11, 11)])
def test_closing_publishes_cells_of_ten(n: int, expected: int) -> None:
    ratings(n)
    close("2026-07")
    assert n_of("2026-07") == expected


def test_remainders_wait_for_the_quarter_then_join_the_other_services_then_the_year() -> None:
    ratings(6, month="2026-07")
    ratings(6, month="2026-08")
    ratings(5, service="kk", month="2026-08")
    ratings(5, service="kk", month="2026-02")
    close("2026-08")
    assert blocks() == []
    release(day=datetime.date(2026, 10, 7), close="2026-09")
    ktp = a_service().id
    assert blocks() == [("2026-Q3", ktp, 12)]
    release(day=datetime.date(2027, 1, 7), close="2026-12")
    assert blocks() == [("2026", 0, 10), ("2026-Q3", ktp, 12)]
    assert (n_of("2026-08"), n_of("2026-Q3"), n_of("2026-S2"), n_of("2026")) == (0, 12, 12, 22)


def test_remainders_of_two_services_join_in_their_quarter() -> None:
    ratings(6)
    ratings(6, service="kk")
    release(day=datetime.date(2026, 10, 7), close="2026-09")
    assert blocks() == [("2026-Q3", 0, 12)]


def test_a_late_file_is_taken_at_the_next_closing() -> None:
    published(20)
    ratings(12)
    close("2026-07")
    assert n_of("2026-07") == 32
    assert differences() == []


def test_channels_never_share_a_block() -> None:
    ratings(8)
    ratings(8, channel=Channel.VERIFIED)
    release(day=datetime.date(2027, 1, 7), close="2026-12")
    assert blocks() == []


def test_a_named_month_may_be_the_running_one_and_later_ratings_wait_for_draws() -> None:
    ratings(12)
    release(day=JULY, close="2026-07")
    assert n_of() == 12
    ratings(15)
    release(day=JULY)
    assert n_of() == 12
    ratings(5)
    release(day=JULY)
    assert n_of() == 22


def test_public_counts_change_only_with_a_publication(client: FlaskClient) -> None:
    def received() -> dict[str, int]:
        answer = client.get("/api/v1/units/dukcapil/scorecard?period=2026-07").get_json()
        return {**answer["received"], "publication": answer["publication"]}

    ratings(12)
    assert received()["waiting"] == 0
    close("2026-06")
    assert received() == {"published": 0, "waiting": 12, "held": 0, "excluded": 0, "publication": 1}
    ratings(7)
    assert received()["waiting"] == 12
    close("2026-07")
    assert received() == {"published": 19, "waiting": 0, "held": 0, "excluded": 0, "publication": 2}


def test_what_is_drawn_but_not_yet_published_is_not_counted() -> None:
    ratings(12)
    with transaction():
        list_intake(day=JULY)
    with transaction():
        release_unit(unit_id=a_unit().id, day=JULY, close="2026-07")
    row = db.session.scalars(select(PublicCount)).one()
    assert (row.drawn, row.published) == (12, 0)
    with transaction():
        publish(day=JULY, close="2026-07")
    assert db.session.scalars(select(PublicCount)).one().published == 12


def test_a_rating_that_no_intake_entry_lists_is_not_drawn() -> None:
    ratings(12)
    with transaction():
        release_unit(unit_id=a_unit().id, day=JULY, close="2026-07")
    assert blocks() == []


def test_the_intake_entry_commits_to_every_receipt_in_no_order() -> None:
    ratings(25)
    close("2026-07")
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.kind == "intake")).one()
    payload = json.loads(entry.payload)
    own = sorted(commitment_of(r, "dukcapil", "ktp-el") for r in db.session.scalars(select(Response)))
    assert payload == {"entry": "intake", "n": 25, "hash": list_hash(own).hex(), "released": "2026-08-07"}
    assert db.session.get_one(IntakeList, entry.id).commitments == b"".join(own)
    assert entry.leaf_hash == leaf_hash(entry.payload.encode())


def test_the_block_entry_opens_to_the_answers_of_its_members() -> None:
    ratings(11, packed=["444444444", "123412340", *["333333333"] * 9])
    close("2026-07")
    block = db.session.scalars(select(Block)).one()
    payload = json.loads(db.session.get_one(LedgerEntry, block.entry_id).payload)
    members = db.session.execute(
        select(Response.ratings, Response.salt).join(BlockMember, BlockMember.response_id == Response.id)
    ).all()
    waktu = [answer_commitment(element_salt(salt, block.id, "waktu"), int(packed[2])) for packed, salt in members]
    assert payload["elements"]["waktu"] == {"hash": hashlib.sha256(b"".join(sorted(waktu))).hexdigest()}
    assert (payload["n"], payload["sign"], payload["kind"], payload["period"]) == (11, 1, "counted", "2026-07")
    assert set(payload["elements"]) == set(db.session.scalars(select(Rollup.element)).all())


def test_the_log_holds_no_answer_no_text_and_no_day_finer_than_the_release() -> None:
    for _number in range(12):
        a_rating(comment="Rahasia sekali", day=JULY)
    close("2026-07")
    for entry in db.session.scalars(select(LedgerEntry)):
        assert "Rahasia" not in entry.payload
        assert "2026-07-20" not in entry.payload


def test_the_rollup_counts_blanks_and_pools_to_the_answers() -> None:
    published(12, packed=["340000444", *["444444444"] * 11])
    rows = {row.element: row for row in db.session.scalars(select(Rollup))}
    assert (rows["waktu"].blank, rows["waktu"].n4) == (1, 11)
    assert {row.blank + row.n1 + row.n2 + row.n3 + row.n4 for row in rows.values()} == {12}


def test_rebuild_finds_and_mends_a_wrong_rollup(cli: FlaskCliRunner) -> None:
    published(12)
    assert cli.invoke(args=["rollup", "rebuild", "--check"]).exit_code == 0
    with transaction():
        db.session.scalars(select(Rollup).where(Rollup.element == "waktu")).one().n1 += 1
    result = cli.invoke(args=["rollup", "rebuild", "--check"])
    assert result.exit_code == 1
    assert "1 baris berbeda" in result.output
    assert cli.invoke(args=["rollup", "rebuild"]).exit_code == 0
    assert cli.invoke(args=["rollup", "rebuild", "--check"]).exit_code == 0


def test_the_calendar_closes_the_month_before_from_the_seventh_on() -> None:
    assert month_to_close(day=datetime.date(2026, 8, 6)) is None
    assert month_to_close(day=datetime.date(2026, 8, 7)) == "2026-07"
    close("2026-07")
    assert month_to_close(day=datetime.date(2026, 8, 8)) is None
    assert month_to_close(day=datetime.date(2026, 9, 30)) == "2026-08"


@pytest.mark.parametrize("month", ["2026-13", "2026", "2026-Q3", "juli", "2999-01"])
def test_only_a_month_that_has_come_can_be_closed(cli: FlaskCliRunner, month: str) -> None:
    result = cli.invoke(args=["publication", "release", "--close", month])
    assert result.exit_code != 0
    assert result.exception is None or isinstance(result.exception, SystemExit)
    for table in (LedgerEntry, ClosedMonth, Publication):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
