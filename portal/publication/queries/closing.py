"""Which calendar years are over, as far as publishing goes."""

from __future__ import annotations

from sqlalchemy import func, select

from portal.core.extensions import db
from portal.publication.models import Rollup


def closed_years(close: str) -> range:
    """The years since the first published rating whose December is closed once the month `close` is."""
    first = db.session.scalar(select(func.min(Rollup.period)))
    if first is None:
        return range(0)
    last = int(close[:4]) if close.endswith("-12") else int(close[:4]) - 1
    return range(int(first[:4]), last + 1)
