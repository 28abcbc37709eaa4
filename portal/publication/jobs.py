"""The release as a door: each step in its own transaction, so that a crash leaves whole blocks and no half ones."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator

import structlog
from flask import current_app

from portal.audit.services import record
from portal.core.clock import now, today
from portal.core.database import transaction
from portal.core.jobs import Job
from portal.domain.periods import month_of
from portal.integrity.jobs import before_release, forget
from portal.publication.queries import units_due
from portal.publication.services import (
    TakenRun,
    finish_run,
    list_intake,
    month_to_close,
    publish,
    release_unit,
    report_progress,
    take_run,
)
from portal.responses.services import forget_old
from portal.visits.services import count_codes

NIGHT_HOUR = 2
_Progress = Callable[[Iterable[int]], Iterable[int]]


def release(*, day: datetime.date, close: str | None = None, progress: _Progress = iter) -> int:
    """Count, hold and list what came in, draw the blocks of every unit, publish; returns the publication's number."""
    before_release(day=day)
    with transaction():
        listed = list_intake(day=day)
    blocks = 0
    for unit_id in progress(units_due(month=month_of(day), close=close)):
        with transaction():
            blocks += release_unit(unit_id=unit_id, day=day, close=close)
    with transaction():
        count_codes(day=day)
        number = publish(day=day, close=close)
    structlog.get_logger().info("released", publication=number, listed=listed, blocks=blocks, closed=close)
    return number


def nightly() -> None:
    """Once a night, city time: draw, close the month before from the 7th on, and forget what has served its time."""
    if now().astimezone(_zone()).hour != NIGHT_HOUR:
        return
    day = today()
    release(day=day, close=month_to_close(day=day))
    with transaction():
        forget_old(today=day)
    forget(day=day)


def asked_for() -> None:
    """Once a minute: the release that an administrator asked for. One that was broken off is asked for again."""
    with transaction():
        run = take_run(at=now())
    if run is None:
        return
    try:
        number = release(day=today(), close=run.close, progress=lambda units: _watched(run.id, units))
    except Exception:
        with transaction():
            finish_run(run_id=run.id, publication=None, at=now())
        raise
    _finish(run, number)


def _watched(run_id: int, units: Iterable[int]) -> Iterator[int]:
    """The units one by one; how far it is can be seen meanwhile."""
    due = list(units)
    for done, unit_id in enumerate(due):
        with transaction():
            report_progress(run_id=run_id, done=done, total=len(due), at=now())
        yield unit_id


def _finish(run: TakenRun, number: int) -> None:
    with transaction():
        finish_run(run_id=run.id, publication=number, at=now())
        record(
            actor=run.asked_by,
            action="publication.release",
            subject=str(number),
            at=now(),
            after={"close": run.close or "", "run": run.id},
        )


def _zone() -> datetime.tzinfo:
    from_settings: datetime.tzinfo = current_app.extensions["portal"].city.zone
    return from_settings


JOBS = (Job("publication-nightly", nightly, minute="0"), Job("publication-asked-for", asked_for, minute="*"))
