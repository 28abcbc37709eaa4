"""The promises of a unit at its desk: the list, a new one, one of them, and saying something else in it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note
from portal.catalogue.models import Unit
from portal.catalogue.queries import unit_by_slug
from portal.core.arguments import page_of
from portal.core.clock import this_month, today
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.core.saving import Conflict
from portal.domain.errors import InvalidInput, Refused
from portal.domain.permissions import Deed
from portal.domain.promises import Origin, State, Step, after
from portal.followups import effect_words, words
from portal.followups.forms.desk import PromiseForm, filled_in, first_values
from portal.followups.models import Promise
from portal.followups.queries import (
    Chosen,
    Weakness,
    effects_of,
    elements_of,
    promise_of_unit,
    promises_offered_to,
    said_of,
    tracker,
    weakness_of,
)
from portal.followups.services import change_promise, make_promise
from portal.followups.staff_views.desk import bp, promise_page, refused, to_list, to_promise

_Answer = Response | str | tuple[str, int]


@bp.get("/workplace/<slug:unit>/promises")
@needs(Deed.READ_PROMISES, unit="unit")
def promises(unit: str) -> str:
    """All promises of the unit, late ones first, and those that it is asked to take over."""
    found = unit_by_slug(unit)
    page = tracker(Chosen(unit_id=found.id), page_of(request.args), today())
    offered = promises_offered_to([found.id])
    told = {"effects": effects_of(one.promise for one in page.items), "said": effect_words}
    return render_template("followups/desk.html", unit=found, found=page, offered=offered, words=words, **told)


@bp.get("/workplace/<slug:unit>/promises/<int:number>")
@needs(Deed.READ_PROMISES, unit="unit")
def promise(unit: str, number: int) -> str:
    """One promise with all that may be done to it."""
    return promise_page(promise_of_unit(unit, number))


@bp.get("/workplace/<slug:unit>/promises/new")
@needs(Deed.KEEP_PROMISES, unit="unit")
def new(unit: str) -> str:
    """A new promise, about the element that needs it most, or about `?element=`."""
    found = unit_by_slug(unit)
    weakness, codes = weakness_of(found, this_month()), elements_of(found, today().year)
    asked = request.args.get("element", "")
    proposed = asked if asked in codes else next(iter(weakness.codes), "")
    return _new_page(found, PromiseForm(data=first_values(proposed, today())), weakness)


@bp.post("/workplace/<slug:unit>/promises/new")
@needs(Deed.KEEP_PROMISES, unit="unit")
def make(unit: str) -> _Answer:
    """Publish it."""
    found, form = unit_by_slug(unit), PromiseForm()
    form.offer(elements_of(found, today().year))
    weakness = weakness_of(found, this_month())
    if form.validate():
        try:
            return _made(unit, form, weakness)
        except InvalidInput as error:
            form.add_errors(error.errors)
        except Refused as refusal:
            return to_list(unit, refused(refusal), REFUSED)
    return _new_page(found, form, weakness), 422


@bp.get("/workplace/<slug:unit>/promises/<int:number>/change")
@needs(Deed.KEEP_PROMISES, unit="unit")
def change(unit: str, number: int) -> _Answer:
    """The form with what the promise says; back to the promise where that cannot change any more."""
    found = promise_of_unit(unit, number)
    if after(State(found.state), Step.CHANGE) is None:
        return to_promise(found, refused(Refused("out_of_turn")), REFUSED)
    return _change_page(found, PromiseForm(data=filled_in(found)))


@bp.post("/workplace/<slug:unit>/promises/<int:number>/change")
@needs(Deed.KEEP_PROMISES, unit="unit")
def save(unit: str, number: int) -> _Answer:
    """Say something else, publicly."""
    found, form = promise_of_unit(unit, number), PromiseForm()
    form.offer(_codes(found))
    if form.validate():
        try:
            return _saved(unit, number, form)
        except InvalidInput as error:
            form.add_errors(error.errors)
        except Conflict as conflict:
            return _change_page(promise_of_unit(unit, number), form, conflict), 409
        except Refused as refusal:
            return to_promise(found, refused(refusal), REFUSED)
    return _change_page(found, form), 422


def _made(unit: str, form: PromiseForm, weakness: Weakness) -> Response:
    """About one of the weakest elements, the period that showed it is what led to the promise."""
    led = weakness.period.text if form.element.data in weakness.codes else ""
    with transaction():
        owner = unit_by_slug(unit)
        made = make_promise(unit=owner, facts=form.facts, origin=Origin.OWN, trigger_period=led, day=today())
        note("promise.make", f"{unit} {made.id}", after=said_of(made.facts))
    flash(_("Janji diterbitkan. Mulai sekarang semua orang dapat melihatnya."))
    return redirect(url_for("followups.promise", unit=unit, number=made.id), 303)


def _saved(unit: str, number: int, form: PromiseForm) -> Response:
    with transaction():
        promise = promise_of_unit(unit, number)
        before = said_of(promise.facts)
        reason, version = form.reason.data or "", form.version.data
        change_promise(promise=promise, facts=form.facts, version=version, reason=reason, day=today())
        note("promise.change", f"{unit} {number}", before=before, after=said_of(promise.facts))
    return to_promise(promise, _("Disimpan. Perubahannya tampil dalam riwayat."))


def _codes(promise: Promise) -> list[str]:
    """What may be chosen: the elements asked today, and the one that the promise was made about."""
    codes = elements_of(promise.unit, today().year)
    return [*codes] if promise.element in codes else [*codes, promise.element]


def _new_page(unit: Unit, form: PromiseForm, weakness: Weakness) -> str:
    form.offer(elements_of(unit, today().year))
    return render_template("followups/new.html", unit=unit, form=form, weakness=weakness, words=words)


def _change_page(promise: Promise, form: PromiseForm, conflict: Conflict | None = None) -> str:
    form.offer(_codes(promise))
    shown = None
    if conflict is not None:
        pairs = {name: (words.said(name, a), words.said(name, b)) for name, (a, b) in conflict.fields.items()}
        shown = Conflict(conflict.version, pairs)
    version = conflict.version if conflict is not None else form.version.data
    return render_template(
        "followups/change.html", promise=promise, form=form, shown_with=version, conflict=shown, words=words
    )
