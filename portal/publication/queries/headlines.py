"""The channel in which a scope speaks, fixed for a calendar year when the year before was closed."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from portal.core.extensions import db
from portal.domain.headlines import deciding_quarters
from portal.domain.periods import Period
from portal.domain.questionnaire import Channel
from portal.publication.models import HeadlineChannel
from portal.publication.queries.scopes import Scope
from portal.publication.queries.sums import read_cells


def headlines(scope: Scope, years: Collection[int]) -> dict[int, Channel]:
    """The headline channel of a scope in each of these years; open where none was fixed."""
    found = {
        row.year: Channel(row.channel)
        for row in db.session.scalars(
            select(HeadlineChannel).where(HeadlineChannel.scope == scope.name, HeadlineChannel.year.in_(years))
        )
    }
    return {year: found.get(year, Channel.OPEN) for year in years}


def headline(scope: Scope, year: int) -> Channel:
    """The headline channel of a scope in a year."""
    return headlines(scope, {year})[year]


def deciding_counts(scope: Scope, year: int) -> list[tuple[Period, int]]:
    """Verified ratings in whole blocks of each quarter that decides about the year, as they are by now."""
    quarters = deciding_quarters(year)
    cells = read_cells(scope, quarters)
    return [(quarter, cells.n((), Channel.VERIFIED, quarter)) for quarter in quarters]


def headlines_of_year(year: int) -> dict[str, Channel]:
    """By name of scope, every channel that was fixed for the year."""
    rows = db.session.scalars(select(HeadlineChannel).where(HeadlineChannel.year == year))
    return {row.scope: Channel(row.channel) for row in rows}
