"""Training of the sample city: a dozen courses, plans of the cast's units and of others, and public totals."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask

from portal.catalogue.queries import all_units
from portal.core.database import transaction
from portal.domain.skm import SKM
from portal.followups.queries import every_course, plans_of_unit, training_totals
from portal.sample.promises import ALWAYS
from portal.sample.training import SKETCHES, plan_courses
from tests.builders import a_unit

DAY = datetime.date(2026, 11, 24)
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def test_a_dozen_courses_serve_every_element_and_the_cast_finds_plans(app: Flask, app_context: None) -> None:
    for slug in (*ALWAYS, *(f"dinas-{number}" for number in range(8))):
        a_unit(slug, name=slug, staff=7)
    with transaction():
        made = plan_courses(units=all_units(), day=DAY, seed=7)
    assert len(every_course()) == len(SKETCHES) == 12
    assert {code for sketch in SKETCHES for code in sketch.elements} == set(SKM.codes)
    plans = [plan for unit in all_units() for plan in plans_of_unit(unit.id, 1).items]
    assert len(plans) == made
    assert all(0 < plan.enrolled <= 7 for plan in plans)
    assert {plan.promise.state for plan in plans} == {"done", "going"}
    assert all(plans_of_unit(a_unit(slug).id, 1).items for slug in ALWAYS)
    assert training_totals().city.total.courses == made
