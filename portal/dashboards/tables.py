"""Results as CSV: stable English codes in the header, full decimals with a point, no cell that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence

from portal.core.csv_files import safe_cell
from portal.dashboards.queries import CityUnits, KindComparison, Result, UnitRow
from portal.domain.change import Change
from portal.domain.comparison import OUTER, Placed
from portal.domain.errors import NotFound
from portal.domain.rounding import half_up
from portal.domain.scoring import ElementScore, Score

_LIMITS = ("interval_low", "interval_high")
_ELEMENT = ("element", "n", "mean", "index", "grade", *_LIMITS, "hidden")
_INDEX = ("n", "index", "grade", *_LIMITS, "share_satisfied", "hidden")
_UNIT = ("unit", "unit_name", "kind", "distrik")
_CHANGE = ("difference", "difference_low", "difference_high", "at_fixed_mix", "direction")
_PLACED = (
    "unit",
    "n",
    "index",
    "kind_mean",
    "inner_low",
    "inner_high",
    "outer_low",
    "outer_high",
    "standing",
    "rank_first",
    "rank_last",
)
_Row = Sequence[object]


def elements_csv(result: Result) -> str:
    """The elements by weakness, each with its n, mean (four decimals), index, grade, interval and why it is hidden."""
    about = (result.period.text, result.channel.value)
    rows = [(*about, code, *_element(element)) for code, element in result.elements]
    return _csv(("period", "channel", *_ELEMENT), rows)


def trend_csv(result: Result) -> str:
    """The six quarters of the headline channel, oldest first."""
    scores = [(card.period.text, card.channels[result.channel]) for card in result.quarters]
    rows = [(period, result.channel.value, *_index(score)) for period, score in scores]
    return _csv(("period", "channel", *_INDEX), rows)


def matrix_csv(units: CityUnits) -> str:
    """One line per unit and element of the units' headline channels; a unit without a rating has none."""
    rows = [
        (units.period.text, *_unit(row), row.channel.value, code, *_element(element))
        for row in units.rows
        for code, element in row.score.elements.items()
    ]
    return _csv(("period", *_UNIT, "channel", *_ELEMENT), rows)


def scores_csv(units: CityUnits) -> str:
    """One line per unit with the index of its headline channel."""
    rows = [(units.period.text, *_unit(row), row.channel.value, *_index(row.score)) for row in units.rows]
    return _csv(("period", *_UNIT, "channel", *_INDEX), rows)


def changes_csv(units: CityUnits) -> str:
    """One line per unit: its change since the period before, with limits and at a fixed mix of services."""
    rows = [
        (units.period.text, units.period.previous.text, *_unit(row), row.channel.value, *_change(row.change))
        for row in units.rows
    ]
    return _csv(("period", "before", *_UNIT, "channel", *_CHANGE), rows)


def comparison_csv(units: CityUnits) -> str:
    """One line per unit that can be compared: its kind's mean, the limits at its n, its word and its ranks."""
    rows = [
        (units.period.text, compared.kind, compared.channel.value, *_placed(compared, one))
        for compared in units.comparisons
        for one in compared.comparison.members.values()
    ]
    return _csv(("period", "kind", "channel", *_PLACED), rows)


def participation_csv(units: CityUnits) -> str:
    """One line per unit: services with enough answers, of those that owe a known number."""
    rows = [(units.period.text, *_unit(row), row.channel.value, row.reached, row.owed) for row in units.rows]
    return _csv(("period", *_UNIT, "channel", "services_reached", "services_owed"), rows)


_CITY_TABLES: Mapping[str, Callable[[CityUnits], str]] = {
    "matrix": matrix_csv,
    "scores": scores_csv,
    "changes": changes_csv,
    "comparison": comparison_csv,
    "participation": participation_csv,
}


def city_csv(table: str, units: Callable[[], CityUnits]) -> str | None:
    """CSV of a table of many units by its name in addresses; None for one that is not of many units."""
    return _CITY_TABLES[table](units()) if table in _CITY_TABLES else None


_RESULT_TABLES: Mapping[str, Callable[[Result], str]] = {"elements": elements_csv, "trend": trend_csv}


def result_csv(chart: str, result: Result) -> str:
    """CSV of a chart by its name in addresses; NotFound for one that is not drawn."""
    if chart not in _RESULT_TABLES:
        raise NotFound
    return _RESULT_TABLES[chart](result)


def _element(element: ElementScore) -> _Row:
    return (element.n, element.mean, element.index, element.grade, *_limits(element), element.hidden)


def _index(score: Score) -> _Row:
    return (score.n, score.index, score.grade, *_limits(score), score.share_satisfied, score.hidden)


def _change(change: Change | None) -> _Row:
    if change is None:
        return (None,) * len(_CHANGE)
    return (change.difference, *change.interval, change.at_fixed_mix, change.direction.value)


def _placed(compared: KindComparison, one: Placed) -> _Row:
    limits = compared.comparison.limits
    mean = half_up(compared.comparison.mean)
    return (one.key, one.n, one.index, mean, *limits(one.n), *limits(one.n, OUTER), one.standing.value, *one.rank)


def _limits(of: Score | ElementScore) -> _Row:
    return of.interval or (None, None)


def _unit(row: UnitRow) -> _Row:
    return (row.slug, row.name, row.kind, row.distrik)


def _csv(header: Sequence[str], rows: Iterable[_Row]) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(header)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return written.getvalue()
