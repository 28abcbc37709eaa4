"""What is kept only for a while, and goes by itself."""

from __future__ import annotations

import datetime

from sqlalchemy import delete, select, update

from portal.core.extensions import db
from portal.domain.periods import month_of
from portal.responses.models import IntakeKey, Mark, Response

DAYS_OF_MARKS = 30
DAYS_OF_KEYS = 90


def forget_old(*, today: datetime.date) -> None:
    """Nightly: days of marks and what comments are known by go after 30 days, keys of ratings after 90.

    A rating's age is known by its month alone, so a key may live up to a month longer.
    """
    old_marks = update(Mark).where(Mark.day < today - datetime.timedelta(days=DAYS_OF_MARKS))
    db.session.execute(old_marks.values(day=None, comment_hash=None))
    oldest_month = month_of(today - datetime.timedelta(days=DAYS_OF_KEYS))
    old = (
        select(Response.id)
        .where(Response.unit_id == IntakeKey.unit_id, Response.id == IntakeKey.response_id)
        .where(Response.month < oldest_month)
    )
    db.session.execute(delete(IntakeKey).where(old.exists()))
