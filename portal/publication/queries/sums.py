"""Sums of whole blocks as the roll-up holds them: the only numbers that a score is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.core.extensions import db
from portal.domain.entries import BlockKind
from portal.domain.histograms import Histogram, pooled
from portal.domain.periods import Period
from portal.domain.questionnaire import Channel
from portal.publication.models import Rollup
from portal.publication.queries.scopes import Scope
from portal.surveys.queries import PublishedSurvey, survey_by_id

BY_UNIT = (Rollup.unit_id,)
BY_SERVICE = (Rollup.service_id,)
BY_UNIT_AND_SERVICE = (Rollup.unit_id, Rollup.service_id)


@dataclass(frozen=True)
class Sums:
    """Ratings to one questionnaire, and the histogram of each of its elements (without blanks)."""

    survey_id: int
    n: int
    histograms: Mapping[str, Histogram]


class Cells:
    """Sums of one reading, found by group (unit, service, both or none), channel and period of blocks."""

    def __init__(self, cells: Mapping[tuple[tuple[int, ...], str, str], Sequence[Sums]]) -> None:
        self._cells = cells

    @property
    def groups(self) -> set[tuple[int, ...]]:
        """Every group of which there is something."""
        return {group for group, _channel, _period in self._cells}

    def of(self, group: tuple[int, ...], channel: Channel, period: Period) -> list[Sums]:
        """The sums whose blocks lie wholly inside the period."""
        keys = ((group, channel.value, text) for text in period.block_periods)
        return [sums for key in keys for sums in self._cells.get(key, ())]

    def n(self, group: tuple[int, ...], channel: Channel, period: Period) -> int:
        """How many ratings these are."""
        return sum(sums.n for sums in self.of(group, channel, period))

    def n_of_blocks(self, group: tuple[int, ...], channel: Channel, text: str) -> int:
        """How many ratings stand in the blocks of exactly this month, quarter or year, its parts left out."""
        return sum(sums.n for sums in self._cells.get((group, channel.value, text), ()))


def read_cells(
    scope: Scope,
    periods: Iterable[Period],
    by: Sequence[InstrumentedAttribute[int]] = (),
    elements: Collection[str] | None = None,
    kind: BlockKind = BlockKind.COUNTED,
) -> Cells:
    """The sums of a scope in all blocks that lie inside one of the periods, from one query; None: all elements."""
    block_periods = sorted({text for period in periods for text in period.block_periods})
    keys: list[ColumnElement[Any] | InstrumentedAttribute[Any]] = [
        *by,
        Rollup.channel,
        Rollup.period,
        Rollup.survey_id,
        Rollup.element,
    ]
    sums = [func.sum(column) for column in (Rollup.blank, Rollup.n1, Rollup.n2, Rollup.n3, Rollup.n4)]
    query = select(*keys, *sums).where(*scope.rows(kind), Rollup.period.in_(block_periods)).group_by(*keys)
    if elements is not None:
        query = query.where(Rollup.element.in_(sorted(elements)))
    gathered: dict[tuple[tuple[int, ...], str, str, int], dict[str, tuple[int, Histogram]]] = {}
    for row in db.session.execute(query):
        group = tuple(row[: len(by)])
        channel, period, survey_id, element, blank, *counts = row[len(by) :]
        n1, n2, n3, n4 = map(int, counts)
        cell = gathered.setdefault((group, channel, period, survey_id), {})
        cell[element] = (int(blank) + n1 + n2 + n3 + n4, (n1, n2, n3, n4))
    cells: dict[tuple[tuple[int, ...], str, str], list[Sums]] = {}
    for (group, channel, period, survey_id), columns in gathered.items():
        n = max(n for n, _histogram in columns.values())
        found = Sums(survey_id, n, {element: histogram for element, (_n, histogram) in columns.items()})
        cells.setdefault((group, channel, period), []).append(found)
    return Cells(cells)


def pool(parts: Sequence[Sums]) -> tuple[PublishedSurvey, int, dict[str, Histogram]]:
    """The newest questionnaire of these sums, and n and histograms over all that ask the same elements.

    Versions with other elements do not pool: they stand beside, and are not part of this score. ValueError for none.
    """
    if not parts:
        raise ValueError("nothing to pool")
    survey = survey_by_id(max(part.survey_id for part in parts))
    codes = set(survey.questionnaire.codes)
    alike = [part for part in parts if set(survey_by_id(part.survey_id).questionnaire.codes) == codes]
    histograms = {
        code: pooled(part.histograms[code] for part in alike if code in part.histograms)
        for code in survey.questionnaire.codes
    }
    return survey, sum(part.n for part in alike), histograms
