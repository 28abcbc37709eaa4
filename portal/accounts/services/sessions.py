"""Writes to sessions: begin one, go on to the next stage in a new one, end them; count wrong tries."""

from __future__ import annotations

import datetime
import secrets

from sqlalchemy import delete, select, update

from portal.accounts.models import KnownDevice, SignInTry, Staff, StaffSession
from portal.accounts.queries import device_hash, token_hash
from portal.core.extensions import db
from portal.domain.sessions import FORGOTTEN_AFTER, Stage

SEEN_EVERY = datetime.timedelta(minutes=1)
"""A session's last use is written down at most so often."""


def begin_session(
    *, staff: Staff, stage: Stage, device: str, device_name: str, at: datetime.datetime
) -> tuple[StaffSession, str]:
    """A new session and the secret for its cookie. `device` is the browser's random name, `device_name` for people."""
    token = secrets.token_urlsafe(32)
    session = StaffSession(
        token_hash=token_hash(token),
        staff_id=staff.id,
        stage=stage.value,
        device=device_name[:80],
        device_hash=device_hash(device),
        started_at=at,
        seen_at=at,
    )
    session.staff = staff
    db.session.add(session)
    db.session.flush()
    if stage is Stage.FULL:
        _remember_device(staff, device, at)
    return session, token


def end_session(*, session: StaffSession, at: datetime.datetime) -> None:
    """End this session, whatever copies of its cookie there may be."""
    session.ended_at = session.ended_at or at
    session.challenge = None
    db.session.flush()


def end_sessions(*, staff: Staff, at: datetime.datetime, but: StaffSession | None = None) -> None:
    """End every session of the account, but for one if it is named."""
    running = update(StaffSession).where(StaffSession.staff_id == staff.id, StaffSession.ended_at.is_(None))
    if but is not None:
        running = running.where(StaffSession.id != but.id)
    db.session.execute(running.values(ended_at=at, challenge=None))


def challenge(*, session: StaffSession) -> bytes:
    """A fresh random challenge for a passkey; an earlier one ends."""
    session.challenge = secrets.token_bytes(64)
    db.session.flush()
    return session.challenge


def taken_challenge(*, session: StaffSession) -> bytes | None:
    """The challenge that was given out, which is good for one answer."""
    found = db.session.get(StaffSession, session.id, with_for_update=True, populate_existing=True)
    taken = found.challenge if found is not None else None
    session.challenge = None
    db.session.flush()
    return taken


def note_use(*, session: StaffSession, at: datetime.datetime) -> None:
    """Write down that the session is in use."""
    session.seen_at = at
    db.session.flush()


def note_wrong_try(*, counted: tuple[bytes, bytes], at: datetime.datetime) -> None:
    """Count one more wrong try in a row; `counted` as of `queries.counted_as`."""
    found = db.session.get(SignInTry, counted, with_for_update=True)
    if found is None:
        db.session.add(SignInTry(account_hash=counted[0], device_hash=counted[1], tries=1, last_at=at))
    else:
        found.tries += 1
        found.last_at = at
    db.session.flush()


def forget_tries(*, counted: tuple[bytes, bytes]) -> None:
    """The right password was given: the row of wrong tries ends."""
    db.session.execute(
        delete(SignInTry).where(SignInTry.account_hash == counted[0], SignInTry.device_hash == counted[1])
    )


def forget_old(*, at: datetime.datetime, keep: datetime.timedelta) -> None:
    """Drop counts that no longer count, and sessions that ended so long ago; the deeds in them stay on record."""
    db.session.execute(delete(SignInTry).where(SignInTry.last_at < at - FORGOTTEN_AFTER))
    db.session.execute(delete(StaffSession).where(StaffSession.seen_at < at - keep))


def _remember_device(staff: Staff, device: str, at: datetime.datetime) -> None:
    known = db.session.scalar(
        select(KnownDevice).where(KnownDevice.staff_id == staff.id, KnownDevice.device_hash == device_hash(device))
    )
    if known is None:
        db.session.add(KnownDevice(staff_id=staff.id, device_hash=device_hash(device), seen_at=at))
    else:
        known.seen_at = at
    db.session.flush()
