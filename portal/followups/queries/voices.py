"""What citizens' voices come to: counts and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.core.extensions import db
from portal.domain.promises import Stand, Standing, State, standing
from portal.followups.models import Promise, PromiseVoice


@dataclass(frozen=True)
class Voices:
    """How many citizens confirm and dispute that a promise was kept, this time."""

    confirmed: int = 0
    disputed: int = 0

    @property
    def total(self) -> int:
        return self.confirmed + self.disputed

    @property
    def standing(self) -> Standing:
        """What they come to, as the domain says."""
        return standing(self.confirmed, self.disputed)


def voices_of(promises: Iterable[Promise]) -> dict[int, Voices]:
    """The voices of the present round of each promise that is done, by its number; of the others none count."""
    rounds = {promise.id: promise.round for promise in promises if promise.state == State.DONE}
    query = select(PromiseVoice.promise_id, PromiseVoice.round, PromiseVoice.stand, func.count())
    query = query.where(PromiseVoice.promise_id.in_(rounds))
    query = query.group_by(PromiseVoice.promise_id, PromiseVoice.round, PromiseVoice.stand)
    counts: dict[int, dict[str, int]] = {number: {} for number in rounds}
    for number, when, stand, count in db.session.execute(query):
        if rounds[number] == when:
            counts[number][stand] = count
    return {
        number: Voices(found.get(Stand.CONFIRM.value, 0), found.get(Stand.DISPUTE.value, 0))
        for number, found in counts.items()
    }
