"""City reports that were asked for: which one is under way, what became of the last ones, and which can be had."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.core.database import as_utc
from portal.core.extensions import db
from portal.domain.errors import NotFound
from portal.domain.report_runs import UNDER_WAY, ReportState, report_state
from portal.reports.models import ReportRun

_SHOWN = 8


@dataclass(frozen=True)
class CityReport:
    """A report as the desk shows it."""

    id: int
    period: str
    lang: str
    asked_by: str
    asked_at: datetime.datetime
    state: ReportState
    done: int
    total: int
    size: int
    missing: Sequence[str]
    """Names of the units whose documents could not be made."""

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def file_name(self) -> str:
        """What its file is called for whoever saves it."""
        return f"laporan-kota-{self.period}-{self.lang}.zip"


def latest_reports(at: datetime.datetime) -> Sequence[CityReport]:
    """The last few that were asked for, newest first, as they stand at an instant."""
    rows = db.session.scalars(select(ReportRun).order_by(ReportRun.id.desc()).limit(_SHOWN))
    return [_shown(row, at) for row in rows]


def made_report(number: int, at: datetime.datetime) -> CityReport:
    """One whose file can be had; raises NotFound `unknown_report`."""
    row = db.session.get(ReportRun, number) if number < 2**31 else None
    if row is None or row.outcome != ReportState.MADE:
        raise NotFound("unknown_report")
    return _shown(row, at)


def unfinished_reports() -> Sequence[ReportRun]:
    """Those without an end, oldest first: waiting, going or broken off."""
    return db.session.scalars(select(ReportRun).where(ReportRun.outcome.is_(None)).order_by(ReportRun.id)).all()


def kept_reports() -> Sequence[ReportRun]:
    """Those that were made and not forgotten, newest first."""
    return db.session.scalars(
        select(ReportRun).where(ReportRun.outcome == ReportState.MADE.value).order_by(ReportRun.id.desc())
    ).all()


def state_of_report(run: ReportRun, at: datetime.datetime) -> ReportState:
    """Where a report stands at an instant."""
    seen = as_utc(run.seen_at) if run.seen_at is not None else None
    return report_state(outcome=run.outcome, seen_at=seen, at=at)


def _shown(row: ReportRun, at: datetime.datetime) -> CityReport:
    return CityReport(
        id=row.id,
        period=row.period,
        lang=row.lang,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        state=state_of_report(row, at),
        done=row.done,
        total=row.total,
        size=row.size,
        missing=row.missing.splitlines(),
    )
