"""Reads of accounts: who has an address, and whose set-up link still works."""

from __future__ import annotations

import datetime
import hashlib

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.accounts.models import SetUpLink, Staff
from portal.core.extensions import db
from portal.domain.errors import NotFound


def staff_by_email(email: str) -> Staff | None:
    """The account of a tidied address."""
    return db.session.scalar(select(Staff).where(Staff.email == email))


def usable_link(token: str, at: datetime.datetime) -> SetUpLink:
    """The link of that secret, with its account, held against a second use until the transaction ends.

    Raises NotFound for an unknown, used or expired one alike.
    """
    query = select(SetUpLink).options(joinedload(SetUpLink.staff, innerjoin=True)).with_for_update(of=SetUpLink)
    link = db.session.scalar(
        query.where(SetUpLink.token_hash == token_hash(token), SetUpLink.used_at.is_(None), SetUpLink.expires_at > at)
    )
    if link is None or not link.staff.active:
        raise NotFound("bad_link")
    return link


def token_hash(token: str) -> bytes:
    """What is kept of a link's secret: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).digest()
