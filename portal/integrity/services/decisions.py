"""The one place that writes what was decided about ratings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from sqlalchemy import func, insert, select

from portal.core.extensions import db
from portal.domain.integrity import State
from portal.integrity.models import Decision

CHUNK = 500


def chunks(ratings: Collection[bytes]) -> Iterator[list[bytes]]:
    """The ratings in the order of their random ids, as many at a time as a statement takes."""
    rest = iter(sorted(ratings))
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def decide_ratings(*, unit_id: int, ratings: Collection[bytes], state: State, reason: str) -> None:
    """Add the same decision about each of these ratings of a unit, after whatever was decided before."""
    for chunk in chunks(ratings):
        numbers = _last_numbers(unit_id, chunk)
        rows = [
            {
                "unit_id": unit_id,
                "response_id": rating,
                "number": numbers.get(rating, 0) + 1,
                "state": state.value,
                "reason": reason,
            }
            for rating in chunk
        ]
        db.session.execute(insert(Decision), rows)


def _last_numbers(unit_id: int, ratings: Sequence[bytes]) -> dict[bytes, int]:
    rows = db.session.execute(
        select(Decision.response_id, func.max(Decision.number))
        .where(Decision.unit_id == unit_id, Decision.response_id.in_(ratings))
        .group_by(Decision.response_id)
    )
    return {rating: int(number) for rating, number in rows}
