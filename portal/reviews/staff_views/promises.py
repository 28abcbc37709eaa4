"""A promise out of a review: what the unit plans for a weak element becomes public, with owner and day."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.access import needs, note
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.messages import REFUSED
from portal.domain.errors import InvalidInput, Refused
from portal.domain.permissions import Deed
from portal.domain.promises import MAX_ACTION, MAX_CAUSE, Origin, fitted
from portal.followups import words
from portal.followups.forms.desk import PromiseForm, first_values
from portal.followups.queries import elements_of, said_of
from portal.followups.services import make_promise
from portal.reviews.models import Review
from portal.reviews.queries import promise_origin, review_by_address
from portal.reviews.staff_views.sheets import bp

__all__ = ["bp"]


@bp.get("/workplace/<slug:unit>/reviews/<int:cycle>/promise", endpoint="promise")
@needs(Deed.KEEP_PROMISES, unit="unit")
def promise(unit: str, cycle: int) -> str:
    """The form, filled with what the self-assessment says of `?element=`."""
    review = review_by_address(cycle, unit)
    element = request.args.get("element", "")
    said = next((answer for answer in review.answers if answer.element == element), None)
    is_cut, values = False, first_values(said.element if said else "", today())
    if said is not None:
        cause, planned = (" ".join(text.split()) for text in (said.cause, said.planned))
        values |= {"cause": fitted(cause, MAX_CAUSE), "action": fitted(planned, MAX_ACTION)}
        is_cut = (values["cause"], values["action"]) != (cause, planned)
    return _form_page(review, PromiseForm(data=values), is_cut=is_cut)


@bp.post("/workplace/<slug:unit>/reviews/<int:cycle>/promise", endpoint="make_promise")
@needs(Deed.KEEP_PROMISES, unit="unit")
def make(unit: str, cycle: int) -> Response | tuple[str, int]:
    """Publish the promise; the review's period is the one that led to it."""
    review, form = review_by_address(cycle, unit), PromiseForm()
    form.offer(elements_of(review.unit, today().year))
    if not form.validate():
        return _form_page(review, form), 422
    try:
        _make(cycle, unit, form)
    except InvalidInput as error:
        form.add_errors(error.errors)
        return _form_page(review, form), 422
    except Refused:
        flash(_("Unit ini sudah atau akan berakhir; ia tidak membuat janji baru."), REFUSED)
    return redirect(url_for("reviews.one", unit=unit, cycle=cycle), 303)


def _make(cycle: int, unit: str, form: PromiseForm) -> None:
    with transaction():
        review = review_by_address(cycle, unit)
        made = make_promise(
            unit=review.unit,
            facts=form.facts,
            origin=Origin.REVIEW,
            origin_ref=promise_origin(review),
            trigger_period=review.cycle.period,
            day=today(),
        )
        note("promise.make", str(made.id), after=said_of(form.facts))
    flash(_("Janji %(number)s terbit.", number=made.id))


def _form_page(review: Review, form: PromiseForm, *, is_cut: bool = False) -> str:
    form.offer(elements_of(review.unit, today().year))
    return render_template("reviews/promise.html", review=review, form=form, words=words, is_cut=is_cut)
