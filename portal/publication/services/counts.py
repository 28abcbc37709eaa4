"""Ratings per unit and month by what became of them, as the public sees them; they change with a publication alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from portal.core.extensions import db
from portal.domain.entries import BlockKind
from portal.domain.integrity import State, public_counts
from portal.integrity.queries import waiting_counts
from portal.publication.models import PublicCount


def count_in_blocks(unit_id: int, moved: Iterable[tuple[str, BlockKind, int]]) -> None:
    """Remember month, kind and sign of each rating that a new block of the unit put into a kind or took back."""
    totals: Counter[tuple[str, BlockKind]] = Counter()
    for month, kind, sign in moved:
        totals[month, kind] += sign
    for (month, kind), n in totals.items():
        row = db.session.get(PublicCount, (unit_id, month)) or _new_row(unit_id, month)
        if kind is BlockKind.COUNTED:
            row.drawn += n
        else:
            row.set_aside += n
    db.session.flush()


def renew_public_counts(*, running_from: str) -> None:
    """Publish the counts as they are now. Months from `running_from` on are running: rounded, see `public_counts`."""
    waiting = waiting_counts()
    rows = {(row.unit_id, row.month): row for row in db.session.scalars(select(PublicCount))}
    for key in waiting.keys() - rows.keys():
        rows[key] = _new_row(*key)
    for key, row in rows.items():
        _renew(row, waiting.get(key, {}), running_from)


def _renew(row: PublicCount, states: Mapping[State, int], running_from: str) -> None:
    row.published = row.drawn
    row.waiting, row.held, row.excluded = public_counts(
        waiting=states.get(State.COUNTED, 0),
        held=states.get(State.HELD, 0),
        excluded=states.get(State.EXCLUDED, 0) + row.set_aside,
        running=row.month >= running_from,
    )


def _new_row(unit_id: int, month: str) -> PublicCount:
    row = PublicCount(unit_id=unit_id, month=month, drawn=0, set_aside=0, published=0, waiting=0, held=0, excluded=0)
    db.session.add(row)
    return row
