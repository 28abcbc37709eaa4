"""Results as CSV: stable English codes in the header, full decimals with a point, no cell that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence

from portal.dashboards.queries import CityUnits, Result, UnitRow
from portal.domain.errors import NotFound
from portal.domain.scoring import ElementScore, Score

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_LIMITS = ("interval_low", "interval_high")
_ELEMENT = ("element", "n", "mean", "index", "grade", *_LIMITS, "hidden")
_INDEX = ("n", "index", "grade", *_LIMITS, "share_satisfied", "hidden")
_UNIT = ("unit", "unit_name", "kind", "distrik")
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


def _limits(of: Score | ElementScore) -> _Row:
    return of.interval or (None, None)


def _unit(row: UnitRow) -> _Row:
    return (row.slug, row.name, row.kind, row.distrik)


def _csv(header: Sequence[str], rows: Iterable[_Row]) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: object) -> str:
    """A value as text. An apostrophe stands before what a spreadsheet would take for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
