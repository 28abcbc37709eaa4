"""All units with the score of their headline channel, chosen by kind and distrik; by name, never by rank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.catalogue.models import KINDS, Unit
from portal.catalogue.queries import all_units
from portal.dashboards.queries.results import element_names, period_choices
from portal.domain.errors import FieldError, MalformedRequest
from portal.domain.periods import Period
from portal.domain.questionnaire import Channel, Localized
from portal.domain.scoring import Score, empty_score
from portal.publication.queries import CITY, Scorecard, asked_period, periods_with_ratings, unit_scorecards


class UnknownChoice(MalformedRequest):
    """A filter with a value that does not exist: names the field and what there is."""

    def __init__(self, field: str, allowed: Sequence[str]) -> None:
        super().__init__("unknown_choice", [FieldError(field, "unknown_value")])
        self.field = field
        self.allowed = tuple(allowed)


@dataclass(frozen=True)
class Filter:
    """Which units are asked for; an empty value stands for all."""

    kind: str = ""
    distrik: str = ""

    @property
    def arguments(self) -> dict[str, str]:
        """As an address carries it."""
        return {name: value for name, value in (("kind", self.kind), ("distrik", self.distrik)) if value}

    def admits(self, unit: Unit) -> bool:
        """Whether the unit is one of them."""
        return self.kind in {"", unit.kind} and self.distrik in {"", unit.distrik}


@dataclass(frozen=True)
class UnitRow:
    """A unit, and its score in its headline channel."""

    slug: str
    name: str
    kind: str
    distrik: str
    channel: Channel
    score: Score


@dataclass(frozen=True)
class CityUnits:
    """The units that a filter admits, by kind in the order of the contract and by name."""

    period: Period
    choices: Sequence[Period]
    """As of a `Result`."""
    chosen: Filter
    rows: Sequence[UnitRow]
    kinds: Sequence[str]
    distriks: Sequence[str]
    names: Mapping[str, Localized]

    @property
    def by_kind(self) -> Sequence[tuple[str, Sequence[UnitRow]]]:
        """The rows of each kind that has any."""
        groups = [(kind, [row for row in self.rows if row.kind == kind]) for kind in KINDS]
        return [(kind, rows) for kind, rows in groups if rows]

    @property
    def with_score(self) -> int:
        """How many of the units have an index in this period."""
        return sum(row.score.index is not None for row in self.rows)


def city_units(chosen: Filter, period: str | None, month: str) -> CityUnits:
    """Units that the filter admits; MalformedRequest for a bad period, UnknownChoice for a bad filter."""
    units = all_units()
    kinds, distriks = _present(u.kind for u in units), _present(u.distrik for u in units)
    if chosen.kind not in {"", *KINDS}:
        raise UnknownChoice("kind", KINDS)
    if chosen.distrik not in {"", *distriks}:
        raise UnknownChoice("distrik", distriks)
    shown = asked_period(period, CITY, month)
    cards = unit_scorecards(shown)
    rows = [_row(unit, cards.get(unit.id)) for unit in units if chosen.admits(unit)]
    ordered = sorted(rows, key=lambda row: (KINDS.index(row.kind), row.name))
    return CityUnits(
        period=shown,
        choices=period_choices(periods_with_ratings(CITY), shown),
        chosen=chosen,
        rows=ordered,
        kinds=sorted(kinds, key=KINDS.index),
        distriks=distriks,
        names=element_names(),
    )


def _row(unit: Unit, card: Scorecard | None) -> UnitRow:
    """The unit's row; one that no publication has named yet received nothing."""
    channel = card.headline if card else Channel.OPEN
    score = card.headline_score if card else empty_score((), received=False)
    return UnitRow(unit.slug, unit.name, unit.kind, unit.distrik, channel, score)


def _present(values: Iterable[str]) -> list[str]:
    return sorted(set(values) - {""})
