"""A unit's plan of training: what is proposed to it and why, a new plan, and how many staff it comes to."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note
from portal.catalogue.models import Unit
from portal.catalogue.queries import unit_by_slug
from portal.core.clock import this_month, today
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.core.paging import asked_page, asked_words
from portal.core.saving import Conflict
from portal.domain.errors import InvalidInput, Refused
from portal.domain.permissions import Deed
from portal.followups import training_words, words
from portal.followups.forms.training import CountForm, PlanForm, action_of, written_amount
from portal.followups.models import Course, TrainingPlan
from portal.followups.queries import (
    Need,
    course_by_slug,
    courses_page,
    elements_of,
    need_of,
    plan_of_unit,
    plans_of_unit,
    proposals,
    said_of,
    tracked,
)
from portal.followups.services import count_training, plan_training
from portal.followups.staff_views.training import bp

_Answer = Response | str | tuple[str, int]
_SAY = {"words": words, "say": training_words}


@bp.get("/workplace/<slug:unit>/training")
@needs(Deed.READ_REVIEWS, unit="unit")
def plans(unit: str) -> str:
    """The unit's plans with their numbers, and the courses that its weak elements call for."""
    found = unit_by_slug(unit)
    need, page = need_of(found, this_month()), plans_of_unit(found.id, asked_page())
    offered = proposals(found, need, today().year)
    states = {plan.promise_id: tracked(plan.promise, today()) for plan in page.items}
    shown = {"need": need, "proposals": offered, "states": states}
    return render_template("followups/training_plans.html", unit=found, found=page, **shown, **_SAY)


@bp.get("/workplace/<slug:unit>/training/courses")
@needs(Deed.READ_REVIEWS, unit="unit")
def offer(unit: str) -> str:
    """All courses on offer, to choose another one than is proposed."""
    found, searched = unit_by_slug(unit), asked_words()
    page = courses_page(searched, asked_page(), only_offered=True)
    return render_template("followups/training_offer.html", unit=found, found=page, searched=searched, **_SAY)


@bp.get("/workplace/<slug:unit>/training/courses/<slug:course>")
@needs(Deed.KEEP_PROMISES, unit="unit")
def plan(unit: str, course: str) -> str:
    """The form of a plan to send staff to a course, about the weakest element that it serves."""
    found, chosen = unit_by_slug(unit), course_by_slug(course)
    return _plan_page(found, chosen, PlanForm(data=_proposed(found, chosen, need_of(found, this_month()))))


@bp.post("/workplace/<slug:unit>/training/courses/<slug:course>")
@needs(Deed.KEEP_PROMISES, unit="unit")
def make(unit: str, course: str) -> _Answer:
    """Make the plan: a promise, public at once but for the number of people."""
    found, chosen, form = unit_by_slug(unit), course_by_slug(course), PlanForm()
    form.offer(_elements(found, chosen))
    if form.validate():
        try:
            return _planned(unit, course, form, need_of(found, this_month()))
        except InvalidInput as error:
            form.add_errors(error.errors)
        except Refused as refusal:
            return _to_plans(unit, training_words.refused(refusal), REFUSED)
    return _plan_page(found, chosen, form), 422


@bp.get("/workplace/<slug:unit>/training/<int:number>")
@needs(Deed.KEEP_PROMISES, unit="unit")
def count(unit: str, number: int) -> str:
    """The form with how many are enrolled, finished and certified, and what was spent."""
    found = plan_of_unit(unit, number)
    return _count_page(found, CountForm(data=_counted(found)))


@bp.post("/workplace/<slug:unit>/training/<int:number>")
@needs(Deed.KEEP_PROMISES, unit="unit")
def keep_count(unit: str, number: int) -> _Answer:
    """Keep these numbers."""
    found, form = plan_of_unit(unit, number), CountForm()
    if form.validate():
        try:
            return _kept(unit, number, form)
        except InvalidInput as error:
            form.add_errors(error.errors)
        except Conflict as conflict:
            return _count_page(plan_of_unit(unit, number), form, conflict), 409
        except Refused as refusal:
            return _to_plans(unit, training_words.refused(refusal), REFUSED)
    return _count_page(found, form), 422


def _planned(unit: str, course: str, form: PlanForm, need: Need) -> Response:
    """About one of the weak elements, the period that showed it is what led to the promise."""
    led = need.period.text if form.element.data in {weak.element for weak in need.elements} else ""
    with transaction():
        chosen = course_by_slug(course)
        made = plan_training(
            unit=unit_by_slug(unit),
            course=chosen,
            facts=form.facts(chosen),
            enrolled=form.enrolled.data or 0,
            trigger_period=led,
            day=today(),
        )
        said = {**said_of(made.promise.facts), "course": course, "enrolled": made.enrolled}
        note("training_plan.make", f"{unit} {made.promise_id}", after=said)
    return _to_plans(unit, _("Rencana disimpan; janjinya kini dapat dilihat semua orang, tanpa jumlah pegawai."))


def _kept(unit: str, number: int, form: CountForm) -> Response:
    with transaction():
        found = plan_of_unit(unit, number)
        sent = {"count": form.count, "spent": form.rupiah}
        before = count_training(plan=found, version=form.version.data, day=today(), **sent)  # type: ignore[arg-type]
        after = {**vars(found.count), "spent": found.spent}
        note("training_plan.count", f"{unit} {number}", before=before, after=after)
    return _to_plans(unit, _("Angka tersimpan."))


def _to_plans(unit: str, message: str, category: str = "message") -> Response:
    flash(message, category)
    return redirect(url_for("training.plans", unit=unit), 303)


def _elements(unit: Unit, course: Course) -> list[str]:
    """The elements that the course serves and the unit is asked about."""
    return [code for code in elements_of(unit, today().year) if code in course.elements]


def _proposed(unit: Unit, course: Course, need: Need) -> dict[str, object]:
    """The weakest element that the course serves, with the reason in words; the price of one seat as a beginning."""
    weak = next((one for one in need.elements if one.element in _elements(unit, course)), None)
    return {
        "element": weak.element if weak else "",
        "cause": training_words.reason_of(weak, need) if weak else "",
        "starts_on": today(),
        "budget": written_amount(course.cost),
        "budget_source": course.funding,
    }


def _counted(plan: TrainingPlan) -> dict[str, object]:
    return {**vars(plan.count), "spent": written_amount(plan.spent), "version": plan.version}


def _plan_page(unit: Unit, course: Course, form: PlanForm) -> str:
    form.offer(_elements(unit, course))
    return render_template(
        "followups/training_plan.html", unit=unit, course=course, form=form, action=action_of(course), **_SAY
    )


def _count_page(plan: TrainingPlan, form: CountForm, conflict: Conflict | None = None) -> str:
    version = conflict.version if conflict else form.version.data
    shown = training_words.conflict_shown(conflict)
    return render_template(
        "followups/training_count.html", plan=plan, form=form, shown_with=version, conflict=shown, **_SAY
    )
