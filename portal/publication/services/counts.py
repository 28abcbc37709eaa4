"""Ratings per unit and month by what became of them, as the public sees them; they change with a publication alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import select, update

from portal.core.extensions import db
from portal.domain.entries import BlockKind
from portal.domain.integrity import State, public_counts
from portal.integrity.queries import Decided, waiting_counts
from portal.publication.models import PublicCount
from portal.publication.queries.standing import set_aside_reasons

_COUNTS = ("published", "waiting", "held", "excluded")
_Place = tuple[int, str]
Reasons = dict[tuple[int, str, State], dict[str, int]]
"""By unit, month and state: how many ratings for each reason, as they are to be shown."""


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


def renew_public_counts(*, running_from: str) -> Reasons:
    """Publish the counts as they are now, and return those by reason, for `renew_public_reasons`.

    Months from `running_from` on are running: rounded, see `public_counts`.
    """
    waiting = waiting_counts()
    known = {(row.unit_id, row.month): row for row in db.session.execute(select(*PublicCount.__table__.columns))}
    aside = set_aside_reasons({row.unit_id for row in known.values() if row.set_aside})
    for key in waiting.keys() - known.keys():
        _new_row(*key)
    db.session.flush()
    changed: list[dict[str, object]] = []
    reasons: Reasons = {}
    for key in waiting.keys() | known.keys():
        row = known.get(key)
        before = (row.published, row.waiting, row.held, row.excluded) if row else None
        shown = _shown(waiting.get(key, {}), aside.get(key, {}), running=key[1] >= running_from)
        after = (row.drawn if row else 0, shown[0], sum(shown[1].values()), sum(shown[2].values()))
        reasons |= {(*key, State.HELD): shown[1], (*key, State.EXCLUDED): shown[2]}
        if after != before:
            changed.append({"unit_id": key[0], "month": key[1], **dict(zip(_COUNTS, after, strict=True))})
    if changed:
        db.session.execute(update(PublicCount), changed)
    return reasons


def _shown(
    waiting: Mapping[Decided, int], aside: Mapping[str, int], *, running: bool
) -> tuple[int, dict[str, int], dict[str, int]]:
    """Waiting, held and excluded as they are shown, from what waits and what stands in blocks of excluded ratings."""
    by_state: dict[State, Counter[str]] = {state: Counter() for state in State}
    for (state, reason), n in waiting.items():
        by_state[state][reason] += n
    return public_counts(
        waiting=by_state[State.COUNTED].total(),
        held=by_state[State.HELD],
        excluded=by_state[State.EXCLUDED] + Counter(aside),
        running=running,
    )


def _new_row(unit_id: int, month: str) -> PublicCount:
    row = PublicCount(unit_id=unit_id, month=month, drawn=0, set_aside=0, published=0, waiting=0, held=0, excluded=0)
    db.session.add(row)
    return row
