"""The one door into the public log: `append`."""

from __future__ import annotations

from collections.abc import Mapping

from portal.core.extensions import db
from portal.domain.commitments import canonical, leaf_hash
from portal.ledger.models import LedgerEntry


def append(payload: Mapping[str, object]) -> LedgerEntry:
    """Add an entry, built by `domain.entries`; its kind stands in `entry`. Entries are never changed."""
    data = canonical(dict(payload))
    entry = LedgerEntry(kind=str(payload["entry"]), payload=data.decode(), leaf_hash=leaf_hash(data))
    db.session.add(entry)
    db.session.flush()
    return entry
