"""At a year's close: in which channel the city, its kinds, its distriks and its units speak in the year that follows.

Fixed then and for the whole year, and written to the log, so that nobody can choose the kinder channel afterwards.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from portal.catalogue.models import Unit
from portal.catalogue.queries import all_units, units_in
from portal.core.extensions import db
from portal.domain.entries import method_entry
from portal.domain.headlines import deciding_quarters, headline_channel
from portal.domain.periods import Period
from portal.domain.questionnaire import Channel
from portal.ledger.services import append
from portal.publication.models import HeadlineChannel
from portal.publication.queries.closing import closed_years
from portal.publication.queries.scopes import CITY, of_unit
from portal.publication.queries.sums import BY_UNIT, Cells, read_cells


def fix_headlines(*, close: str, day: datetime.date) -> None:
    """Fix the channels of each year that follows a closed December and has none yet. `close`: the month closed."""
    for year in _years_due(close):
        channels = _channels(year)
        db.session.add_all(
            HeadlineChannel(year=year, scope=scope, channel=channel.value) for scope, channel in channels.items()
        )
        append(method_entry(year=year, headlines=channels, released=day))
    db.session.flush()


def _years_due(close: str) -> list[int]:
    """The years after those that are closed by now and that nothing was fixed for."""
    fixed = set(db.session.scalars(select(HeadlineChannel.year).distinct()))
    return [year + 1 for year in closed_years(close) if year + 1 not in fixed]


def _channels(year: int) -> dict[str, Channel]:
    """By name of scope: verified where the year before has enough verified ratings in each quarter, else open."""
    quarters = deciding_quarters(year)
    cells = read_cells(CITY, quarters, BY_UNIT)
    scopes = {CITY.name: [unit.id for unit in all_units()], **_scopes(units_in(year))}
    return {name: _channel(cells, units, quarters) for name, units in scopes.items()}


def _channel(cells: Cells, unit_ids: Iterable[int], quarters: Sequence[Period]) -> Channel:
    ids = list(unit_ids)
    return headline_channel([sum(cells.n((i,), Channel.VERIFIED, quarter) for i in ids) for quarter in quarters])


def _scopes(units: Sequence[Unit]) -> Mapping[str, list[int]]:
    scopes: dict[str, list[int]] = {}
    for unit in units:
        for name in (f"kind/{unit.kind}", f"distrik/{unit.distrik}" if unit.distrik else "", of_unit(unit).name):
            if name:
                scopes.setdefault(name, []).append(unit.id)
    return scopes
