"""The steps of a review, one function each. Whether it is somebody's turn, `domain.workflow` alone decides.

Every function takes the review, who acts (`Actor`) and the day; raises Refused with the reason of `workflow.refusal`
and InvalidInput that names its texts; nothing is kept of a step that is refused.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from portal.core.extensions import db
from portal.core.saving import check_version
from portal.domain.errors import InvalidInput
from portal.domain.reviews import Argument, check_argument, check_words, needed_errors, text_errors
from portal.domain.workflow import Action, Party, next_state
from portal.reviews.models import Review, ReviewMessage
from portal.reviews.queries import evidence_of, standing_of

FIELDS = ("cause", "done", "planned")
"""What the unit says of each weak element."""


@dataclass(frozen=True)
class Actor:
    """Who acts, in which capacities, on which day."""

    email: str
    parties: frozenset[Party]
    day: datetime.date

    @property
    def side(self) -> str:
        """On which side of the dialogue somebody writes."""
        return "reviewer" if self.parties & {Party.REVIEWER, Party.OTHER_REVIEWER} else "unit"


def save_assessment(*, review: Review, actor: Actor, texts: Mapping[str, str], revision: int | None) -> None:
    """Keep the self-assessment as it is so far. `texts`: `overview`, and `<element>-<field>` of FIELDS.

    Raises Conflict where somebody else saved since the form was shown.
    """
    _step(review, Action.SAVE_ASSESSMENT, actor)
    _keep_assessment(review, texts, revision)


def send_assessment(*, review: Review, actor: Actor, texts: Mapping[str, str], revision: int | None) -> None:
    """Keep the self-assessment and send it to the reviewer; every weak element must have its three answers."""
    state = _step(review, Action.SEND_ASSESSMENT, actor)
    _keep_assessment(review, texts, revision)
    errors = needed_errors("overview", review.overview)
    for answer in review.answers:
        for name in FIELDS:
            errors += needed_errors(f"{answer.element}-{name}", getattr(answer, name))
    if errors:
        raise InvalidInput(errors)
    review.sent_on = actor.day
    _set(review, state)


def return_assessment(*, review: Review, actor: Actor, text: str) -> None:
    """Send the self-assessment back to the manager, with what is missing; what is written anew is the unit's alone."""
    _go_on(review, Action.RETURN_ASSESSMENT, actor, text)
    review.sent_on = None


def write(*, review: Review, actor: Actor, text: str) -> None:
    """Add a message to the dialogue."""
    _go_on(review, Action.WRITE, actor, text)


def close_dialogue(*, review: Review, actor: Actor) -> None:
    """End the dialogue; the unit has the last word next."""
    _set(review, _step(review, Action.CLOSE_DIALOGUE, actor))


def reply(*, review: Review, actor: Actor, text: str) -> None:
    """The unit's last word, which will be public; an empty one says that there is nothing to add."""
    state, said = _step(review, Action.REPLY, actor), text.strip()
    errors = needed_errors("text", said) if said else []
    if errors:
        raise InvalidInput(errors)
    review.reply, review.replied_on = said, actor.day
    _set(review, state)


def pass_over(*, review: Review, actor: Actor, text: str) -> None:
    """Go on without the unit's word, after its day has passed, with the reason."""
    _go_on(review, Action.PASS_OVER, actor, text)


def argue(*, review: Review, actor: Actor, argument: Argument, revision: int | None) -> None:
    """Choose the predicate, with arguments on results and behaviour and on what evidence is missing."""
    state = _step(review, Action.ARGUE, actor)
    stored = {name: getattr(review, name) for name in Argument.__dataclass_fields__}
    sent = {name: getattr(argument, name) for name in Argument.__dataclass_fields__}
    check_version(review.revision, revision, {name: (stored[name], sent[name]) for name in stored})
    argued = check_argument(argument, missing=evidence_of(review).content["missing"])
    for name in Argument.__dataclass_fields__:
        setattr(review, name, getattr(argued, name))
    review.reviewer = actor.email
    _set(review, state)


def take_back(*, review: Review, actor: Actor) -> None:
    """Argue anew, as long as nobody has signed; what was written stays in the form, and any reviewer may argue it.

    A corrected version stays with who heard the appeal.
    """
    state = _step(review, Action.TAKE_BACK, actor)
    if review.version == 1:
        review.reviewer = None
    _set(review, state)


def _go_on(review: Review, action: Action, actor: Actor, text: str) -> None:
    """A step that is a message, or is taken with one."""
    state = _step(review, action, actor)
    said = check_words("text", text)
    db.session.add(
        ReviewMessage(review_id=review.id, side=actor.side, kind=action.value, text=said, written_on=actor.day)
    )
    _set(review, state)


def _keep_assessment(review: Review, texts: Mapping[str, str], revision: int | None) -> None:
    sent = {name: text.strip() for name, text in texts.items()}
    stored = {"overview": review.overview}
    for answer in review.answers:
        stored |= {f"{answer.element}-{name}": getattr(answer, name) for name in FIELDS}
    check_version(review.revision, revision, {name: (old, sent.get(name, "")) for name, old in stored.items()})
    errors = [error for name in stored for error in text_errors(name, sent.get(name, ""))]
    if errors:
        raise InvalidInput(errors)
    review.overview = sent.get("overview", "")
    for answer in review.answers:
        for name in FIELDS:
            setattr(answer, name, sent.get(f"{answer.element}-{name}", ""))
    review.revision += 1
    db.session.flush()


def _step(review: Review, action: Action, actor: Actor) -> str:
    """The state after a step; raises Refused where it is not this person's turn."""
    return next_state(standing_of(review, actor.day), action, actor.parties).value


def _set(review: Review, state: str) -> None:
    review.state = state
    review.revision += 1
    db.session.flush()
