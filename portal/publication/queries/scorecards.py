"""The one door for numbers: `scorecard`. Pages, API and reviews all read it, and it reads whole blocks only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.catalogue.models import Service, Unit
from portal.catalogue.queries import staff_of, staff_of_units
from portal.core.extensions import db
from portal.domain.histograms import Histogram, pooled
from portal.domain.periods import Period, PeriodKind, parse_period, quarter_of
from portal.domain.questionnaire import Channel, asked_codes
from portal.domain.rules import MINIMUM_GRADED
from portal.domain.scoring import Score, score
from portal.publication.models import Publication, PublicCount, Rollup
from portal.surveys.queries import current_survey


@dataclass(frozen=True)
class Scope:
    """What is scored: the city (no unit), a unit, or one service of a unit."""

    unit_id: int | None = None
    service_id: int | None = None


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


@dataclass(frozen=True)
class _Sums:
    """Whole blocks of one scope, channel and block period: ratings, and the histogram of each element."""

    n: int
    histograms: Mapping[str, Histogram]


CITY = Scope()
_Cells = dict[tuple[int | None, str, str], _Sums]
"""By unit (None where the scope is one), channel and block period."""


def of_unit(unit: Unit) -> Scope:
    """The scope of a unit."""
    return Scope(unit_id=unit.id)


def of_service(service: Service) -> Scope:
    """The scope of a service: its own blocks, without its part in "layanan lain"."""
    return Scope(unit_id=service.unit_id, service_id=service.id)


def scorecard(scope: Scope, period: Period) -> Scorecard:
    """The scorecard of a scope in a period."""
    return scorecards(scope, [period])[0]


def scorecards(scope: Scope, periods: Sequence[Period]) -> list[Scorecard]:
    """The scorecards of one scope in several periods, in their order, from one reading of the roll-up."""
    cells = _cells(_where(scope), {text for period in periods for text in period.block_periods}, by_unit=False)
    counts = _counts(scope)
    number = publication_number()
    years = {period.year for period in periods}
    asked = {year: asked_in(scope, year) for year in years}
    headlines = _headlines(scope, years)
    return [
        _scorecard(
            scope,
            period,
            headlines[period.year],
            unit_id=None,
            cells=cells,
            counts=counts,
            publication=number,
            asked=asked[period.year],
        )
        for period in periods
    ]


def unit_scorecards(period: Period) -> dict[int, Scorecard]:
    """The scorecard of every unit that ever published, by its number."""
    cells = _cells([], {*period.block_periods, *_blocks_of_year(period.year - 1)}, by_unit=True)
    counts: dict[int, list[PublicCount]] = {}
    for row in db.session.scalars(select(PublicCount)):
        counts.setdefault(row.unit_id, []).append(row)
    number, staff, survey = publication_number(), staff_of_units(period.year), current_survey().questionnaire
    return {
        unit_id: _scorecard(
            Scope(unit_id),
            period,
            _headline(cells, unit_id, period.year),
            unit_id=unit_id,
            cells=cells,
            counts=rows,
            publication=number,
            asked=asked_codes(survey, staff.get(unit_id)),
        )
        for unit_id, rows in counts.items()
    }


def service_counts(unit: Unit, period: Period, channel: Channel) -> dict[int, int]:
    """How many ratings of each service stand in whole blocks of the period; 0 is "layanan lain" of the unit."""
    ratings = Rollup.blank + Rollup.n1 + Rollup.n2 + Rollup.n3 + Rollup.n4
    query = (
        select(Rollup.service_id, func.sum(ratings))
        .where(*_where(of_unit(unit)), Rollup.channel == channel.value, Rollup.period.in_(period.block_periods))
        .where(Rollup.position == 0)
        .group_by(Rollup.service_id)
    )
    return {service_id: int(n) for service_id, n in db.session.execute(query)}


def publication_number() -> int | None:
    """The number of the last publication."""
    return db.session.scalar(select(func.max(Publication.number)))


def periods_with_ratings(scope: Scope) -> list[Period]:
    """The quarters in which the scope has a rating in whole blocks, oldest first; a year where only that has."""
    ratings = Rollup.blank + Rollup.n1 + Rollup.n2 + Rollup.n3 + Rollup.n4
    query: Select[str] = select(Rollup.period).distinct().where(*_where(scope), ratings > 0)
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


def asked_in(scope: Scope, year: int) -> tuple[str, ...]:
    """The elements asked in a scope in a year."""
    staff = staff_of(scope.unit_id, year) if scope.unit_id is not None else None
    return asked_codes(current_survey().questionnaire, staff)


def _where(scope: Scope) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Rollup.kind == "counted"]
    if scope.unit_id is not None:
        conditions.append(Rollup.unit_id == scope.unit_id)
    if scope.service_id is not None:
        conditions.append(Rollup.service_id == scope.service_id)
    return conditions


def _cells(conditions: Iterable[ColumnElement[bool]], block_periods: Iterable[str], *, by_unit: bool) -> _Cells:
    """Sums by unit, channel and block period; questionnaires with the same element codes pool."""
    keys: list[ColumnElement[Any] | InstrumentedAttribute[Any]] = [Rollup.channel, Rollup.period, Rollup.element]
    if by_unit:
        keys.insert(0, Rollup.unit_id)
    sums = [func.sum(column) for column in (Rollup.blank, Rollup.n1, Rollup.n2, Rollup.n3, Rollup.n4)]
    query = (
        select(*keys, *sums)
        .where(*conditions, Rollup.kind == "counted", Rollup.period.in_(sorted(block_periods)))
        .group_by(*keys)
    )
    gathered: dict[tuple[int | None, str, str], dict[str, tuple[int, Histogram]]] = {}
    for row in db.session.execute(query):
        unit_id = row[0] if by_unit else None
        channel, period, element, blank, *histogram = row[1:] if by_unit else row
        n1, n2, n3, n4 = map(int, histogram)
        cell = gathered.setdefault((unit_id, channel, period), {})
        cell[element] = (int(blank) + n1 + n2 + n3 + n4, (n1, n2, n3, n4))
    return {
        key: _Sums(max(n for n, _h in cell.values()), {element: h for element, (_n, h) in cell.items()})
        for key, cell in gathered.items()
    }


def _scorecard(
    scope: Scope,
    period: Period,
    headline: Channel,
    *,
    unit_id: int | None,
    cells: _Cells,
    counts: Iterable[PublicCount],
    publication: int | None,
    asked: Sequence[str],
) -> Scorecard:
    received = _received(counts, period)
    return Scorecard(
        scope=scope,
        period=period,
        publication=publication,
        headline=headline,
        received=received,
        channels={channel: _score(cells, unit_id, channel, period, received, asked) for channel in Channel},
    )


def _score(
    cells: _Cells, unit_id: int | None, channel: Channel, period: Period, received: Received, asked: Sequence[str]
) -> Score:
    parts = [cells[key] for text in period.block_periods if (key := (unit_id, channel.value, text)) in cells]
    histograms = {code: pooled(part.histograms[code] for part in parts if code in part.histograms) for code in asked}
    return score(n=sum(part.n for part in parts), histograms=histograms, received=received.total > 0)


def _headlines(scope: Scope, years: Iterable[int]) -> dict[int, Channel]:
    """The headline channel of each year; that of a service is its unit's."""
    before = {text for year in years for text in _blocks_of_year(year - 1)}
    cells = _cells(_where(Scope(scope.unit_id)), before, by_unit=False)
    return {year: _headline(cells, None, year) for year in years}


