"""Reads of sessions: whose a cookie is, where somebody is signed in, and how long a guesser still waits."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.accounts.models import KnownDevice, SignInTry, Staff, StaffSession
from portal.accounts.queries.accounts import token_hash
from portal.core.database import as_utc
from portal.core.extensions import db
from portal.core.secrets import keyed_hash
from portal.domain.sessions import FORGOTTEN_AFTER, Stage, ends_at, waits_until

ANY_DEVICE = bytes(32)
"""Stands for every device in which the account was never signed in."""


def running_session(token: str, at: datetime.datetime) -> StaffSession | None:
    """The session of a cookie's secret, with its account, if it runs still."""
    query = select(StaffSession).where(StaffSession.token_hash == token_hash(token), StaffSession.ended_at.is_(None))
    session = db.session.scalar(query.options(joinedload(StaffSession.staff, innerjoin=True)))
    return session if session is not None and session.staff.active and is_running(session, at) else None


def is_running(session: StaffSession, at: datetime.datetime) -> bool:
    """Whether a session that nobody ended has not ended by itself."""
    return at < ends_at(Stage(session.stage), as_utc(session.started_at), as_utc(session.seen_at))


def running_sessions(staff: Staff, at: datetime.datetime) -> Sequence[StaffSession]:
    """Where somebody is signed in, the one seen last first."""
    query = select(StaffSession).where(StaffSession.staff_id == staff.id, StaffSession.ended_at.is_(None))
    found = db.session.scalars(query.order_by(StaffSession.seen_at.desc()))
    return [one for one in found if one.stage == Stage.FULL and is_running(one, at)]


def counted_as(email: str, device: str) -> tuple[bytes, bytes]:
    """The pair under which tries are counted: the account, and the device if the account was signed in there."""
    known = (
        select(KnownDevice.device_hash)
        .join(Staff, Staff.id == KnownDevice.staff_id)
        .where(Staff.email == email, KnownDevice.device_hash == device_hash(device))
    )
    return keyed_hash("sign-in", email.encode()), db.session.scalar(known) or ANY_DEVICE


def wait_of(counted: tuple[bytes, bytes], at: datetime.datetime) -> datetime.timedelta:
    """How long the next try must wait; zero where it need not."""
    found = db.session.get(SignInTry, counted)
    if found is None or at - as_utc(found.last_at) > FORGOTTEN_AFTER:
        return datetime.timedelta()
    return max(datetime.timedelta(), waits_until(found.tries, as_utc(found.last_at)) - at)


def is_known_device(staff: Staff, device: str) -> bool:
    """Whether the account was signed in there before."""
    query = select(KnownDevice.id).where(
        KnownDevice.staff_id == staff.id, KnownDevice.device_hash == device_hash(device)
    )
    return db.session.scalar(query) is not None


def device_hash(device: str) -> bytes:
    """What is kept of a device's random name."""
    return keyed_hash("device", device.encode())
