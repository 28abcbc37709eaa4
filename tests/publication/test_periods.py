"""Periods at the desk: what is shown, what may be asked for, and what the worker makes of it, killed or not."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from portal.audit.models import AuditEntry
from portal.audit.queries import first_break
from portal.core.clock import now, today
from portal.core.database import Base, transaction
from portal.core.extensions import db
from portal.domain.closing import RunKind, RunState
from portal.domain.periods import month_of, next_month, previous_month
from portal.publication.jobs import asked_for, release
from portal.publication.models import Block, ClosedMonth, Publication, PublicationRun
from portal.publication.queries import latest_runs
from portal.publication.services import ask_run, differences, finish_run, take_run
from tests.builders import a_service, ratings
from tests.cast import csrf_of, signed_in

Inside = Callable[..., Any]


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    with app.app_context():
        a_service()
        a_service("poli", unit="puskesmas-remu", name="Poli umum")


@pytest.fixture
def inside(app: Flask) -> Inside:
    """Runs something as the worker or a shell does: outside of any request, in a context of its own."""

    def run(what: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with app.app_context():
            return what(*args, **more)

    return run


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    return signed_in(app, "administrator")


def this_month() -> str:
    return month_of(datetime.datetime.now(ZoneInfo("Asia/Jayapura")).date())


def ago(months: int) -> str:
    month = this_month()
    for _step in range(months):
        month = previous_month(month)
    return month


def send(client: FlaskClient, address: str, **data: object) -> str:
    """The page that comes in the end."""
    token = csrf_of(client, "/account")
    return client.post(address, data=data | {"csrf_token": token}, follow_redirects=True).text


def asked(kind: RunKind = RunKind.PUBLISH, month: str | None = None) -> int:
    with transaction():
        run = ask_run(kind=kind, month=month, asked_by="a@contoh.example", at=now(), this_month=this_month())
        return run.id


def closed(month: str, n: int = 12) -> None:
    """Ratings of a month, and the month closed."""
    ratings(n, month=month)
    release(day=today(), close=month)


def state() -> RunState:
    return latest_runs(now())[0].state


def count(table: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def in_blocks() -> int:
    return db.session.scalar(select(func.sum(Block.n))) or 0


def deeds(action: str) -> list[AuditEntry]:
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == action)))


# --- what is shown -----------------------------------------------------------------------------------------------


def test_each_month_says_where_it_stands_and_only_what_the_public_sees(inside: Inside, admin: FlaskClient) -> None:
    inside(ratings, 30, month=ago(1))
    inside(closed, ago(2))
    inside(ratings, 7, month=ago(1))
    page = " ".join(admin.get("/admin/periods").text.split())
    assert [page.count(f'">{words}</span>') for words in ("berjalan", "berakhir, belum ditutup", "ditutup")] == [
        1,
        1,
        1,
    ]
    assert '<td class="number">30</td>' in page
    assert "37" not in page.split("<tbody>")[1].split("</tbody>")[0]
    assert "Penerbitan ke-1" in page


def test_before_anything_was_published_the_page_says_so(admin: FlaskClient) -> None:
    page = admin.get("/admin/periods").text
    assert "Belum ada yang diterbitkan." in page
    assert f"/admin/periods/{ago(1)}/close" in page


def test_many_months_are_paged(inside: Inside, admin: FlaskClient) -> None:
    inside(closed, ago(30))
    assert f"/admin/periods/{ago(26)}/close" not in admin.get("/admin/periods").text
    assert f"/admin/periods/{ago(26)}/close" in admin.get("/admin/periods?page=2").text
    for odd in ("0", "-1", "x", "9" * 40, "²"):
        assert admin.get(f"/admin/periods?page={odd}").status_code == 200


def test_before_it_is_asked_for_the_page_says_what_happens_and_that_there_is_no_way_back(
    inside: Inside, admin: FlaskClient
) -> None:
    inside(closed, ago(3))
    page = admin.get(f"/admin/periods/{ago(1)}/close").text
    assert "Ikut ditutup" in page
    assert "tidak dapat dibatalkan" in page
    assert "tidak dapat dibatalkan" in admin.get("/admin/periods/publish").text


# --- what may be asked for ---------------------------------------------------------------------------------------


def test_closing_is_asked_for_then_done_by_the_worker_and_all_is_on_record(inside: Inside, admin: FlaskClient) -> None:
    month = ago(1)
    inside(ratings, 25, month=month)
    assert "Menunggu giliran" in send(admin, f"/admin/periods/{month}/close")
    assert inside(count, ClosedMonth) == 0
    inside(asked_for)
    assert "Selesai: penerbitan ke-1." in admin.get("/admin/periods").text
    assert inside(count, ClosedMonth) == 1
    assert json.loads(inside(deeds, "run.ask")[0].detail)["after"] == {"kind": "close", "month": month}
    done = inside(deeds, "publication.release")[0]
    assert (done.actor, done.subject) == ("administrator.kota@contoh.example", "1")
    assert inside(first_break) is None


def test_publishing_now_publishes_once_and_closes_nothing(inside: Inside, admin: FlaskClient) -> None:
    inside(ratings, 40, month=this_month())
    send(admin, "/admin/periods/publish")
    inside(asked_for)
    inside(asked_for)
    assert inside(in_blocks) == 30
    assert [inside(count, table) for table in (ClosedMonth, Publication)] == [0, 1]


@pytest.mark.parametrize(("months", "said"), [(0, "belum berakhir"), (-1, "belum berakhir"), (2, "sudah ditutup")])
def test_a_month_that_runs_or_is_closed_is_not_closed(
    inside: Inside, admin: FlaskClient, months: int, said: str
) -> None:
    inside(closed, ago(2))
    month = next_month(this_month()) if months < 0 else ago(months)
    assert said in send(admin, f"/admin/periods/{month}/close")
    assert said in admin.get(f"/admin/periods/{month}/close", follow_redirects=True).text
    assert inside(deeds, "run.ask") == []


@pytest.mark.parametrize("month", ["2026", "2026-Q3", "2026-13", "kemarin", "2001-01"])
def test_what_is_no_month_or_unknown_is_not_found(admin: FlaskClient, month: str) -> None:
    assert admin.get(f"/admin/periods/{month}/close").status_code == 404
    token = csrf_of(admin, "/account")
    assert admin.post(f"/admin/periods/{month}/close", data={"csrf_token": token}).status_code == 404


def test_two_administrators_do_not_ask_at_once(app: Flask, inside: Inside, admin: FlaskClient) -> None:
    other = signed_in(app, "administrator", name="-dua")
    send(admin, f"/admin/periods/{ago(1)}/close")
    assert "sedang berjalan atau menunggu" in send(other, "/admin/periods/publish")
    assert len(inside(deeds, "run.ask")) == 1
    assert "Terbitkan sekarang</a>" not in other.get("/admin/periods").text


def test_what_waits_can_be_taken_back_but_not_what_has_begun(inside: Inside, admin: FlaskClient) -> None:
    send(admin, "/admin/periods/publish")
    assert "Dibatalkan; tidak ada yang diterbitkan." in send(admin, "/admin/periods/runs/1/cancel")
    assert "sudah mulai atau sudah selesai" in send(admin, "/admin/periods/runs/1/cancel")
    inside(asked_for)
    assert inside(state) is RunState.CANCELLED
    assert len(inside(deeds, "run.cancel")) == 1
    token = csrf_of(admin, "/account")
    assert admin.post("/admin/periods/runs/99/cancel", data={"csrf_token": token}).status_code == 404


def test_a_month_that_the_night_closed_first_is_not_closed_twice(inside: Inside) -> None:
    inside(asked, RunKind.CLOSE, ago(1))
    inside(closed, ago(1))
    inside(asked_for)
    assert inside(state) is RunState.ALREADY_CLOSED
    assert inside(count, Publication) == 1


@pytest.mark.parametrize("role", ["manager", "unit_head", "reviewer", "moderator", "integrity", "auditor"])
def test_nobody_else_asks_for_anything(app: Flask, inside: Inside, role: str) -> None:
    client = signed_in(app, role, "dukcapil")
    for address in ("/admin/periods/publish", f"/admin/periods/{ago(1)}/close", "/admin/periods/runs/1/cancel"):
        token = csrf_of(client, "/account")
        assert client.post(address, data={"csrf_token": token}).status_code == 403
    assert client.get("/admin/periods").status_code == (200 if role == "auditor" else 403)
    assert inside(count, PublicationRun) == 0


def test_the_auditor_sees_no_button_that_would_be_refused(app: Flask) -> None:
    page = signed_in(app, "auditor").get("/admin/periods").text
    assert "/close" not in page
    assert "/publish" not in page


def test_a_form_from_elsewhere_does_nothing(inside: Inside, admin: FlaskClient) -> None:
    assert admin.post("/admin/periods/publish", data={}).status_code == 400
    assert inside(count, PublicationRun) == 0


# --- what goes wrong ---------------------------------------------------------------------------------------------


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
