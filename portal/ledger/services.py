"""The one door into the public log: `append`; and the daily head of the record of deeds."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from portal.audit.queries import head
from portal.core.database import serialise
from portal.core.extensions import db
from portal.domain.commitments import canonical, leaf_hash
from portal.domain.entries import audit_entry
from portal.ledger.models import LedgerEntry
from portal.ledger.queries import audit_heads


def append(payload: Mapping[str, object]) -> LedgerEntry:
    """Add an entry, built by `domain.entries`; its kind stands in `entry`. Entries are never changed."""
    data = canonical(dict(payload))
    entry = LedgerEntry(kind=str(payload["entry"]), payload=data.decode(), leaf_hash=leaf_hash(data))
    db.session.add(entry)
    db.session.flush()
    return entry


def log_audit_head(*, day: datetime.date) -> LedgerEntry | None:
    """Put the newest entry of the record of deeds into the log; None if it stands there, or one of that day does."""
    serialise("audit-head")
    newest, logged = head(), audit_heads()
    if newest is None or (logged and (logged[-1].number == newest.number or logged[-1].day == day.isoformat())):
        return None
    return append(audit_entry(number=newest.number, head=newest.hash, released=day))
