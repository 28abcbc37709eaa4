"""What citizens' voices come to: counts and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.core.extensions import db
from portal.domain.promises import Stand, Standing, State, standing
from portal.followups.models import Promise, PromiseVoice


@dataclass(frozen=True)
class Voices:
    """How many citizens confirm and dispute that a promise was kept, this time.

    `repeated_…`: those of them that came from a line which had spoken that day; they are shown and do not weigh.
    """

    confirmed: int = 0
    disputed: int = 0
    repeated_confirmed: int = 0
    repeated_disputed: int = 0

    @property
    def total(self) -> int:
        return self.confirmed + self.disputed

    @property
    def weighing(self) -> tuple[int, int]:
        """Those that decide: confirming, disputing."""
        return self.confirmed - self.repeated_confirmed, self.disputed - self.repeated_disputed

    @property
    def standing(self) -> Standing:
        """What they come to, as the domain says."""
        return standing(*self.weighing)


def voices_of(promises: Iterable[Promise]) -> dict[int, Voices]:
    """The voices of the present round of each promise that is done, by its number; of the others none count."""
    rounds = {promise.id: promise.round for promise in promises if promise.state == State.DONE}
    kinds = (PromiseVoice.promise_id, PromiseVoice.round, PromiseVoice.stand, PromiseVoice.weighs)
    query = select(*kinds, func.count()).where(PromiseVoice.promise_id.in_(rounds)).group_by(*kinds)
    counts: dict[int, Counter[tuple[str, bool]]] = {number: Counter() for number in rounds}
    for number, when, stand, weighs, count in db.session.execute(query):
        if rounds[number] == when:
            counts[number][stand, weighs] = count
    return {number: _voices(found) for number, found in counts.items()}


def _voices(found: Counter[tuple[str, bool]]) -> Voices:
    confirm, dispute = Stand.CONFIRM.value, Stand.DISPUTE.value
    return Voices(
        confirmed=found[confirm, True] + found[confirm, False],
        disputed=found[dispute, True] + found[dispute, False],
        repeated_confirmed=found[confirm, False],
        repeated_disputed=found[dispute, False],
    )
