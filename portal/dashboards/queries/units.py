"""All units with the score of their headline channel, how it changed and how it compares; by name, never by rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.catalogue.models import KINDS, Unit
from portal.catalogue.queries import unit_in, units_in
from portal.dashboards.queries.filters import Filter, present
from portal.dashboards.queries.results import period_choices
from portal.dashboards.queries.services import sample_needed
from portal.domain.change import Change, Direction
from portal.domain.comparison import MINIMUM_UNITS, Comparison, Placed, Standing
from portal.domain.periods import Period
from portal.domain.questionnaire import Channel, Localized
from portal.domain.rules import Grade
from portal.domain.scoring import Score, empty_score, possible_grades
from portal.publication.queries import (
    Scorecard,
    begun_period,
    comparison,
    headline,
    is_provisional,
    of_units,
    periods_with_ratings,
    service_counts_of_units,
    unit_changes,
    unit_scorecards,
)
from portal.surveys.queries import current_survey, element_names

_WEAK = {Grade.C, Grade.D}
_Cards = Mapping[int, Scorecard]


class Reason(StrEnum):
    """Why a unit needs attention: each is more than chance."""

    FELL = "fell"
    LOWER = "lower"
    WEAK = "weak"


@dataclass(frozen=True)
class UnitRow:
    """A unit, its score in its headline channel, and what may be said of it; None where it may not.

    `reached` of `owed` services have the answers that they need (those of unknown users owe none).
    """

    slug: str
    name: str
    kind: str
    distrik: str
    channel: Channel
    score: Score
    change: Change | None
    placed: Placed | None
    reached: int
    owed: int

    @property
    def direction(self) -> Direction | None:
        return self.change.direction if self.change else None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it needs attention: it fell, it is lower than its like, or it is surely below B."""
        grades = set(possible_grades(self.score))
        found = {
            Reason.FELL: self.direction is Direction.DOWN,
            Reason.LOWER: self.placed is not None and self.placed.standing is Standing.LOWER,
            Reason.WEAK: bool(grades) and grades <= _WEAK,
        }
        return tuple(reason for reason, holds in found.items() if holds)


@dataclass(frozen=True)
class KindComparison:
    """The units of a kind beside each other in one channel, with their names by slug."""

    kind: str
    channel: Channel
    comparison: Comparison
    names: Mapping[str, str]

    @property
    def outside(self) -> Sequence[Placed]:
        """Those that really differ, by name."""
        placed = [one for one in self.comparison.members.values() if one.standing is not Standing.EQUAL]
        return sorted(placed, key=lambda one: self.names[one.key])


@dataclass(frozen=True)
class CityUnits:
    """The units that a filter admits, by kind in the order of the contract and by name."""

    period: Period
    choices: Sequence[Period]
    """As of a `Result`."""
    chosen: Filter
    rows: Sequence[UnitRow]
    comparisons: Sequence[KindComparison]
    kinds: Sequence[str]
    distriks: Sequence[str]
    names: Mapping[str, Localized]
    is_provisional: bool

    @property
    def by_kind(self) -> Sequence[tuple[str, Sequence[UnitRow]]]:
        """The rows of each kind that has any."""
        groups = [(kind, [row for row in self.rows if row.kind == kind]) for kind in KINDS]
        return [(kind, rows) for kind, rows in groups if rows]

    @property
    def with_score(self) -> int:
        """How many of the units have an index in this period."""
        return sum(row.score.index is not None for row in self.rows)

    @property
    def attention(self) -> Sequence[UnitRow]:
        """Units that need attention, those of several reasons first, then by name."""
        found = [row for row in self.rows if row.reasons]
        return sorted(found, key=lambda row: (-len(row.reasons), row.name))

    def moved(self, direction: Direction | str) -> Sequence[UnitRow]:
        """Units that rose, fell, or of which it cannot be told, by name; templates name the direction by its value."""
        wanted = Direction(direction)
        return sorted((row for row in self.rows if row.direction is wanted), key=lambda row: row.name)


