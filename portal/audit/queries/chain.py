"""Reads of the chain of deeds: its head, and whether it holds."""

from __future__ import annotations

import datetime
import hashlib
import hmac

from sqlalchemy import select

from portal.audit.models import AuditEntry, AuditHead
from portal.core.database import as_utc
from portal.core.extensions import db
from portal.core.secrets import keyed_hash
from portal.domain.commitments import canonical

GENESIS = bytes(32)


def head() -> AuditEntry | None:
    """The newest entry."""
    return db.session.scalar(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1))


def hash_of(number: int) -> str | None:
    """The hash of an entry in hex, as the log holds heads; None where there is no such entry."""
    found = db.session.scalar(select(AuditEntry.hash).where(AuditEntry.number == number))
    return found.hex() if found is not None else None


def is_tail_whole() -> bool:
    """Whether the newest entry is the one that was sealed last: a tail cut off shows here at once."""
    newest, sealed = head(), db.session.get(AuditHead, 1)
    if newest is None or sealed is None:
        return newest is None and sealed is None
    return sealed.number == newest.number and hmac.compare_digest(sealed.seal, seal_of(newest))


def seal_of(entry: AuditEntry) -> bytes:
    """The seal of an entry as the newest one."""
    return keyed_hash("audit-head", f"{entry.number}|".encode() + entry.hash)


def first_break() -> int | None:
    """The number of the first entry that does not follow from the one before, or None if the chain holds."""
    previous = GENESIS
    query = select(AuditEntry).order_by(AuditEntry.number).execution_options(yield_per=1000)
    with db.session.scalars(query) as entries:
        for number, entry in enumerate(entries, start=1):
            if entry.number != number or entry.previous != previous or entry.hash != entry_hash(entry):
                return number
            previous = entry.hash
    return None


def entry_hash(entry: AuditEntry) -> bytes:
    """SHA-256 over everything in the entry and the hash before it."""
    payload: dict[str, object] = {
        "number": entry.number,
        "at": as_utc(entry.at).astimezone(datetime.UTC).isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "detail": entry.detail,
        "previous": entry.previous.hex(),
        **({"session": entry.session} if entry.session is not None else {}),
    }
    return hashlib.sha256(b"portal/audit/v1\n" + canonical(payload)).digest()
