"""What became of each rating, worked out from the block lists and the bare decisions, and how the public may see it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from portal.core.extensions import db
from portal.domain.integrity import State
from portal.integrity.models import Decision
from portal.responses.models import Mark, Response
from tests.disclosure.block_lists import BlockLists, RatingId


@dataclass
class Month:
    """The ratings of a unit and month."""

    published: int = 0
    waiting: int = 0
    reasons: dict[str, Counter[str]] = field(default_factory=lambda: {state.value: Counter() for state in State})
    """By state how many for each reason; those counted after holding stand in blocks or wait like all others."""

    @property
    def four(self) -> tuple[int, int, int, int]:
        """Published, waiting, held, excluded."""
        return self.published, self.waiting, self.reasons["held"].total(), self.reasons["excluded"].total()

    def shown(self, *, running: bool) -> Month:
        """In tens where the month runs; what is cut off waits. Those counted after holding are in tens always."""
        shown = Month(self.published, self.waiting)
        for state, counts in self.reasons.items():
            for reason, n in counts.items():
                rest = n % 10 if running or state == State.COUNTED else 0
                shown.reasons[state][reason] = n - rest
                shown.waiting += rest if state != State.COUNTED else 0
        return shown


@dataclass(frozen=True)
class Fates:
    """The last decision of each rating, the reason for which it was last excluded, and where it stands."""

    lists: BlockLists
    last: Mapping[RatingId, tuple[str, str]]
    excluded_for: Mapping[RatingId, str]

    @classmethod
    def read(cls, lists: BlockLists) -> Fates:
        """From the table of decisions, in their order."""
        last: dict[RatingId, tuple[str, str]] = {}
        excluded_for: dict[RatingId, str] = {}
        columns = (Decision.unit_id, Decision.response_id, Decision.state, Decision.reason)
        for unit_id, response_id, state, reason in db.session.execute(select(*columns).order_by(Decision.number)):
            last[unit_id, response_id] = state, reason
            if state == State.EXCLUDED:
                excluded_for[unit_id, response_id] = reason
        return cls(lists, last, excluded_for)

    def by_month(self) -> Mapping[tuple[int, str], Month]:
        """Every rating that the log has listed, by unit and month."""
        found: defaultdict[tuple[int, str], Month] = defaultdict(Month)
        unlisted = set(db.session.execute(select(Mark.unit_id, Mark.response_id).where(Mark.listed.is_(False))).all())
        for unit_id, response_id, month in db.session.execute(select(Response.unit_id, Response.id, Response.month)):
            if (unit_id, response_id) not in unlisted:
                self._add(found[unit_id, month], (unit_id, response_id))
        return found

    def _add(self, month: Month, rating: RatingId) -> None:
        state, reason = self.last.get(rating, (State.COUNTED.value, ""))
        if state == State.COUNTED and reason:
            month.reasons[state][reason] += 1
        if self.lists.stands.get(rating):
            month.published += 1
        elif self.lists.stands_excluded.get(rating) or state == State.EXCLUDED:
            month.reasons["excluded"][self.excluded_for[rating]] += 1
        elif state == State.HELD:
            month.reasons["held"][reason] += 1
        else:
            month.waiting += 1
