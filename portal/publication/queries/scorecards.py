"""The one door for numbers: `scorecard`. Pages, API and reviews all read it, and it reads whole blocks only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, func, select

from portal.catalogue.models import Unit
from portal.catalogue.queries import all_units, staff_of, staff_of_units
from portal.core.extensions import db
from portal.domain.errors import NotFound
from portal.domain.periods import Period, PeriodKind, parse_period, quarter_of
from portal.domain.questionnaire import Channel, asked_codes
from portal.domain.scoring import Score, empty_score, score
from portal.publication.models import Publication, PublicCount, Rollup
from portal.publication.queries.headlines import headlines, headlines_of_year
from portal.publication.queries.scopes import CITY, Scope, of_unit
from portal.publication.queries.standing import last_closed_month
from portal.publication.queries.sums import BY_SERVICE, BY_UNIT, BY_UNIT_AND_SERVICE, Cells, Sums, pool, read_cells
from portal.surveys.queries import current_survey


@dataclass(frozen=True)
class Received:
    """Ratings that arrived in the period, by what became of them."""

    published: int
    waiting: int
    held: int
    excluded: int

    @property
    def total(self) -> int:
        return self.published + self.waiting + self.held + self.excluded


@dataclass(frozen=True)
class Scorecard:
    """What may be said about a scope in a period: both channels, and which of them is the headline."""

    scope: Scope
    period: Period
    publication: int | None
    headline: Channel
    received: Received
    channels: Mapping[Channel, Score]

    @property
    def headline_score(self) -> Score:
        """The score of the headline channel."""
        return self.channels[self.headline]


def scorecard(scope: Scope, period: Period) -> Scorecard:
    """The scorecard of a scope in a period."""
    return scorecards(scope, [period])[0]


def scorecards(scope: Scope, periods: Sequence[Period]) -> list[Scorecard]:
    """The scorecards of one scope in several periods, in their order, from one reading of the roll-up."""
    cells, counts, number = read_cells(scope, periods), counts_by_month(scope), publication_number()
    years = {period.year for period in periods}
    staff = {year: staff_of(scope.unit_id, year) if scope.unit_id else None for year in years}
    fixed = headlines(scope, years)
    return [
        _scorecard(
            scope,
            period,
            fixed[period.year],
            cells=cells,
            group=(),
            received=received_in(counts, period),
            publication=number,
            staff=staff[period.year],
        )
        for period in periods
    ]


def unit_scorecards(period: Period, within: Scope = CITY) -> dict[int, Scorecard]:
    """The scorecard of every unit of a scope that any publication has counted, by its number."""
    cells, number = read_cells(within, [period], BY_UNIT), publication_number()
    staff, fixed = staff_of_units(period.year), headlines_of_year(period.year)
    received = _received_by_unit(within, period)
    cards: dict[int, Scorecard] = {}
    for unit in all_units():
        if unit.id in received:
            scope = of_unit(unit)
            cards[unit.id] = _scorecard(
                scope,
                period,
                fixed.get(scope.name, Channel.OPEN),
                cells=cells,
                group=(unit.id,),
                received=received[unit.id],
                publication=number,
                staff=staff.get(unit.id),
            )
    return cards


def service_counts(unit: Unit, period: Period, channel: Channel) -> dict[int, int]:
    """How many ratings of each service stand in whole blocks of the period; 0 is "layanan lain" of the unit."""
    cells = read_cells(of_unit(unit), [period], BY_SERVICE)
    return {group[0]: cells.n(group, channel, period) for group in cells.groups}


def service_counts_of_units(period: Period) -> dict[tuple[int, int], dict[Channel, int]]:
    """`service_counts` of every unit in both channels, by number of unit and service."""
    cells = read_cells(CITY, [period], BY_UNIT_AND_SERVICE)
    return {
        (unit_id, service_id): {channel: cells.n((unit_id, service_id), channel, period) for channel in Channel}
        for unit_id, service_id in cells.groups
    }


def score_of(parts: Sequence[Sums], *, received: bool, staff: int | None) -> Score:
    """The score of some sums of one scope and channel. `staff`: of the unit, None where unknown or not one unit."""
    if not parts:
        return empty_score(asked_codes(current_survey().questionnaire, staff), received)
    survey, n, histograms = pool(parts)
    asked = asked_codes(survey.questionnaire, staff)
    return score(n=n, histograms={code: histograms[code] for code in asked}, received=received)


def publication_number() -> int | None:
    """The number of the last publication."""
    return db.session.scalar(select(func.max(Publication.number)))


def begun_period(text: str | None, scope: Scope, month: str) -> Period:
    """As `asked_period`, for a page: raises NotFound `unknown_period` for one that begins after `month`."""
    period = asked_period(text, scope, month)
    if period.first_month > month:
        raise NotFound("unknown_period")
    return period


def is_provisional(period: Period) -> bool:
    """Whether a month of the period is not closed yet: ratings of it still wait, and its numbers will move."""
    closed = last_closed_month()
    return closed is None or closed < period.last_month


def unit_counts(period: Period) -> dict[int, dict[Channel, int]]:
    """How many ratings of each unit stand in whole blocks of the period, by number of the unit and channel."""
    cells = read_cells(CITY, [period], BY_UNIT)
    return {group[0]: {channel: cells.n(group, channel, period) for channel in Channel} for group in cells.groups}


def block_counts(scope: Scope, period: Period, channel: Channel) -> dict[str, int]:
    """How many ratings of a scope stand in blocks of each month, quarter and year of their own inside the period."""
    cells = read_cells(scope, [period])
    return {text: cells.n_of_blocks((), channel, text) for text in period.block_periods}


def periods_with_ratings(scope: Scope) -> list[Period]:
    """The quarters in which the scope has a rating in whole blocks, oldest first; a year where only that has."""
    ratings = Rollup.blank + Rollup.n1 + Rollup.n2 + Rollup.n3 + Rollup.n4
    query: Select[str] = select(Rollup.period).distinct().where(*scope.rows(), ratings > 0)
    periods = [parse_period(text) for text in db.session.scalars(query)]
    quarters = {quarter_of(p.last_month) for p in periods if p.kind is not PeriodKind.YEAR}
    years = {p for p in periods if p.kind is PeriodKind.YEAR and p.year not in {q.year for q in quarters}}
    return sorted(quarters | years, key=lambda p: p.last_month)


def asked_period(text: str | None, scope: Scope, month: str) -> Period:
    """The period an address names, or else the last quarter in which the scope published a rating.

    Raises MalformedRequest for a text that is no period. Before anything was published: the quarter of `month`, the
    running one.
    """
    if text is not None:
        return parse_period(text)
    known = periods_with_ratings(scope)
    return known[-1] if known else quarter_of(month)


def _scorecard(
    scope: Scope,
    period: Period,
    headline: Channel,
    *,
    cells: Cells,
    group: tuple[int, ...],
    received: Received,
    publication: int | None,
    staff: int | None,
) -> Scorecard:
    return Scorecard(
        scope=scope,
        period=period,
        publication=publication,
        headline=headline,
        received=received,
        channels={
            channel: score_of(cells.of(group, channel, period), received=received.total > 0, staff=staff)
            for channel in Channel
        },
    )


_COUNTS = (PublicCount.published, PublicCount.waiting, PublicCount.held, PublicCount.excluded)


def counts_by_month(scope: Scope) -> dict[str, tuple[int, ...]]:
    """What a scope received, by month: published, waiting, held, excluded."""
    query = select(PublicCount.month, *map(func.sum, _COUNTS)).group_by(PublicCount.month)
    query = query.where(*scope.within(PublicCount.unit_id, PublicCount.month))
    return {month: tuple(map(int, counts)) for month, *counts in db.session.execute(query)}


def received_in(counts: Mapping[str, tuple[int, ...]], period: Period) -> Received:
    months = [counts[month] for month in period.months if month in counts]
    return Received(*(sum(month[place] for month in months) for place in range(len(_COUNTS))))


def _received_by_unit(within: Scope, period: Period) -> dict[int, Received]:
    """What each unit received in the period, for every unit that has a count of any month."""
    in_period = PublicCount.month.in_(period.months)
    sums = [func.sum(case((in_period, count), else_=0)) for count in _COUNTS]
    query = select(PublicCount.unit_id, *sums).group_by(PublicCount.unit_id)
    query = query.where(*within.within(PublicCount.unit_id, PublicCount.month))
    return {unit_id: Received(*map(int, counts)) for unit_id, *counts in db.session.execute(query)}
