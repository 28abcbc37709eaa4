"""Which elements a promise should be about: the weakest ones that the unit's citizens named, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.catalogue.models import Unit
from portal.domain.periods import Period
from portal.domain.questionnaire import Channel
from portal.domain.scoring import weakest_first
from portal.publication.queries import asked_period, of_unit, scorecard

_PROPOSED = 3


@dataclass(frozen=True)
class Weakness:
    """The weakest elements of a unit in the headline channel of its last published quarter, with their indices."""

    period: Period
    channel: Channel
    n: int
    elements: Sequence[tuple[str, Decimal]]

    @property
    def codes(self) -> list[str]:
        """The elements alone."""
        return [code for code, _index in self.elements]


def weakness_of(unit: Unit, month: str) -> Weakness:
    """At most three elements, the weakest first; none before the unit has a published score. `month`: the running."""
    scope = of_unit(unit)
    card = scorecard(scope, asked_period(None, scope, month))
    shown = [(code, one.index) for code, one in weakest_first(card.headline_score.elements) if one.index is not None]
    n = card.headline_score.n
    return Weakness(card.period, card.headline, n, [(code, index) for code, index in shown[:_PROPOSED]])
