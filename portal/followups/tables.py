"""The tracker as CSV: stable English codes in the header, and no cell that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from portal.core.csv_files import safe_cell
from portal.followups.queries import Tracked, said_of

_SAID = ("element", "kind", "cause", "action", "owner", "starts_on", "due_on", "budget", "budget_source")
_COLUMNS = ("number", "unit", "unit_name", "status", "state", *_SAID)
_WEIGHING = ("confirmed_weighing", "disputed_weighing")
"""Of these the status is made: of the voices that one line sends in a day, the first weighs."""
_AFTER = ("origin", "trigger_period", "made_on", "done_on", "round", "confirmed", "disputed", *_WEIGHING)


def promises_csv(tracked: Iterable[Tracked]) -> str:
    """One line per promise; days as `2026-09-30`, money in whole rupiah."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow((*_COLUMNS, *_AFTER))
    for one in tracked:
        writer.writerow([safe_cell(value) for value in _row(one)])
    return written.getvalue()


def _row(one: Tracked) -> list[object]:
    promise, said = one.promise, said_of(one.promise.facts)
    head = (promise.id, promise.unit.slug, promise.unit.name, one.status.value, promise.state)
    since = (promise.origin, promise.trigger_period, promise.made_on, promise.done_on)
    voices = (promise.round, one.voices.confirmed, one.voices.disputed, *one.voices.weighing)
    return [*head, *(said[name] for name in _SAID), *since, *voices]
