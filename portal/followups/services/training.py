"""Writes to the city's catalogue of training. A course is taken out and brought back, never deleted: plans name it."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from portal.core.csv_files import BadLine
from portal.core.database import serialise
from portal.core.extensions import db
from portal.core.saving import check_version
from portal.domain.catalogue import free_slug
from portal.domain.errors import DomainError, InvalidInput, Refused
from portal.domain.texts import MAX_SLUG
from portal.domain.training import CourseFacts, course_faults
from portal.followups.models import Course
from portal.followups.queries import course_said, course_slugs, courses_by_slug
from portal.surveys.queries import element_names


@dataclass(frozen=True)
class CourseLine:
    """One line of a catalogue file; `slug` empty for a new course."""

    number: int
    slug: str
    facts: CourseFacts


@dataclass
class CoursesImported:
    """What an import did."""

    made: int = 0
    changed: int = 0


class BadCourses(DomainError):
    """Lines that contradict what is stored; nothing was changed."""

    code = "bad_courses"

    def __init__(self, lines: Sequence[BadLine]) -> None:
        super().__init__("; ".join(map(str, lines)))
        self.lines = tuple(lines)


def create_course(*, facts: CourseFacts) -> Course:
    """A new course, with a slug made from its name. Raises InvalidInput by field."""
    serialise("training")
    _check(facts)
    slug = free_slug(_plain(facts.name) or "pelatihan", course_slugs(), MAX_SLUG)
    course = Course(slug=slug, version=1, **_columns(facts))
    db.session.add(course)
    db.session.flush()
    return course


def change_course(*, course: Course, facts: CourseFacts, version: int | None) -> dict[str, object]:
    """Say something else of a course; gives what was said before. Raises Conflict, InvalidInput by field."""
    serialise("training")
    db.session.refresh(course)
    before, after = course_said(course.facts), course_said(facts)
    check_version(course.version, version, {name: (before[name], after[name]) for name in after})
    _check(facts)
    if before != after:
        _change(course, facts)
    return before


def retire_course(*, course: Course, day: datetime.date) -> None:
    """Offer it no more; plans that chose it go on. Raises Refused `already_retired`."""
    serialise("training")
    db.session.refresh(course)
    if course.retired_on is not None:
        raise Refused("already_retired")
    course.retired_on, course.version = day, course.version + 1
    db.session.flush()


def bring_course_back(*, course: Course) -> None:
    """Offer it again. Raises Refused `in_use`."""
    serialise("training")
    db.session.refresh(course)
    if course.retired_on is None:
        raise Refused("in_use")
    course.retired_on, course.version = None, course.version + 1
    db.session.flush()


def import_courses(*, lines: Sequence[CourseLine]) -> CoursesImported:
    """Make and change courses by slug, all or none. Raises BadCourses for a slug that no course has."""
    serialise("training")
    known, done = courses_by_slug(), CoursesImported()
    bad = [
        BadLine(line.number, "course", f"«{line.slug}» tidak ada; kosongkan untuk pelatihan baru")
        for line in lines
        if line.slug and line.slug not in known
    ]
    if bad:
        raise BadCourses(bad)
    for line in lines:
        if not line.slug:
            create_course(facts=line.facts)
            done.made += 1
        elif course_said(known[line.slug].facts) != course_said(line.facts):
            _change(known[line.slug], line.facts)
            done.changed += 1
    return done


def _check(facts: CourseFacts) -> None:
    wrong = course_faults(facts, elements=element_names())
    if wrong:
        raise InvalidInput(wrong)


def _change(course: Course, facts: CourseFacts) -> None:
    for name, value in _columns(facts).items():
        setattr(course, name, value)
    course.version += 1
    db.session.flush()


def _columns(facts: CourseFacts) -> dict[str, object]:
    order = list(element_names())
    texts = ("name", "provider", "university", "certificate", "competences")
    return {
        **{name: getattr(facts, name).strip() for name in texts},
        "elements": sorted(set(facts.elements), key=order.index),
        "cost": facts.cost,
        "funding": facts.funding.value,
        "seats": facts.seats,
    }


def _plain(name: str) -> str:
    """Letters, digits and hyphens alone: "Pelayanan prima" is `pelayanan-prima`."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
