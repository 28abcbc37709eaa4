"""The public account by reason, and its entries in the log: what the account says, the log says, and no more."""

from __future__ import annotations

import datetime

from sqlalchemy import delete, insert, select

from portal.catalogue.models import Unit
from portal.core.extensions import db
from portal.domain.entries import decision_entry, hold_entry
from portal.domain.integrity import State, in_tens
from portal.integrity.queries import counted_after_holding
from portal.ledger.services import append
from portal.publication.models import PublicReason
from portal.publication.services.counts import Reasons

_Key = tuple[int, str, str, str]


def renew_public_reasons(shown: Reasons, *, day: datetime.date) -> None:
    """Publish the account by reason, and log each number that changed. `shown`: what `renew_public_counts` gave."""
    after = {
        (unit, month, state.value, reason): n for (unit, month, state), of in shown.items() for reason, n in of.items()
    }
    for (unit, month), counts in counted_after_holding().items():
        after |= {(unit, month, State.COUNTED.value, reason): n for reason, n in in_tens(counts).items() if n}
    before = _published()
    changed = sorted(key for key in after.keys() | before.keys() if after.get(key, 0) != before.get(key, 0))
    _log([(key, after.get(key, 0)) for key in changed], day)
    for unit_id, month, state, reason in before.keys() & set(changed):
        db.session.execute(delete(PublicReason).filter_by(unit_id=unit_id, month=month, state=state, reason=reason))
    rows = [_row(key, after[key]) for key in changed if key in after]
    if rows:
        db.session.execute(insert(PublicReason), rows)


def _published() -> dict[_Key, int]:
    columns = (PublicReason.unit_id, PublicReason.month, PublicReason.state, PublicReason.reason, PublicReason.n)
    return {(unit, month, state, reason): n for unit, month, state, reason, n in db.session.execute(select(*columns))}


def _log(changed: list[tuple[_Key, int]], day: datetime.date) -> None:
    slugs: dict[int, str] = dict(db.session.execute(select(Unit.id, Unit.slug)).all()) if changed else {}
    for (unit_id, month, state, reason), n in changed:
        unit = slugs[unit_id]
        if state == State.HELD:
            append(hold_entry(unit=unit, month=month, reason=reason, n=n, released=day))
        else:
            append(decision_entry(unit=unit, month=month, state=state, reason=reason, n=n, released=day))


def _row(key: _Key, n: int) -> dict[str, object]:
    return dict(zip(("unit_id", "month", "state", "reason", "n"), (*key, n), strict=True))
