"""What the views of the desk have in common: their blueprint, and how a deed is shown, done and put on record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from flask import Blueprint, flash, redirect, render_template
from werkzeug.wrappers import Response

from portal.accounts.access import note
from portal.catalogue.forms import FIELD_WORDS, KIND_WORDS, effects, refusal
from portal.catalogue.forms.desk import CatalogueForm
from portal.catalogue.services import Plan, begin_plan, carry_out
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.saving import Conflict
from portal.domain.errors import Refused

bp = Blueprint("catalogue", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """The kinds of units and what is said of them, in words."""
    return {"kind_words": KIND_WORDS, "field_words": FIELD_WORDS, "running_year": this_year()}


def this_year() -> int:
    """The year it is in the city."""
    return today().year


def shown_year(planned: Collection[object]) -> int:
    """The year whose facts a form opens with: where something is planned the next, so that saving keeps the plan."""
    return this_year() + 1 if planned else this_year()


def saved(
    form: CatalogueForm, template: str, *, deed: Callable[[], None], done: str, back: str, **values: object
) -> Response | str:
    """Do a deed and say so; a refusal or a stale form shows the form again, with all that was entered."""
    try:
        with transaction():
            deed()
    except Refused as refused:
        form.form_errors.append(refusal(refused))
        return render_template(template, form=form, **values)
    except Conflict as conflict:
        form.version.data = str(conflict.version)
        return render_template(template, form=form, conflict=conflict, **values)
    flash(done)
    return redirect(back, 303)


def planned(
    form: CatalogueForm, template: str, *, plan: Callable[[], Plan], action: str, done: str, back: str, **values: object
) -> Response | str:
    """Show what a plan will do; at the second step make it anew, under a lock, and carry it out."""
    try:
        if not form.is_deed:
            said = effects(plan())
            return render_template("catalogue/confirm.html", form=form, effects=said, back=back, **values)
        with transaction():
            begin_plan()
            made = plan()
            carry_out(plan=made, this_year=this_year())
            record_plan(action, made)
    except Refused as refused:
        form.step.data = "preview"
        form.form_errors.append(refusal(refused))
        return render_template(template, form=form, **values)
    flash(done)
    return redirect(back, 303)


def record_plan(action: str, plan: Plan) -> None:
    """Put a plan that was carried out on record: what ended when, and what goes on where."""
    moves = {move.service.slug: move.slug for move in plan.moves}
    ends = {unit.slug: successor.slug if successor else None for unit, successor in plan.ends}
    subject = ", ".join(ends) or ", ".join(moves)
    note(action, subject, after={"last_year": plan.last_year, "units": ends, "services": moves})


def differing(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """Both sides of what differs, for the record."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}