def _headline(cells: _Cells, unit_id: int | None, year: int) -> Channel:
    """Verified if the year before had at least 30 verified ratings in each quarter, else open; fixed for the year."""
    for quarter in _quarters(year - 1):
        n = sum(
            cells[key].n for text in quarter.block_periods if (key := (unit_id, Channel.VERIFIED.value, text)) in cells
        )
        if n < MINIMUM_GRADED:
            return Channel.OPEN
    return Channel.VERIFIED


def _blocks_of_year(year: int) -> set[str]:
    return {text for quarter in _quarters(year) for text in quarter.block_periods}


def _quarters(year: int) -> list[Period]:
    return [Period(PeriodKind.QUARTER, year, number) for number in (1, 2, 3, 4)]


def _counts(scope: Scope) -> Sequence[PublicCount]:
    query = select(PublicCount)
    if scope.unit_id is not None:
        query = query.where(PublicCount.unit_id == scope.unit_id)
    return db.session.scalars(query).all()


def _received(counts: Iterable[PublicCount], period: Period) -> Received:
    first, last = period.first_month, period.last_month
    rows = [row for row in counts if first <= row.month <= last]
    return Received(
        published=sum(row.published for row in rows),
        waiting=sum(row.waiting for row in rows),
        held=sum(row.held for row in rows),
        excluded=sum(row.excluded for row in rows),
    )
