"""Promises of the sample city: in every state, and the same for the same seed."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from flask import Flask

from portal.catalogue.queries import all_units
from portal.core.database import transaction
from portal.domain.promises import Status
from portal.domain.skm import SKM
from portal.followups.queries import Chosen, all_tracked, promise_counts
from portal.followups.tables import promises_csv
from portal.sample.city import UNITS
from portal.sample.pledges import PLEDGES
from portal.sample.promises import ALWAYS, keep_promises
from tests.builders import a_unit

DAY = datetime.date(2026, 11, 24)
on_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def promised(seed: int) -> list[tuple[str, ...]]:
    """What a seed adds, in the order in which it was made, without its numbers."""
    for slug in ("dukcapil", "puskesmas-remu", "bapenda"):
        a_unit(slug, name=slug)
    with transaction():
        count = keep_promises(units=all_units(), day=DAY, seed=seed)
    _head, *rows = csv.reader(io.StringIO(promises_csv(all_tracked(Chosen(), DAY))))
    return [tuple(row[1:]) for row in sorted(rows, key=lambda row: int(row[0]))[-count:]]


@on_sqlite
def test_the_cast_finds_promises_in_every_state(app: Flask, app_context: None) -> None:
    promised(7)
    counts = promise_counts(DAY, unit_id=a_unit("dukcapil").id)
    assert {status for status in Status if counts[status]} == set(Status)


@on_sqlite
def test_one_seed_makes_the_same_promises(app: Flask, app_context: None) -> None:
    first = promised(7)
    assert promised(7) == first
    assert promised(8) != first


def test_there_are_words_for_every_element_and_the_cast_has_units() -> None:
    assert set(PLEDGES) == set(SKM.codes)
    assert {unit.slug for unit in UNITS} >= ALWAYS
