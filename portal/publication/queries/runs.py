"""Releases that were asked for at the desk: which one is under way, and what became of the last ones."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.core.database import as_utc
from portal.core.extensions import db
from portal.domain.closing import UNDER_WAY, RunKind, RunState, run_state
from portal.publication.models import PublicationRun

_SHOWN = 5


@dataclass(frozen=True)
class Run:
    """A release as the desk shows it; `tenths`: how far it has come, since the units that are due are not public."""

    id: int
    kind: RunKind
    month: str | None
    asked_by: str
    asked_at: datetime.datetime
    state: RunState
    tenths: int
    publication: int | None

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


def latest_runs(at: datetime.datetime) -> Sequence[Run]:
    """The last few releases that were asked for, newest first, as they stand at an instant."""
    rows = db.session.scalars(select(PublicationRun).order_by(PublicationRun.id.desc()).limit(_SHOWN))
    return [_shown(row, at) for row in rows]


def unfinished_runs() -> Sequence[PublicationRun]:
    """Those without an end, oldest first: waiting, going or broken off."""
    return db.session.scalars(
        select(PublicationRun).where(PublicationRun.outcome.is_(None)).order_by(PublicationRun.id)
    ).all()


def state_of_run(run: PublicationRun, at: datetime.datetime) -> RunState:
    """Where a release stands at an instant."""
    return run_state(outcome=run.outcome, seen_at=_aware(run.seen_at), at=at)


def _shown(run: PublicationRun, at: datetime.datetime) -> Run:
    return Run(
        id=run.id,
        kind=RunKind(run.kind),
        month=run.month,
        asked_by=run.asked_by,
        asked_at=run.asked_at,
        state=state_of_run(run, at),
        tenths=run.done * 10 // run.total if run.total else 0,
        publication=run.publication,
    )


def _aware(at: datetime.datetime | None) -> datetime.datetime | None:
    """SQLite gives instants back without their time zone, which is UTC."""
    return as_utc(at) if at is not None else None
