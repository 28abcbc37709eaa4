"""City reports that are asked for at the desk and made by the worker, one at a time.

Each can be made again: one that was broken off is simply asked for again.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from portal.core.database import as_utc, serialise
from portal.core.extensions import db
from portal.domain.errors import NotFound, Refused
from portal.domain.periods import Period, is_ended
from portal.domain.report_runs import KEPT_FOR, KEPT_MOST, UNDER_WAY, ReportState
from portal.publication.queries import CITY, scorecard
from portal.reports.models import ReportRun
from portal.reports.queries import has_ratings, kept_reports, state_of_report, unfinished_reports


@dataclass(frozen=True)
class TakenReport:
    """A report whose turn it is."""

    id: int
    period: str
    lang: str
    asked_by: str


def ask_report(*, period: Period, lang: str, asked_by: str, at: datetime.datetime, month: str) -> ReportRun:
    """Ask for the report of all units; `month` is the running one.

    Raises Refused: `report_under_way`, `period_running`, `nothing_to_report`.
    """
    serialise("report-runs")
    if any(state_of_report(run, at) in UNDER_WAY for run in unfinished_reports()):
        raise Refused("report_under_way")
    if not is_ended(period, month):
        raise Refused("period_running")
    if not has_ratings(scorecard(CITY, period)):
        raise Refused("nothing_to_report")
    _end_lost(at)
    run = ReportRun(period=period.text, lang=lang, asked_by=asked_by, asked_at=at, done=0, total=0, size=0)
    db.session.add(run)
    db.session.flush()
    return run


def take_report(*, at: datetime.datetime) -> TakenReport | None:
    """Begin the report whose turn it is. None where nothing waits, or another one is going."""
    serialise("report-runs")
    _end_lost(at)
    for run in unfinished_reports():
        if run.seen_at is not None:
            return None
        run.started_at = run.seen_at = at
        db.session.flush()
        return TakenReport(run.id, run.period, run.lang, run.asked_by)
    return None


def report_progress(*, run_id: int, done: int, total: int, at: datetime.datetime) -> bool:
    """Give a sign of life, and say how many units of how many are done; False where it was cancelled meanwhile."""
    run = db.session.get_one(ReportRun, run_id)
    if run.outcome == ReportState.CANCELLED:
        return False
    run.done, run.total, run.seen_at = done, total, at
    db.session.flush()
    return True


def finish_report(*, run_id: int, size: int | None, at: datetime.datetime, missing: Sequence[str] = ()) -> bool:
    """End a report with its file's size, or as failed where there is none; False where it was cancelled meanwhile.

    `missing`: names of the units that it lacks, or at which it failed.
    """
    run = db.session.get_one(ReportRun, run_id)
    if run.outcome == ReportState.CANCELLED:
        return False
    run.size, run.missing = size or 0, "\n".join(missing)
    run.done = run.done if size is None else run.total
    _end(run, ReportState.FAILED if size is None else ReportState.MADE, at)
    return True


def cancel_report(*, run_id: int, at: datetime.datetime) -> ReportRun:
    """Stop a report that waits or is being made. Raises NotFound `unknown_report`, Refused `report_over`."""
    serialise("report-runs")
    run = db.session.get(ReportRun, run_id) if run_id < 2**31 else None
    if run is None:
        raise NotFound("unknown_report")
    if state_of_report(run, at) not in UNDER_WAY:
        raise Refused("report_over")
    _end(run, ReportState.CANCELLED, at)
    return run


def forget_reports(*, at: datetime.datetime) -> frozenset[int]:
    """Forget reports that are old, or older than the newest few; returns the numbers of those that stay."""
    staying = set()
    for place, run in enumerate(kept_reports()):
        assert run.finished_at is not None
        if place < KEPT_MOST and at - as_utc(run.finished_at) < KEPT_FOR:
            staying.add(run.id)
        else:
            run.outcome = ReportState.FORGOTTEN.value
    db.session.flush()
    return frozenset(staying)


def _end_lost(at: datetime.datetime) -> None:
    for run in unfinished_reports():
        if state_of_report(run, at) is ReportState.BROKEN_OFF:
            _end(run, ReportState.BROKEN_OFF, at)


def _end(run: ReportRun, outcome: ReportState, at: datetime.datetime) -> None:
    run.outcome, run.finished_at = outcome.value, at
    db.session.flush()
