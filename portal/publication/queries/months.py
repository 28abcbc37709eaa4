"""The months of the city as the desk shows them: where each stands, and the counts that the public sees too."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.core.extensions import db
from portal.core.paging import PAGE, Paged
from portal.domain.closing import MonthState, month_state
from portal.domain.periods import next_month, previous_month
from portal.publication.models import ClosedMonth, Publication, PublicCount
from portal.publication.queries.scorecards import Received
from portal.publication.queries.standing import last_closed_month

_NOTHING = Received(0, 0, 0, 0)


@dataclass(frozen=True)
class Month:
    """A month: where it stands, since when it is closed, and its published counts over the whole city."""

    text: str
    state: MonthState
    closed_on: datetime.date | None
    received: Received


def months_page(this_month: str, page: int) -> Paged[Month]:
    """The months from the first that is known to the running one, newest first."""
    months = _known_months(this_month)[::-1]
    shown = months[(page - 1) * PAGE : page * PAGE]
    closed, received, since = last_closed_month(), _received_by_month(), _closings()
    found = [
        Month(
            text=month,
            state=month_state(month, this_month=this_month, closed=closed),
            closed_on=min((day for text, day in since.items() if text >= month), default=None),
            received=received.get(month, _NOTHING),
        )
        for month in shown
    ]
    return Paged(found, len(months), page)


def open_months(this_month: str) -> list[str]:
    """The months that are known, over and not closed, oldest first."""
    closed = last_closed_month()
    return [
        month
        for month in _known_months(this_month)
        if month_state(month, this_month=this_month, closed=closed) is MonthState.ENDED
    ]


def last_publication() -> Publication | None:
    """The newest one; None before the first."""
    return db.session.scalar(select(Publication).order_by(Publication.number.desc()).limit(1))


def _known_months(this_month: str) -> list[str]:
    """From the first month that a publication has counted, and the one before this at the latest; oldest first."""
    counted = db.session.scalar(select(func.min(PublicCount.month)))
    closed = db.session.scalar(select(func.min(ClosedMonth.month)))
    month = min(text for text in (counted, closed, previous_month(this_month)) if text is not None)
    months = []
    while month <= this_month:
        months.append(month)
        month = next_month(month)
    return months


def _closings() -> dict[str, datetime.date]:
    """The day of each closing, by the month that it closed with all before."""
    return dict(db.session.execute(select(ClosedMonth.month, ClosedMonth.closed_on)).all())


def _received_by_month() -> dict[str, Received]:
    counts = (PublicCount.published, PublicCount.waiting, PublicCount.held, PublicCount.excluded)
    query = select(PublicCount.month, *map(func.sum, counts)).group_by(PublicCount.month)
    return {month: Received(*map(int, sums)) for month, *sums in db.session.execute(query)}
