"""The one door for deeds: `record`, inside the transaction of the deed itself."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from portal.audit.models import AuditEntry, AuditHead
from portal.audit.queries import GENESIS, entry_hash, head, seal_of
from portal.core.database import serialise
from portal.core.extensions import db
from portal.domain.commitments import canonical

COMMAND_LINE = "command line"


def record(
    *,
    actor: str,
    action: str,
    subject: str,
    at: datetime.datetime,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    session: int | None = None,
) -> AuditEntry:
    """Add a deed to the chain. `actor` is an account's e-mail or `COMMAND_LINE`; values are JSON-able.

    Views call `accounts.access.note`, which knows the actor and the session.
    """
    serialise("audit")
    last = head()
    entry = AuditEntry(
        number=last.number + 1 if last else 1,
        at=at,
        actor=actor,
        action=action,
        subject=subject[:300],
        detail=canonical({"before": dict(before or {}), "after": dict(after or {})}).decode(),
        session=session,
        previous=last.hash if last else GENESIS,
        hash=b"",
    )
    entry.hash = entry_hash(entry)
    db.session.add(entry)
    _seal(entry)
    db.session.flush()
    return entry


def _seal(entry: AuditEntry) -> None:
    kept = db.session.get(AuditHead, 1)
    if kept is None:
        db.session.add(AuditHead(id=1, number=entry.number, seal=seal_of(entry)))
    else:
        kept.number, kept.seal = entry.number, seal_of(entry)
