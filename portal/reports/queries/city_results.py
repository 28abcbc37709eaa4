"""All units of the city in a period, side by side by kind and name: no league table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.catalogue.models import Unit
from portal.catalogue.queries import units_in
from portal.domain.change import Change
from portal.domain.periods import Period
from portal.publication.queries import CITY, Scorecard, is_provisional, scorecard, unit_changes, unit_scorecards


@dataclass(frozen=True)
class UnitRow:
    """A unit as it was in the year; `card` None where nothing of it was ever counted."""

    unit: Unit
    card: Scorecard | None
    change: Change | None


@dataclass(frozen=True)
class CityResult:
    """The city in a period, and its units by kind and name."""

    card: Scorecard
    rows: Sequence[UnitRow]
    is_provisional: bool

    @property
    def period(self) -> Period:
        return self.card.period

    @property
    def by_kind(self) -> Mapping[str, Sequence[UnitRow]]:
        """The rows of each kind that there is."""
        kinds = dict.fromkeys(row.unit.kind for row in self.rows)
        return {kind: [row for row in self.rows if row.unit.kind == kind] for kind in kinds}


def city_result(period: Period) -> CityResult:
    """The result of the city in a period."""
    cards, before = unit_scorecards(period), unit_scorecards(period.previous)
    changes = unit_changes(before, cards)
    return CityResult(
        card=scorecard(CITY, period),
        rows=[UnitRow(unit, cards.get(unit.id), changes.get(unit.id)) for unit in units_in(period.year)],
        is_provisional=is_provisional(period),
    )


def has_ratings(card: Scorecard) -> bool:
    """Whether there is anything to report of it."""
    return card.received.total > 0 or any(score.n for score in card.channels.values())
