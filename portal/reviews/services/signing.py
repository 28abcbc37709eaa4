"""Signing a review, and what may follow: an appeal, and a corrected version beside the signed one."""

from __future__ import annotations

import hashlib
from typing import Any

from portal.core.database import serialise
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.domain.commitments import canonical
from portal.domain.entries import review_entry
from portal.domain.errors import InvalidInput, Refused
from portal.domain.reviews import check_words, needed_errors
from portal.domain.workflow import Action, Party, State, next_state, signs_as
from portal.ledger.services import append
from portal.reviews.models import Review, ReviewAnswer, ReviewAppeal, ReviewMessage, ReviewSignature, SignedReview
from portal.reviews.queries import evidence_of, signed_of, standing_of
from portal.reviews.services.steps import FIELDS, Actor

_KEPT = ("overview", "reply", "predicate", "on_results", "on_behaviour", "on_missing", "summary")


def sign(*, review: Review, actor: Actor, remark: str, revision: int | None) -> bool:
    """Sign as the unit's head or as the reviewer; whether the review is signed by both now.

    `revision`: of what the signer has read; raises Refused `changed` where it is not what would be signed, the reasons
    of `workflow.refusal`, `incomplete` without evidence or argument; InvalidInput names `remark`.
    """
    serialise("review-signing")
    standing = standing_of(review, actor.day)
    state = next_state(standing, Action.SIGN, actor.parties)
    if revision != review.revision:
        raise Refused("changed")
    _check_complete(review)
    said = remark.strip()
    errors = needed_errors("remark", said) if said else []
    if errors:
        raise InvalidInput(errors)
    _add_signature(review, actor, signs_as(standing, actor.parties), said)
    if state is State.SIGNED:
        _seal(review, actor)
    return state is State.SIGNED


def sign_alone(*, review: Review, actor: Actor, text: str) -> None:
    """Close the review without the head's signature, after its day has passed, with the reason."""
    serialise("review-signing")
    standing = standing_of(review, actor.day)
    next_state(standing, Action.SIGN_ALONE, actor.parties)
    _check_complete(review)
    said = check_words("text", text)
    kind = Action.SIGN_ALONE.value
    db.session.add(ReviewMessage(review_id=review.id, side=actor.side, kind=kind, text=said, written_on=actor.day))
    if Party.REVIEWER not in standing.signed:
        _add_signature(review, actor, Party.REVIEWER, "")
    _seal(review, actor)


def appeal(*, review: Review, actor: Actor, text: str) -> None:
    """Appeal to another reviewer, with the reason."""
    state = next_state(standing_of(review, actor.day), Action.APPEAL, actor.parties)
    db.session.add(ReviewAppeal(review_id=review.id, reason=check_words("text", text), made_on=actor.day))
    review.state = state.value
    db.session.flush()
    bump_public_revision()


def uphold(*, review: Review, actor: Actor, text: str) -> None:
    """Answer an appeal: the review stands."""
    _answer(review, actor, Action.UPHOLD, text)


def correct(*, review: Review, actor: Actor, text: str) -> Review:
    """Answer an appeal: a new version is argued beside the signed one, by who heard the appeal."""
    _answer(review, actor, Action.CORRECT, text)
    answers = [
        ReviewAnswer(element=one.element, place=one.place, **{name: getattr(one, name) for name in FIELDS})
        for one in review.answers
    ]
    newer = Review(
        cycle_id=review.cycle_id,
        unit_id=review.unit_id,
        version=review.version + 1,
        state=State.PREDICATE.value,
        reviewer=actor.email,
        overview=review.overview,
        sent_on=review.sent_on,
        reply=review.reply,
        replied_on=review.replied_on,
        answers=answers,
    )
    db.session.add(newer)
    db.session.flush()
    return newer


def _answer(review: Review, actor: Actor, action: Action, text: str) -> None:
    state = next_state(standing_of(review, actor.day), action, actor.parties)
    made = db.session.get_one(ReviewAppeal, review.id)
    made.answer, made.decided_on = check_words("text", text), actor.day
    review.state = state.value
    db.session.flush()
    bump_public_revision()


def _check_complete(review: Review) -> None:
    if review.predicate is None or not review.on_results or not review.on_behaviour or not review.summary:
        raise Refused("incomplete")


def _add_signature(review: Review, actor: Actor, party: Party, remark: str) -> None:
    db.session.add(
        ReviewSignature(review_id=review.id, party=party.value, email=actor.email, remark=remark, signed_on=actor.day)
    )
    db.session.flush()


def _seal(review: Review, actor: Actor) -> None:
    """Keep the review as it was signed, and put its hash into the log; from now on it never changes."""
    review.state, review.signed_on = State.SIGNED.value, actor.day
    review.revision += 1
    db.session.flush()
    db.session.expire(review, ["signatures"])
    payload = canonical(_content(review))
    digest = hashlib.sha256(payload).digest()
    db.session.add(SignedReview(review_id=review.id, payload=payload.decode(), digest=digest))
    append(
        review_entry(
            cycle=review.cycle_id, unit=review.unit.slug, version=review.version, digest=digest, signed=actor.day
        )
    )
    db.session.flush()
    bump_public_revision()


def _content(review: Review) -> dict[str, Any]:
    """All of a review that was signed, without the name of anybody."""
    return {
        "cycle": review.cycle_id,
        "title": review.cycle.title,
        "period": review.cycle.period,
        "unit": review.unit.slug,
        "name": review.unit.name,
        "version": review.version,
        "evidence": evidence_of(review).digest.hex(),
        "assessed": review.sent_on is not None,
        "answers": [
            {"element": one.element, **{name: getattr(one, name) for name in FIELDS}} for one in review.answers
        ],
        "signatures": [
            {"party": one.party, "remark": one.remark, "day": one.signed_on.isoformat()} for one in review.signatures
        ],
        **{name: getattr(review, name) for name in _KEPT},
    }


def is_signed_whole(review: Review) -> bool:
    """Whether what is kept of a signed review still has the hash that it was signed with."""
    kept = signed_of(review)
    return kept is not None and hashlib.sha256(kept.payload.encode()).digest() == kept.digest
