"""Training plans of units: a promise with a course, and the numbers of staff that it comes to."""

from __future__ import annotations

import datetime

from portal.catalogue.models import Unit
from portal.catalogue.queries import staff_of
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.core.saving import check_version
from portal.domain.errors import FieldError, InvalidInput, Refused
from portal.domain.promises import Kind, Origin, PromiseFacts, State, faults
from portal.domain.training import Headcount, count_faults, money_faults
from portal.followups.models import Course, TrainingPlan
from portal.followups.queries import elements_of
from portal.followups.services.promises import lock, make_promise


def plan_training(
    *,
    unit: Unit,
    course: Course,
    facts: PromiseFacts,
    enrolled: int,
    trigger_period: str = "",
    day: datetime.date,
) -> TrainingPlan:
    """Promise that staff of a unit go to a course; public at once, but for how many they are.

    Raises InvalidInput by field (an element that the course does not serve is `not_served`), Refused: `unit_ended`,
    `course_retired`, MalformedRequest as `make_promise`.
    """
    db.session.refresh(course, with_for_update=True)
    if course.retired_on is not None:
        raise Refused("course_retired")
    staff = staff_of(unit.id, day.year)
    wrong = [*faults(facts, today=day, elements=elements_of(unit, day.year))]
    wrong += count_faults(Headcount(enrolled), seats=course.seats, staff=staff)
    wrong += [FieldError("enrolled", "missing")] if enrolled == 0 else []
    if facts.element and facts.element not in course.elements:
        wrong.append(FieldError("element", "not_served"))
    if facts.kind is not Kind.TRAINING:
        raise ValueError("a training plan is a promise of training")
    if wrong:
        raise InvalidInput(wrong)
    promise = make_promise(
        unit=unit, facts=facts, origin=Origin.TRAINING, origin_ref=course.slug, trigger_period=trigger_period, day=day
    )
    plan = TrainingPlan(promise_id=promise.id, course_id=course.id, enrolled=enrolled, version=1)
    db.session.add(plan)
    db.session.flush()
    return plan


def count_training(
    *, plan: TrainingPlan, count: Headcount, spent: int, version: int | None, day: datetime.date
) -> dict[str, int]:
    """Say how many are enrolled, finished and certified, and what was spent; gives what was said before.

    Raises Conflict over another version, InvalidInput by field, Refused `withdrawn` for a promise that was given up.
    """
    lock(plan.promise)
    db.session.refresh(plan)
    before, after = _said(plan.count, plan.spent), _said(count, spent)
    check_version(plan.version, version, {name: (before[name], after[name]) for name in after})
    if plan.promise.state == State.WITHDRAWN:
        raise Refused("withdrawn")
    staff = staff_of(plan.promise.unit_id, day.year)
    wrong = [*count_faults(count, seats=plan.course.seats, staff=staff), *money_faults("spent", spent)]
    if wrong:
        raise InvalidInput(wrong)
    if before != after:
        plan.enrolled, plan.finished, plan.certified = count.enrolled, count.finished, count.certified
        plan.spent, plan.version = spent, plan.version + 1
        db.session.flush()
        bump_public_revision()
    return before


def _said(count: Headcount, spent: int) -> dict[str, int]:
    return {**vars(count), "spent": spent}
