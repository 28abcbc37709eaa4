"""Releases that are asked for at the desk and carried out by the worker, one at a time.

Every step of a release stands by itself and can be done again: one that was broken off is simply asked for again.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from portal.core.database import serialise
from portal.core.extensions import db
from portal.domain.closing import UNDER_WAY, MonthState, RunKind, RunState, month_state
from portal.domain.errors import NotFound, Refused
from portal.publication.models import PublicationRun
from portal.publication.queries import last_closed_month, open_months, state_of_run, unfinished_runs


@dataclass(frozen=True)
class TakenRun:
    """A release whose turn it is: who asked for it, and the month to close with it, if any."""

    id: int
    asked_by: str
    close: str | None


def ask_run(
    *, kind: RunKind, month: str | None, asked_by: str, at: datetime.datetime, this_month: str
) -> PublicationRun:
    """Ask for a release; `month` is the one to close, None to publish only.

    Raises Refused: `run_under_way`, and as `check_closing`.
    """
    serialise("publication-runs")
    if month is not None:
        check_closing(month=month, this_month=this_month)
    if any(state_of_run(run, at) in UNDER_WAY for run in unfinished_runs()):
        raise Refused("run_under_way")
    _end_lost(at)
    run = PublicationRun(kind=kind.value, month=month, asked_by=asked_by, asked_at=at, done=0, total=0)
    db.session.add(run)
    db.session.flush()
    return run


def check_closing(*, month: str, this_month: str) -> None:
    """Whether a month can be closed. Raises Refused: `month_not_ended`, `month_closed`; NotFound `unknown_period`."""
    state = month_state(month, this_month=this_month, closed=last_closed_month())
    if state is MonthState.CLOSED:
        raise Refused("month_closed")
    if state is MonthState.RUNNING:
        raise Refused("month_not_ended")
    if month not in open_months(this_month):
        raise NotFound("unknown_period")


def take_run(*, at: datetime.datetime) -> TakenRun | None:
    """Begin the release whose turn it is. None where nothing waits, or another one is going."""
    serialise("publication-runs")
    _end_lost(at)
    for run in unfinished_runs():
        if run.seen_at is not None:
            return None
        if run.month is not None and run.month <= (last_closed_month() or ""):
            _end(run, RunState.ALREADY_CLOSED, at)
            continue
        run.started_at = run.seen_at = at
        db.session.flush()
        return TakenRun(run.id, run.asked_by, run.month)
    return None


def report_progress(*, run_id: int, done: int, total: int, at: datetime.datetime) -> None:
    """Give a sign of life, and say how many units of how many are done."""
    run = db.session.get_one(PublicationRun, run_id)
    run.done, run.total, run.seen_at = done, total, at
    db.session.flush()


def finish_run(*, run_id: int, publication: int | None, at: datetime.datetime) -> None:
    """End a release with its publication, or as failed where there is none; one that was given up counts after all."""
    run = db.session.get_one(PublicationRun, run_id)
    run.publication = publication
    run.done = run.total if publication is not None else run.done
    _end(run, RunState.FAILED if publication is None else RunState.PUBLISHED, at)


def cancel_run(*, run_id: int, at: datetime.datetime) -> PublicationRun:
    """Take back a release that has not begun. Raises NotFound `unknown_run`, Refused `run_begun`."""
    serialise("publication-runs")
    run = db.session.get(PublicationRun, run_id)
    if run is None:
        raise NotFound("unknown_run")
    if state_of_run(run, at) is not RunState.WAITING:
        raise Refused("run_begun")
    _end(run, RunState.CANCELLED, at)
    return run


def _end_lost(at: datetime.datetime) -> None:
    for run in unfinished_runs():
        if state_of_run(run, at) is RunState.BROKEN_OFF:
            _end(run, RunState.BROKEN_OFF, at)


def _end(run: PublicationRun, outcome: RunState, at: datetime.datetime) -> None:
    run.outcome, run.finished_at = outcome.value, at
    db.session.flush()
