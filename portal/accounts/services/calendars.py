"""Writes to calendar feeds: switch one on, give it a new address, switch it off."""

from __future__ import annotations

import datetime
import secrets

from sqlalchemy import delete

from portal.accounts.models import CalendarFeed, Staff
from portal.accounts.queries import token_hash
from portal.core.database import serialise
from portal.core.extensions import db


def give_feed(*, staff: Staff, at: datetime.datetime) -> str:
    """The secret of a fresh address for this account's deadlines; an earlier one ends."""
    serialise("calendar")
    revoke_feed(staff=staff)
    token = secrets.token_urlsafe(32)
    db.session.add(CalendarFeed(staff_id=staff.id, token_hash=token_hash(token), made_at=at))
    db.session.flush()
    return token


def revoke_feed(*, staff: Staff) -> None:
    """Switch it off: its address is unknown from now on."""
    db.session.execute(delete(CalendarFeed).where(CalendarFeed.staff_id == staff.id))
