"""Reads of the audit record: its head, and whether the chain holds."""

from __future__ import annotations

import datetime
import hashlib

from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.core.extensions import db
from portal.domain.commitments import canonical

GENESIS = bytes(32)


def head() -> AuditEntry | None:
    """The newest entry."""
    return db.session.scalar(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1))


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
    at = entry.at if entry.at.tzinfo else entry.at.replace(tzinfo=datetime.UTC)
    payload = {
        "number": entry.number,
        "at": at.astimezone(datetime.UTC).isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "detail": entry.detail,
        "previous": entry.previous.hex(),
    }
    return hashlib.sha256(b"portal/audit/v1\n" + canonical(payload)).digest()
