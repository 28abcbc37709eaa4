"""Reads of decisions: what holds for a rating now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from portal.core.extensions import db
from portal.domain.integrity import State
from portal.integrity.models import Decision
from portal.responses.models import Mark, Response

Decided = tuple[State, str]
"""What holds for a rating, and for which reason."""
_later = aliased(Decision)
IS_LAST = ~(
    select(_later.number)
    .where(_later.unit_id == Decision.unit_id, _later.response_id == Decision.response_id)
    .where(_later.number > Decision.number)
    .exists()
)
"""Condition on `Decision`: no later one of the same rating."""


def state_of(unit_id: int, response_id: bytes) -> State:
    """What holds for one rating."""
    state = db.session.scalar(
        select(Decision.state).where(Decision.unit_id == unit_id, Decision.response_id == response_id, IS_LAST)
    )
    return State(state) if state else State.COUNTED


def states_of_unit(unit_id: int) -> dict[bytes, State]:
    """What holds for each rating of a unit about which anything was decided, published or not."""
    rows = db.session.execute(select(Decision.response_id, Decision.state).where(Decision.unit_id == unit_id, IS_LAST))
    return {response_id: State(state) for response_id, state in rows}


def states_of_waiting(unit_id: int) -> dict[bytes, State]:
    """As `states_of_unit`, of those ratings alone that no block holds yet."""
    rows = db.session.execute(
        select(Decision.response_id, Decision.state)
        .join(Mark, (Mark.unit_id == Decision.unit_id) & (Mark.response_id == Decision.response_id))
        .where(Mark.unit_id == unit_id, IS_LAST)
    )
    return {response_id: State(state) for response_id, state in rows}


def waiting_counts() -> dict[tuple[int, str], Mapping[Decided, int]]:
    """Listed ratings that no block holds yet, by unit and month: how many of each state and reason ("": undecided)."""
    rows = db.session.execute(
        select(Response.unit_id, Response.month, Decision.state, Decision.reason, func.count())
        .join(Mark, (Mark.unit_id == Response.unit_id) & (Mark.response_id == Response.id))
        .outerjoin(Decision, (Decision.unit_id == Response.unit_id) & (Decision.response_id == Response.id) & IS_LAST)
        .where(Mark.listed.is_(True))
        .group_by(Response.unit_id, Response.month, Decision.state, Decision.reason)
    )
    counts: dict[tuple[int, str], Counter[Decided]] = {}
    for unit_id, month, state, reason, n in rows:
        counts.setdefault((unit_id, month), Counter())[State(state or State.COUNTED), reason or ""] += n
    return dict(counts)


def counted_after_holding() -> dict[tuple[int, str], Mapping[str, int]]:
    """Ratings that were decided to count, by unit and month: how many for each reason."""
    rows = db.session.execute(
        select(Response.unit_id, Response.month, Decision.reason, func.count())
        .join(Decision, (Decision.unit_id == Response.unit_id) & (Decision.response_id == Response.id))
        .where(Decision.state == State.COUNTED.value, IS_LAST)
        .group_by(Response.unit_id, Response.month, Decision.reason)
    )
    counts: dict[tuple[int, str], dict[str, int]] = {}
    for unit_id, month, reason, n in rows:
        counts.setdefault((unit_id, month), {})[reason] = n
    return dict(counts)
