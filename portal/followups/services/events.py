"""The public history of a promise: each event is added once, with the next number."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from sqlalchemy import func, select

from portal.core.extensions import db
from portal.domain.promises import EventKind
from portal.followups.models import Promise, PromiseEvent


def add_event(
    promise: Promise,
    kind: EventKind,
    *,
    day: datetime.date,
    note: str = "",
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> PromiseEvent:
    """Tell what happened; the promise is locked by the caller. Values are JSON-able."""
    last = db.session.scalar(select(func.max(PromiseEvent.number)).where(PromiseEvent.promise_id == promise.id))
    event = PromiseEvent(
        promise_id=promise.id,
        number=(last or 0) + 1,
        kind=kind.value,
        day=day,
        note=note.strip(),
        before=dict(before or {}),
        after=dict(after or {}),
    )
    db.session.add(event)
    db.session.flush()
    return event