def city_units(chosen: Filter, period: str | None, month: str) -> CityUnits:
    """Units that the filter admits; MalformedRequest for a bad period, UnknownChoice for a bad filter."""
    chosen.check()
    shown = begun_period(period, chosen.scope, month)
    units = units_in(shown.year)
    cards = unit_scorecards(shown)
    changes = unit_changes(unit_scorecards(shown.previous), cards)
    places = {channel: _comparisons(units, cards, channel) for channel in Channel}
    counts = service_counts_of_units(shown)
    rows = [_row(unit, cards, changes, places, counts) for unit in units if chosen.admits(unit)]
    kinds = present(unit.kind for unit in units)
    return CityUnits(
        period=shown,
        choices=period_choices(periods_with_ratings(chosen.scope), shown),
        chosen=chosen,
        rows=sorted(rows, key=lambda row: (KINDS.index(row.kind), row.name)),
        comparisons=_shown_comparisons(chosen, shown, places),
        kinds=sorted(kinds, key=KINDS.index),
        distriks=present(unit.distrik for unit in units),
        names=_names_of_asked(rows),
        is_provisional=is_provisional(shown),
    )


def unit_comparison(unit: Unit, period: Period, channel: Channel) -> KindComparison | None:
    """The units of the same kind beside this one, in one channel; None where they are too few."""
    kind = unit_in(unit, period.year).kind
    alike = [one for one in units_in(period.year) if one.kind == kind]
    if len(alike) < MINIMUM_UNITS:
        return None
    return _comparisons(alike, unit_scorecards(period, of_units(kind=kind)), channel).get(kind)


def _comparisons(units: Sequence[Unit], cards: _Cards, channel: Channel) -> dict[str, KindComparison]:
    """Each kind that can be compared in a channel."""
    found: dict[str, KindComparison] = {}
    for kind in present(unit.kind for unit in units):
        alike = [unit for unit in units if unit.kind == kind and unit.id in cards]
        compared = comparison([(unit, cards[unit.id]) for unit in alike], channel)
        if compared is not None:
            found[kind] = KindComparison(kind, channel, compared, {unit.slug: unit.name for unit in alike})
    return found


def _shown_comparisons(
    chosen: Filter, period: Period, places: Mapping[Channel, Mapping[str, KindComparison]]
) -> list[KindComparison]:
    """Of each kind asked for the comparison in its headline channel, or in the other where only that has one."""
    shown = []
    for kind in KINDS:
        if chosen.kind in {"", kind}:
            first = headline(of_units(kind=kind), period.year)
            channels = sorted(Channel, key=lambda channel: channel is not first)
            shown.extend([places[channel][kind] for channel in channels if kind in places[channel]][:1])
    return shown


def _names_of_asked(rows: Sequence[UnitRow]) -> dict[str, Localized]:
    """The elements of these results by name; those in use where there is no result."""
    asked = {code for row in rows if row.score.n for code in row.score.elements}
    asked = asked or set(current_survey().questionnaire.codes)
    return {code: name for code, name in element_names().items() if code in asked}


def _row(
    unit: Unit,
    cards: _Cards,
    changes: Mapping[int, Change | None],
    places: Mapping[Channel, Mapping[str, KindComparison]],
    counts: Mapping[tuple[int, int], Mapping[Channel, int]],
) -> UnitRow:
    """The unit's row; one that no publication has named yet received nothing."""
    card = cards.get(unit.id)
    channel = card.headline if card else Channel.OPEN
    alike = places[channel].get(unit.kind)
    owed = {service.id: need for service in unit.services if (need := sample_needed(service)) is not None}
    answered = {service_id: counts.get((unit.id, service_id), {}).get(channel, 0) for service_id in owed}
    return UnitRow(
        slug=unit.slug,
        name=unit.name,
        kind=unit.kind,
        distrik=unit.distrik,
        channel=channel,
        score=card.headline_score if card else empty_score((), received=False),
        change=changes.get(unit.id),
        placed=alike.comparison.members.get(unit.slug) if alike else None,
        reached=sum(answered[service_id] >= need for service_id, need in owed.items()),
        owed=len(owed),
    )
