"""The reviewer's desk: cycles, how far each is, and the units of a kind side by side."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note
from portal.catalogue.forms import KIND_WORDS
from portal.catalogue.models import KINDS, Unit
from portal.catalogue.queries import units_in
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.core.tools import Tool
from portal.domain.errors import InvalidInput, Refused
from portal.domain.permissions import Deed
from portal.domain.reviews import Required
from portal.domain.workflow import SETTLED
from portal.publication.queries import CITY
from portal.reviews.forms import PREDICATE_WORDS, REQUIRED_WORDS, STATE_WORDS, CycleForm, refusal_words
from portal.reviews.models import ReviewCycle
from portal.reviews.queries import (
    calibration,
    closed_periods,
    cycle_by_number,
    cycles,
    due_of,
    evidence_of_units,
    reviews_of_cycle,
    states_of_cycles,
)
from portal.reviews.services import CycleFacts, check_facts, open_cycle
from portal.surveys.queries import element_names

bp = Blueprint("review_cycles", __name__)
TOOL = Tool(
    "review_cycles.home",
    Deed.READ_REVIEWS,
    _l("Putaran penilaian kinerja"),
    _l("Membuka putaran, melihat kemajuannya, dan membandingkan unit sejenis berdampingan."),
)
_WORDS = {
    "state_words": STATE_WORDS,
    "predicate_words": PREDICATE_WORDS,
    "required_words": REQUIRED_WORDS,
    "kind_words": KIND_WORDS,
}


@bp.get("/admin/reviews")
@needs(Deed.READ_REVIEWS)
def home() -> str:
    """Every cycle with its progress."""
    counts = states_of_cycles()
    ended = {number: sum(n for state, n in of.items() if state in SETTLED) for number, of in counts.items()}
    totals = {number: sum(of.values()) for number, of in counts.items()}
    return render_template("reviews/cycles.html", cycles=cycles(), ended=ended, totals=totals, **_WORDS)


@bp.get("/admin/reviews/new")
@needs(Deed.REVIEW_UNITS)
def new() -> str:
    """The form that opens a cycle, with no unit chosen."""
    form = CycleForm(data={"required": [Required.VERIFIED_SCORE.value]})
    return _form_page(form, _offer(form))


@bp.post("/admin/reviews/new")
@needs(Deed.REVIEW_UNITS)
def open_one() -> Response | tuple[str, int]:
    """Say what a cycle would cover; once somebody was told, open it, if nothing was published meanwhile."""
    form = CycleForm()
    units = _offer(form)
    if not form.validate():
        return _form_page(form, units), 422
    chosen = _chosen(form, units)
    try:
        check_facts(facts=form.facts, units=chosen, today=today())
        if form.counted.data != len(chosen):
            return _form_page(form, units, chosen), 200
        cycle = _open(form.facts, chosen)
    except InvalidInput as error:
        form.add_errors(error.errors)
        return _form_page(form, units), 422
    except Refused as refused:
        flash(refusal_words(refused), REFUSED)
        return _form_page(form, units), 409
    return redirect(url_for("review_cycles.one", cycle=cycle.id), 303)


@bp.get("/admin/reviews/<int:cycle>")
@needs(Deed.READ_REVIEWS)
def one(cycle: int) -> str:
    """How far each unit of a cycle is."""
    found = cycle_by_number(cycle)
    reviews = reviews_of_cycle(found)
    return render_template("reviews/cycle.html", cycle=found, reviews=reviews, due_of=due_of, day=today(), **_WORDS)


@bp.get("/admin/reviews/<int:cycle>/calibration")
@needs(Deed.READ_REVIEWS)
def side_by_side(cycle: int) -> str:
    """The units of a kind side by side: evidence first, predicates hidden until all of the kind are argued."""
    found = cycle_by_number(cycle)
    kinds = calibration(found)
    asked = request.args.get("kind", "")
    kind = asked if asked in kinds else next(iter(kinds), "")
    return render_template(
        "reviews/calibration.html",
        cycle=found,
        kinds=list(kinds),
        kind=kind,
        rows=kinds.get(kind),
        names=element_names(),
        **_WORDS,
    )


def _chosen(form: CycleForm, units: list[Unit]) -> list[Unit]:
    wanted = set(form.units.data or ())
    return [unit for unit in units if unit.slug in wanted]


def _open(facts: CycleFacts, chosen: list[Unit]) -> ReviewCycle:
    """Evidence is read first, and frozen with the opening."""
    evidence = evidence_of_units(chosen, facts.period, units_in(facts.period.year), today())
    with transaction():
        cycle = open_cycle(facts=facts, units=chosen, evidence=evidence, today=today())
        note("review.open", str(cycle.id), after={"title": cycle.title, "period": cycle.period, "units": len(chosen)})
    flash(_("Putaran dibuka; bukti %(n)s unit dibekukan.", n=len(chosen)))
    return cycle


def _offer(form: CycleForm) -> list[Unit]:
    """What may be chosen: closed periods with ratings, and the units of this year, by kind and name."""
    units = sorted(units_in(today().year), key=lambda unit: (KINDS.index(unit.kind), unit.name))
    form.offer(closed_periods(CITY), units)
    return units


def _form_page(form: CycleForm, units: list[Unit], covered: Sequence[Unit] = ()) -> str:
    groups = {kind: [unit for unit in units if unit.kind == kind] for kind in KINDS}
    return render_template("reviews/cycle_form.html", form=form, groups=groups, covered=covered, **_WORDS)
