"""Releases that were asked for and went wrong: the worker killed, the database away, nobody there to begin."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text, update
from sqlalchemy.exc import SQLAlchemyError

from portal.core.clock import now, today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.closing import RunState
from portal.publication.jobs import asked_for, release
from portal.publication.models import Publication, PublicationRun
from portal.publication.services import differences, finish_run, take_run
from tests.builders import a_service, ratings
from tests.cast import signed_in
from tests.publication.desk import Inside, ago, asked, closed, count, in_blocks, send, state


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        a_service("poli", unit="puskesmas-remu", name="Poli umum")


class Killed(BaseException):
    """Stands for SIGKILL: nothing of the program runs after it."""


def killed_after_the_first_unit() -> None:
    """The worker takes the run, does one unit, and dies."""
    with transaction():
        run = take_run(at=now())
    assert run is not None

    def units(due: Iterable[int]) -> Iterator[int]:
        yield next(iter(due))
        raise Killed

    with pytest.raises(Killed):
        release(day=today(), close=run.close, progress=units)


def long_silence() -> None:
    with transaction():
        db.session.execute(update(PublicationRun).values(seen_at=now() - datetime.timedelta(minutes=16)))


def test_a_worker_killed_half_way_leaves_whole_blocks_and_the_next_try_finishes_them(
    inside: Inside, admin: FlaskClient
) -> None:
    month = ago(1)
    for service in ("ktp-el", "poli"):
        inside(ratings, 25, month=month, service=service)
    send(admin, f"/admin/periods/{month}/close")
    inside(killed_after_the_first_unit)
    assert [inside(in_blocks), inside(count, Publication)] == [25, 0]
    assert "Sedang berjalan" in admin.get("/admin/periods").text
    inside(asked_for)
    assert inside(state) is RunState.GOING
    inside(long_silence)
    assert "Terputus di tengah jalan." in admin.get("/admin/periods").text
    assert "tidak selesai, mintalah sekali lagi" in admin.get("/workplace").text
    send(admin, f"/admin/periods/{month}/close")
    inside(asked_for)
    assert inside(state) is RunState.PUBLISHED
    assert inside(in_blocks) == 50
    assert inside(differences) == []


def test_a_lost_run_is_put_down_as_broken_off(inside: Inside) -> None:
    inside(asked)
    inside(killed_after_nothing)
    inside(long_silence)
    inside(asked_for)
    assert inside(state) is RunState.BROKEN_OFF
    assert inside(outcomes) == ["broken_off"]


def killed_after_nothing() -> None:
    with transaction():
        assert take_run(at=now()) is not None


def outcomes() -> list[str | None]:
    return list(db.session.scalars(select(PublicationRun.outcome).order_by(PublicationRun.id)))


def test_one_that_was_given_up_and_finishes_after_all_counts(inside: Inside) -> None:
    run = inside(asked)
    inside(killed_after_nothing)
    inside(long_silence)
    inside(asked_for)
    inside(finished, run)
    assert inside(outcomes) == ["published"]


def finished(run: int) -> None:
    with transaction():
        finish_run(run_id=run, publication=7, at=now())


def test_a_release_that_fails_says_so_and_the_error_is_not_swallowed(inside: Inside, admin: FlaskClient) -> None:
    """As when the disk is full or the database goes away in between."""
    inside(ratings, 25, month=ago(1))
    send(admin, f"/admin/periods/{ago(1)}/close")
    with broken_database(inside), pytest.raises(SQLAlchemyError):
        inside(asked_for)
    assert "Gagal di tengah jalan." in admin.get("/admin/periods").text
    send(admin, f"/admin/periods/{ago(1)}/close")
    inside(asked_for)
    assert inside(outcomes) == ["failed", "published"]


@contextmanager
def broken_database(inside: Inside) -> Iterator[None]:
    """One without the table of the lists of what came in."""
    inside(rename, "intake_list", "away")
    try:
        yield
    finally:
        inside(rename, "away", "intake_list")


def rename(table: str, name: str) -> None:
    with transaction():
        db.session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


def test_who_may_change_settings_is_told_of_a_month_that_should_be_closed(
    app: Flask, inside: Inside, admin: FlaskClient
) -> None:
    inside(closed, ago(3))
    assert "belum ditutup" in admin.get("/workplace").text
    assert "belum ditutup" not in signed_in(app, "auditor").get("/workplace").text
