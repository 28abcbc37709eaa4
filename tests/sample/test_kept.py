"""What came of promises in the sample city is measured from its ratings, by the same code as everywhere."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from flask import Flask

from portal.catalogue.queries import unit_by_slug
from portal.core.database import transaction
from portal.domain.change import Direction
from portal.domain.effect import Effect
from portal.followups.queries import effects_of, promises_of_unit
from portal.publication.jobs import release
from portal.sample import flow, ratings
from portal.sample.city.kept import KEPT
from portal.sample.promises import keep_promises
from portal.sample.ratings import sample_ratings
from portal.sample.services import store_catalogue, store_ratings
from portal.surveys.queries import current_survey

RUNNING, DAY = "2026-11", datetime.date(2026, 11, 24)
BEFORE_AND_AFTER = {f"{year}-0{month}" for year in (2025, 2026) for month in (7, 8, 9)}


def some_cells(*args: object, **named: object) -> Iterator[flow.Cell]:
    """Of the whole city's cells those that the effect in a dinas is read from, so that the test is quick."""
    for cell in flow.cells(*args, **named):  # type: ignore[arg-type]
        if cell.unit.kind == "dinas" and cell.month in BEFORE_AND_AFTER:
            yield cell


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_promises_of_last_spring_show_what_came_of_them(
    app: Flask, app_context: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ratings, "cells", some_cells)
    with transaction():
        survey = current_survey()
        store_catalogue(year=DAY.year, seed=9671)
        rated = sample_ratings(
            questionnaire=survey.questionnaire, running=RUNNING, months=24, responses=60_000, seed=9671
        )
        store_ratings(ratings=rated, survey_id=survey.id)
        keep_promises(units=[unit_by_slug(slug) for slug in KEPT], day=DAY, seed=9671)
    release(day=DAY, close="2026-10")
    found = {slug: said(slug) for slug in KEPT}
    risen = {slug for slug, effect in found.items() if effect.direction is Direction.UP}
    assert risen == {slug for slug, kept in KEPT.items() if kept.points} == {"dinas-pendidikan", "dinas-tenaga-kerja"}
    assert found["dinas-perhubungan"].effect < 0


def said(slug: str) -> Effect:
    promises = promises_of_unit(unit_by_slug(slug).id)
    (found,) = (one.found for one in effects_of(promises).values() if isinstance(one.found, Effect))
    return found
