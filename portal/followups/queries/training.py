"""Reads of training: the catalogue, a unit's plans, what is proposed to it and why, and the city's totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select

from portal.catalogue.models import Unit
from portal.core.extensions import db
from portal.core.paging import PAGE, Paged
from portal.domain.errors import NotFound
from portal.domain.periods import Period
from portal.domain.promises import State
from portal.domain.questionnaire import Channel
from portal.domain.training import CourseFacts, Headcount, Total, Totals, Weak, published_totals, weak_elements
from portal.followups.models import Course, Promise, TrainingPlan
from portal.followups.queries.promises import elements_of, promise_of_unit
from portal.publication.queries import asked_period, of_unit, scorecard


@dataclass(frozen=True)
class Need:
    """The weak elements of a unit: in which period and channel, and of how many ratings."""

    period: Period
    channel: Channel
    n: int
    elements: Sequence[Weak]


@dataclass(frozen=True)
class Proposal:
    """A course that serves a weak element; the element is the weakest one that it serves."""

    course: Course
    weak: Weak


def course_by_slug(slug: str) -> Course:
    """One course; raises NotFound `unknown_course`."""
    course = db.session.scalar(select(Course).where(Course.slug == slug))
    if course is None:
        raise NotFound("unknown_course")
    return course


def courses_page(words: str, page: int, *, only_offered: bool = False) -> Paged[Course]:
    """The courses whose name, provider, university or competences hold these words, offered ones first."""
    query: Select[Course] = select(Course)
    if words:
        columns = (Course.name, Course.provider, Course.university, Course.competences)
        query = query.where(or_(*(column.icontains(words, autoescape=True) for column in columns)))
    if only_offered:
        query = query.where(Course.retired_on.is_(None))
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    ordered = query.order_by(Course.retired_on.is_not(None), Course.name, Course.id)
    return Paged(db.session.scalars(ordered.limit(PAGE).offset((page - 1) * PAGE)).all(), total, page)


def every_course() -> Sequence[Course]:
    """The whole catalogue, in the order in which it was made."""
    return db.session.scalars(select(Course).order_by(Course.id)).all()


def courses_by_slug() -> Mapping[str, Course]:
    """The same, by slug."""
    return {course.slug: course for course in every_course()}


def course_slugs() -> frozenset[str]:
    """Every slug that a course has."""
    return frozenset(db.session.scalars(select(Course.slug)))


def course_said(facts: CourseFacts) -> dict[str, object]:
    """What is said of a course, as JSON-able values by field: for the record and for stale forms."""
    texts = ("name", "provider", "university", "certificate", "competences")
    return {
        **{name: getattr(facts, name).strip() for name in texts},
        "elements": ", ".join(sorted(set(facts.elements))),
        "cost": facts.cost,
        "funding": facts.funding.value,
        "seats": facts.seats,
    }


def need_of(unit: Unit, month: str) -> Need:
    """The elements of a unit that lie below the mean of all, in its headline channel and last published quarter."""
    scope = of_unit(unit)
    card = scorecard(scope, asked_period(None, scope, month))
    return Need(card.period, card.headline, card.headline_score.n, weak_elements(card.headline_score))


def proposals(unit: Unit, need: Need, year: int) -> list[Proposal]:
    """The courses on offer that serve an element which the unit needs, those for the weakest first."""
    asked, found = set(elements_of(unit, year)), []
    for course in db.session.scalars(select(Course).where(Course.retired_on.is_(None)).order_by(Course.name)):
        served = (weak for weak in need.elements if weak.element in course.elements and weak.element in asked)
        weak = next(served, None)
        if weak is not None:
            found.append(Proposal(course, weak))
    order = [weak.element for weak in need.elements]
    return sorted(found, key=lambda one: order.index(one.weak.element))


def plans_of_unit(unit_id: int, page: int) -> Paged[TrainingPlan]:
    """The training plans of a unit, the newest first."""
    query = select(TrainingPlan).join(TrainingPlan.promise).where(Promise.unit_id == unit_id)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    found = query.order_by(TrainingPlan.promise_id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return Paged(db.session.scalars(found).all(), total, page)


def plan_of_unit(unit: str, number: int) -> TrainingPlan:
    """The plan behind a promise of the unit with that slug; raises NotFound `unknown_promise`."""
    plan = db.session.get(TrainingPlan, promise_of_unit(unit, number).id)
    if plan is None:
        raise NotFound("unknown_promise")
    return plan


def training_totals() -> Totals:
    """What the public sees of all plans that were not withdrawn: the city, and kinds of units of today."""
    sums = (TrainingPlan.enrolled, TrainingPlan.finished, TrainingPlan.certified, Promise.budget, TrainingPlan.spent)
    query = (
        select(
            Unit.kind, func.count(Unit.id.distinct()), func.count(), *(func.coalesce(func.sum(one), 0) for one in sums)
        )
        .select_from(TrainingPlan)
        .join(Promise, Promise.id == TrainingPlan.promise_id)
        .join(Unit, Unit.id == Promise.unit_id)
        .where(Promise.state != State.WITHDRAWN.value)
        .group_by(Unit.kind)
    )
    return published_totals({row[0]: _total(*map(int, row[1:])) for row in db.session.execute(query)})


def _total(units: int, courses: int, enrolled: int, finished: int, certified: int, planned: int, spent: int) -> Total:
    return Total(units, courses, Headcount(enrolled, finished, certified), planned, spent)
