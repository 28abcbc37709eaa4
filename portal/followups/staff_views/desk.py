"""What every page of the desk shares: the blueprint, the page of one promise, and words for what is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal.catalogue.queries import is_given, units_in
from portal.core.clock import today
from portal.domain.errors import Refused
from portal.domain.promises import OPEN, State, Step, steps_from
from portal.followups import effect_words, words
from portal.followups.forms.desk import FileForm, HandForm, NoteForm, RemoveForm
from portal.followups.models import Promise
from portal.followups.queries import effects_of, files_of, history_of, tracked

bp = Blueprint("followups", __name__)
_REASONS: Mapping[str, LazyString] = {
    "out_of_turn": _l("Langkah ini tidak mungkin lagi: keadaan janji sudah berubah. Lihat keadaannya yang sekarang."),
    "unit_ended": _l("Unit itu sudah atau akan berakhir."),
    "own_unit": _l("Janji ini sudah milik unit itu."),
    "not_offered": _l("Janji ini tidak lagi ditawarkan kepada unit Anda."),
}


def note_form(step: Step) -> NoteForm:
    """The form of a step; its fields are named for it, since a page holds several."""
    return NoteForm(prefix=f"{step.value}-")


def promise_page(
    promise: Promise,
    *,
    notes: Mapping[Step, NoteForm] | None = None,
    file_form: FileForm | None = None,
    remove_form: RemoveForm | None = None,
    removing: int | None = None,
    hand_form: HandForm | None = None,
) -> str:
    """The page of a promise at the desk. `notes`: forms of steps that were sent; `removing`: number of a picture."""
    forms = {step: note_form(step) for step in steps_from(State(promise.state)) if step is not Step.CHANGE}
    sent: Sequence[object] = [*(notes or {}).values(), file_form, remove_form, hand_form]
    return render_template(
        "followups/desk_promise.html",
        one=tracked(promise, today()),
        history=history_of(promise),
        files=files_of(promise),
        outcome=effects_of([promise])[promise.id],
        said=effect_words,
        notes={**forms, **(notes or {})},
        wrong=next((form for form in sent if form), None),
        file_form=file_form or FileForm(),
        remove_form=remove_form or RemoveForm(prefix="remove-"),
        removing=removing,
        hand_form=(hand_form or offered_form(promise)) if State(promise.state) in OPEN else None,
        may_change=Step.CHANGE in steps_from(State(promise.state)),
        words=words,
    )


def offered_form(promise: Promise) -> HandForm:
    """The form in which another unit is asked; it offers those that work on after this year."""
    form, year = HandForm(prefix="hand-"), today().year
    units = [unit for unit in units_in(year) if unit.slug != promise.unit.slug and is_given(unit, year + 1)]
    form.offer({unit.slug: unit.name for unit in sorted(units, key=lambda unit: unit.name)})
    return form


def to_promise(promise: Promise, message: str, category: str = "message") -> Response:
    """Back to the promise at its unit's desk, with what was done."""
    flash(message, category)
    return redirect(url_for("followups.promise", unit=promise.unit.slug, number=promise.id), 303)


def to_list(unit: str, message: str, category: str = "message") -> Response:
    """Back to all promises of the unit."""
    flash(message, category)
    return redirect(url_for("followups.promises", unit=unit), 303)


def refused(refusal: Refused) -> str:
    """Why something was refused, in words."""
    return str(_REASONS[refusal.code])
