"""The page of one review, which unit and reviewer share: what was frozen, what was said, and whose turn it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.accounts.access import current_grants, current_staff, note
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.desk_forms import TextsForm
from portal.core.messages import REFUSED
from portal.core.saving import Conflict
from portal.domain.errors import InvalidInput, Refused
from portal.domain.reviews import weak_scores
from portal.domain.workflow import Action, Party, State, allowed_actions
from portal.reviews.forms import (
    ACTION_WORDS,
    PREDICATE_WORDS,
    REQUIRED_WORDS,
    STATE_WORDS,
    ArgumentForm,
    SignForm,
    WordsForm,
    assessment_form,
    field_words,
    refusal_words,
)
from portal.reviews.models import Review
from portal.reviews.queries import (
    due_of,
    evidence_of,
    is_shown_beside,
    messages_of,
    parties_of,
    promises_from,
    review_by_address,
    review_to_change,
    reviews_of_unit,
    signed_of,
    standing_of,
)
from portal.reviews.services import Actor
from portal.surveys.queries import element_names


def actor_in(review: Review) -> Actor:
    """The person who is signed in, as the review sees this person today."""
    email = current_staff().email
    return Actor(email, parties_of(review, email, current_grants()), today())


def review_page(
    review: Review,
    form: TextsForm | None = None,
    conflict: Conflict | None = None,
    typed: Mapping[str, str] | None = None,
) -> str:
    """The page of a review.

    `form`: the one that was sent and is shown again with what is wrong; `typed`: what was sent by a form that is no
    longer offered, by field.
    """
    actor = actor_in(review)
    allowed = allowed_actions(standing_of(review, actor.day), actor.parties)
    return render_template(
        "reviews/review.html",
        review=review,
        evidence=evidence_of(review).content,
        digest=evidence_of(review).digest.hex(),
        signed=signed_of(review),
        weak=weak_scores(evidence_of(review).content),
        messages=messages_of(review),
        promises=promises_from(review),
        versions=[one for one in reviews_of_unit(review.unit_id) if one.cycle_id == review.cycle_id],
        due=due_of(review),
        day=actor.day,
        allowed={action.value for action in allowed},
        sees_predicate=_sees_predicate(review, actor),
        is_reviewer=bool(actor.parties & {Party.REVIEWER, Party.OTHER_REVIEWER}),
        forms=_forms(review, form),
        conflict=conflict,
        typed={name: text for name, text in (typed or {}).items() if text},
        labels=field_words(review),
        names=element_names(),
        state_words=STATE_WORDS,
        predicate_words=PREDICATE_WORDS,
        required_words=REQUIRED_WORDS,
        action_words=ACTION_WORDS,
    )


def take_step(
    cycle: int, unit: str, action: Action, step: Callable[[Review, Actor], object], done: str, form: TextsForm
) -> Response | tuple[str, int]:
    """Take one step in the newest version of a unit's review, put it on record, and show the page again.

    What is wrong with the texts, a version that somebody else saved first, and why the step is not theirs any more are
    shown beside what was typed.
    """
    try:
        with transaction():
            review = review_to_change(cycle, unit)
            actor, before = actor_in(review), review.state
            step(review, actor)
            note(f"review.{action.value}", f"{cycle}/{unit}", before={"state": before}, after={"state": review.state})
    except InvalidInput as error:
        form.add_errors(error.errors)
        return review_page(review_by_address(cycle, unit), form), 422
    except Conflict as conflict:
        return review_page(review_by_address(cycle, unit), form, conflict), 409
    except Refused as refused:
        flash(refusal_words(refused), REFUSED)
        return _refused_page(review_by_address(cycle, unit), action, form), 409
    flash(done)
    return redirect(url_for("reviews.one", unit=unit, cycle=cycle), 303)


def _sees_predicate(review: Review, actor: Actor) -> bool:
    """Of one that is being written, who writes it; before the signing no reviewer who may still argue a like unit."""
    if review.state == State.PREDICATE:
        return Party.REVIEWER in actor.parties
    return Party.OTHER_REVIEWER not in actor.parties or is_shown_beside(review)


def _refused_page(review: Review, action: Action, form: TextsForm) -> str:
    """As the review stands now: with the form where it is still offered, else with its texts to copy."""
    actor = actor_in(review)
    if action in allowed_actions(standing_of(review, actor.day), actor.parties):
        form.version.data = review.revision
        return review_page(review, form)
    return review_page(review, typed=form.sent)


def _forms(review: Review, sent: TextsForm | None) -> dict[str, TextsForm]:
    """The forms of the page by name; the one that was sent keeps what was typed."""
    argued = {name: getattr(review, name) for name in ArgumentForm.names}
    forms: dict[str, TextsForm] = {
        "assessment": assessment_form(review, shown=True),
        "words": WordsForm(formdata=None),
        "argument": ArgumentForm(formdata=None, data={**argued, "version": review.revision}),
        "sign": SignForm(formdata=None, data={"version": review.revision}),
    }
    if sent is not None:
        forms[_name(sent)] = sent
    return forms


def _name(form: TextsForm) -> str:
    names = {WordsForm: "words", ArgumentForm: "argument", SignForm: "sign"}
    return names.get(type(form), "assessment")
