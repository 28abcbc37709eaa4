"""The one door for numbers: `scorecard`. Pages, API and reviews all read it, and it reads whole blocks only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from portal.catalogue.models import Unit
from portal.catalogue.queries import all_units, staff_of, staff_of_units
from portal.core.extensions import db
from portal.domain.periods import Period, PeriodKind, parse_period, quarter_of
from portal.domain.questionnaire import Channel, asked_codes
from portal.domain.scoring import Score, empty_score, score
from portal.publication.models import BlockMember, Publication, PublicCount, Rollup
from portal.publication.queries.headlines import headlines, headlines_of_year
from portal.publication.queries.scopes import CITY, Scope, of_unit
from portal.publication.queries.sums import BY_SERVICE, BY_UNIT, Cells, Sums, pool, read_cells
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
    cells, counts, number = read_cells(scope, periods), _counts(scope), publication_number()
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
            counts=counts,
            publication=number,
            staff=staff[period.year],
        )
        for period in periods
    ]


def unit_scorecards(period: Period, within: Scope = CITY) -> dict[int, Scorecard]:
    """The scorecard of every unit of a scope that any publication has counted, by its number."""
    cells, number = read_cells(within, [period], BY_UNIT), publication_number()
    staff, fixed = staff_of_units(period.year), headlines_of_year(period.year)
    counts: dict[int, list[PublicCount]] = {}
    for row in _counts(within):
        counts.setdefault(row.unit_id, []).append(row)
    cards: dict[int, Scorecard] = {}
    for unit in all_units():
        if unit.id in counts:
            scope = of_unit(unit)
            cards[unit.id] = _scorecard(
                scope,
                period,
                fixed.get(scope.name, Channel.OPEN),
                cells=cells,
                group=(unit.id,),
                counts=counts[unit.id],
                publication=number,
                staff=staff.get(unit.id),
            )
    return cards


def service_counts(unit: Unit, period: Period, channel: Channel) -> dict[int, int]:
    """How many ratings of each service stand in whole blocks of the period; 0 is "layanan lain" of the unit."""
    cells = read_cells(of_unit(unit), [period], BY_SERVICE)
    return {group[0]: cells.n(group, channel, period) for group in cells.groups}


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


def periods_with_ratings(scope: Scope) -> list[Period]:
    """The quarters in which the scope has a rating in whole blocks, oldest first; a year where only that has."""
    query: Select[str] = select(Rollup.period).distinct().where(*scope.rows())
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


def is_counted(unit_id: int, response_id: bytes) -> bool:
    """Whether a rating stands in a block."""
    return (
        db.session.scalar(
            select(BlockMember.block_id)
            .where(BlockMember.unit_id == unit_id, BlockMember.response_id == response_id)
            .limit(1)
        )
        is not None
    )


def _scorecard(
    scope: Scope,
    period: Period,
    headline: Channel,
    *,
    cells: Cells,
    group: tuple[int, ...],
    counts: Iterable[PublicCount],
    publication: int | None,
    staff: int | None,
) -> Scorecard:
    received = _received(counts, period)
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


def _counts(scope: Scope) -> Sequence[PublicCount]:
    query = select(PublicCount)
    if scope.unit_ids is not None:
        query = query.where(PublicCount.unit_id.in_(scope.unit_ids))
    return db.session.scalars(query).all()


def _received(counts: Iterable[PublicCount], period: Period) -> Received:
    rows = [row for row in counts if period.first_month <= row.month <= period.last_month]
    return Received(
        published=sum(row.published for row in rows),
        waiting=sum(row.waiting for row in rows),
        held=sum(row.held for row in rows),
        excluded=sum(row.excluded for row in rows),
    )
