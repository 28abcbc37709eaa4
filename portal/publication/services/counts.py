"""Ratings per unit and month by what became of them, as the public sees them; they change with a publication alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import select, update

from portal.core.extensions import db
from portal.domain.entries import BlockKind
from portal.domain.integrity import State, public_counts
from portal.integrity.queries import waiting_counts
from portal.publication.models import PublicCount

_COUNTS = ("published", "waiting", "held", "excluded")


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
    known = {(row.unit_id, row.month): row for row in db.session.execute(select(*PublicCount.__table__.columns))}
    for key in waiting.keys() - known.keys():
        _new_row(*key)
    db.session.flush()
    changed: list[dict[str, object]] = []
    for unit_id, month in waiting.keys() | known.keys():
        row = known.get((unit_id, month))
        before = (row.published, row.waiting, row.held, row.excluded) if row else None
        in_blocks = (row.drawn, row.set_aside) if row else (0, 0)
        after = _renewed(in_blocks, waiting.get((unit_id, month), {}), running=month >= running_from)
        if after != before:
            changed.append({"unit_id": unit_id, "month": month, **dict(zip(_COUNTS, after, strict=True))})
    if changed:
        db.session.execute(update(PublicCount), changed)


def _renewed(in_blocks: tuple[int, int], states: Mapping[State, int], *, running: bool) -> tuple[int, int, int, int]:
    """Published, waiting, held and excluded, from what stands in blocks of either kind and what waits."""
    drawn, set_aside = in_blocks
    waiting, held, excluded = public_counts(
        waiting=states.get(State.COUNTED, 0),
        held=states.get(State.HELD, 0),
        excluded=states.get(State.EXCLUDED, 0) + set_aside,
        running=running,
    )
    return drawn, waiting, held, excluded


def _new_row(unit_id: int, month: str) -> PublicCount:
    row = PublicCount(unit_id=unit_id, month=month, drawn=0, set_aside=0, published=0, waiting=0, held=0, excluded=0)
    db.session.add(row)
    return row
