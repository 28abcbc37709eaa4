"""The city's catalogue of training: the list, a new course, a change, out of the offer and back."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.core.paging import asked_page, asked_words
from portal.core.saving import Conflict
from portal.domain.errors import InvalidInput, Refused
from portal.domain.permissions import Deed
from portal.followups import training_words, words
from portal.followups.forms.training import CourseForm, course_filled_in
from portal.followups.models import Course
from portal.followups.queries import course_by_slug, course_said, courses_page
from portal.followups.services import bring_course_back, change_course, create_course, retire_course
from portal.surveys.queries import element_names

bp = Blueprint("training", __name__)
_Answer = Response | str | tuple[str, int]
_TEMPLATE = "followups/training_course.html"


@bp.get("/admin/training")
@needs(Deed.READ_TRAINING)
def courses() -> str:
    """All courses, those on offer first."""
    searched = asked_words()
    found = courses_page(searched, asked_page())
    return render_template("followups/training_courses.html", found=found, searched=searched, words=words)


@bp.route("/admin/training/new", methods=["GET", "POST"])
@needs(Deed.EDIT_TRAINING)
def new_course() -> _Answer:
    """A new course."""
    return _edited(CourseForm(), None, _create)


@bp.route("/admin/training/<slug:course>/edit", methods=["GET", "POST"])
@needs(Deed.EDIT_TRAINING)
def edit_course(course: str) -> _Answer:
    """Say something else of a course; plans that chose it go on."""
    found = course_by_slug(course)
    form = CourseForm() if request.method == "POST" else CourseForm(data=course_filled_in(found))
    return _edited(form, found, lambda form: _change(course, form))


@bp.post("/admin/training/<slug:course>/retire")
@needs(Deed.EDIT_TRAINING)
def retire(course: str) -> Response:
    """Offer it no more."""
    return _turned(course, "retire", lambda one: retire_course(course=one, day=today()), _("Tidak ditawarkan lagi."))


@bp.post("/admin/training/<slug:course>/return")
@needs(Deed.EDIT_TRAINING)
def bring_back(course: str) -> Response:
    """Offer it again."""
    return _turned(course, "return", lambda one: bring_course_back(course=one), _("Ditawarkan lagi."))


def _edited(form: CourseForm, course: Course | None, deed: Callable[[CourseForm], None]) -> _Answer:
    """Show the form, or do it and say so; what is wrong or stale shows the form again, with all that was entered."""
    form.offer(element_names())
    conflict = None
    if request.method == "GET":
        return _page(form, course, None)
    if form.validate():
        try:
            deed(form)
        except InvalidInput as error:
            form.add_errors(error.errors)
        except Conflict as stale:
            conflict = stale
        else:
            flash(_("Tersimpan."))
            return redirect(url_for("training.courses"), 303)
    return _page(form, course, conflict), 409 if conflict else 422


def _page(form: CourseForm, course: Course | None, conflict: Conflict | None) -> str:
    version = conflict.version if conflict else form.version.data
    shown = training_words.conflict_shown(conflict)
    labels = training_words.COURSE_FIELDS
    return render_template(_TEMPLATE, form=form, course=course, shown_with=version, conflict=shown, labels=labels)


def _create(form: CourseForm) -> None:
    with transaction():
        made = create_course(facts=form.facts)
        note("training.create", made.slug, after=course_said(made.facts))


def _change(slug: str, form: CourseForm) -> None:
    with transaction():
        course = course_by_slug(slug)
        before = change_course(course=course, facts=form.facts, version=form.version.data)
        note("training.change", slug, before=before, after=course_said(course.facts))


def _turned(slug: str, verb: str, deed: Callable[[Course], None], done: str) -> Response:
    try:
        with transaction():
            course = course_by_slug(slug)
            deed(course)
            note(f"training.{verb}", slug)
        flash(f"{course.name}: {done}")
    except Refused as refusal:
        flash(training_words.refused(refusal), REFUSED)
    return redirect(url_for("training.courses"), 303)
