"""Reads of calendar feeds: whether somebody has one, and whose a secret address is."""

from __future__ import annotations

from sqlalchemy import select

from portal.accounts.models import CalendarFeed, Staff
from portal.accounts.queries.accounts import token_hash
from portal.core.extensions import db
from portal.domain.errors import NotFound


def feed_of(staff: Staff) -> CalendarFeed | None:
    """The feed of an account, if it is switched on."""
    return db.session.get(CalendarFeed, staff.id)


def owner_of_feed(token: str) -> Staff:
    """Whose address this is; one query, and NotFound for an unknown, a revoked one and a closed account alike."""
    query = select(Staff).join(CalendarFeed, CalendarFeed.staff_id == Staff.id)
    staff = db.session.scalar(query.where(CalendarFeed.token_hash == token_hash(token), Staff.active))
    if staff is None:
        raise NotFound
    return staff
