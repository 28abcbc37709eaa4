"""The release as a door: each step in its own transaction, so that a crash leaves whole blocks and no half ones."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

import structlog
from flask import current_app

from portal.core.clock import now, today
from portal.core.database import transaction
from portal.core.jobs import Job
from portal.domain.periods import month_of
from portal.publication.queries import units_due
from portal.publication.services import list_intake, month_to_close, publish, release_unit
from portal.responses.services import forget_old

NIGHT_HOUR = 2
_Progress = Callable[[Iterable[int]], Iterable[int]]


def release(*, day: datetime.date, close: str | None = None, progress: _Progress = iter) -> int:
    """List what came in, draw the blocks of every unit, publish; returns the number of the publication."""
    with transaction():
        listed = list_intake(day=day)
    blocks = 0
    for unit_id in progress(units_due(month=month_of(day), close=close)):
        with transaction():
            blocks += release_unit(unit_id=unit_id, day=day, close=close)
    with transaction():
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


def _zone() -> datetime.tzinfo:
    from_settings: datetime.tzinfo = current_app.extensions["portal"].city.zone
    return from_settings


JOBS = (Job("publication-nightly", nightly, minute="0"),)
