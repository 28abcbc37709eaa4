"""How a scope changed since the period before, within its headline channel and with its mix of services held fixed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from portal.domain.change import Change, Stratum, change
from portal.domain.scoring import published_index
from portal.publication.queries.scopes import CITY
from portal.publication.queries.scorecards import Scorecard
from portal.publication.queries.sums import BY_SERVICE, BY_UNIT_AND_SERVICE, Cells, Sums, pool, read_cells


def change_between(before: Scorecard, after: Scorecard) -> Change | None:
    """The change of one scope from one period to a later one, in the headline channel of the later.

    None where either has fewer than 30 ratings, a withheld index or other elements.
    """
    return _change(before, after, service_strata(before, after).values())


def service_strata(before: Scorecard, after: Scorecard) -> dict[int, Stratum]:
    """By number, each service of a scope in both periods and the later one's headline channel; 0 is "layanan lain"."""
    cells = read_cells(after.scope, [before.period, after.period], BY_SERVICE)
    return {group[0]: _stratum(before, after, cells, group) for group in sorted(cells.groups)}


def unit_changes(before: Mapping[int, Scorecard], after: Mapping[int, Scorecard]) -> dict[int, Change | None]:
    """`change_between` of every unit in both, from one reading."""
    both = [unit_id for unit_id in after if unit_id in before]
    if not both:
        return {}
    periods = [before[both[0]].period, after[both[0]].period]
    cells = read_cells(CITY, periods, BY_UNIT_AND_SERVICE)
    groups: dict[int, list[tuple[int, ...]]] = {}
    for group in cells.groups:
        groups.setdefault(group[0], []).append(group)
    changes = {}
    for unit_id in both:
        first, second = before[unit_id], after[unit_id]
        strata = (_stratum(first, second, cells, group) for group in groups.get(unit_id, []))
        changes[unit_id] = _change(first, second, strata)
    return changes


def _change(before: Scorecard, after: Scorecard, strata: Iterable[Stratum]) -> Change | None:
    first, second = before.channels[after.headline], after.channels[after.headline]
    if first.elements.keys() != second.elements.keys():
        return None
    return change(first, second, list(strata))


def _stratum(before: Scorecard, after: Scorecard, cells: Cells, group: tuple[int, ...]) -> Stratum:
    channel, asked = after.headline, list(after.headline_score.elements)
    first, second = cells.of(group, channel, before.period), cells.of(group, channel, after.period)
    return Stratum(
        n_before=sum(part.n for part in first),
        n_after=sum(part.n for part in second),
        index_before=_index(first, asked),
        index_after=_index(second, asked),
    )


def _index(parts: list[Sums], asked: list[str]) -> Decimal | None:
    if not parts:
        return None
    _survey, _n, histograms = pool(parts)
    return published_index({code: histograms[code] for code in asked if code in histograms})
