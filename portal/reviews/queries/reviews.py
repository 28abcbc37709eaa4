"""Reads of cycles and reviews: one by its address, all of a cycle, those of a unit, those that were signed."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from portal.catalogue.models import Unit
from portal.core.extensions import db
from portal.domain.errors import NotFound
from portal.domain.permissions import Grant, Role
from portal.domain.promises import Origin
from portal.domain.workflow import SETTLED, Party, Standing, State, may_appeal
from portal.followups.models import Promise
from portal.followups.queries import promises_of_unit
from portal.reviews.models import (
    Review,
    ReviewCycle,
    ReviewEvidence,
    ReviewMessage,
    ReviewSignature,
    SignedReview,
)

_LARGEST = 2**31
_DUE = {
    State.SELF_ASSESSMENT: "assess_by",
    State.DIALOGUE: "dialogue_by",
    State.REPLY: "reply_by",
    State.PREDICATE: "sign_by",
    State.SIGN_OFF: "sign_by",
}


def cycles() -> Sequence[ReviewCycle]:
    """Every cycle, the newest first."""
    return db.session.scalars(select(ReviewCycle).order_by(ReviewCycle.id.desc())).all()


def cycle_by_number(number: int) -> ReviewCycle:
    """One cycle; raises NotFound `unknown_cycle`."""
    cycle = db.session.get(ReviewCycle, number) if 0 < number < _LARGEST else None
    if cycle is None:
        raise NotFound("unknown_cycle")
    return cycle


def reviews_of_cycle(cycle: ReviewCycle) -> Sequence[Review]:
    """The reviews of a cycle, by kind and name of the unit; of a corrected one both versions."""
    query = select(Review).join(Review.unit).where(Review.cycle_id == cycle.id)
    return db.session.scalars(query.order_by(Unit.kind, Unit.name, Review.version)).unique().all()


def states_of_cycles() -> dict[int, dict[str, int]]:
    """How many reviews of each cycle stand in each state; of a corrected one the newer version."""
    query = select(Review.cycle_id, Review.state, func.count()).where(Review.state != State.CORRECTED.value)
    counts: dict[int, dict[str, int]] = {}
    for cycle_id, state, n in db.session.execute(query.group_by(Review.cycle_id, Review.state)):
        counts.setdefault(cycle_id, {})[state] = n
    return counts


def review_to_change(cycle: int, unit: str) -> Review:
    """The newest version, held until the transaction ends, so that two who save at once do it one after the other."""
    review = review_by_address(cycle, unit)
    db.session.refresh(review, with_for_update={"of": Review})
    return review


def review_by_address(cycle: int, unit: str, version: int | None = None) -> Review:
    """The review of a unit in a cycle, by default its newest version; raises NotFound `unknown_review`."""
    if not 0 < cycle < _LARGEST:
        raise NotFound("unknown_review")
    query = select(Review).join(Review.unit).where(Review.cycle_id == cycle, Unit.slug == unit)
    if version is not None:
        query = query.where(Review.version == version)
    review = db.session.scalars(query.order_by(Review.version.desc()).limit(1)).unique().first()
    if review is None:
        raise NotFound("unknown_review")
    return review


def reviews_of_unit(unit_id: int) -> Sequence[Review]:
    """Every review of a unit, the newest first."""
    query = select(Review).where(Review.unit_id == unit_id).order_by(Review.cycle_id.desc(), Review.version.desc())
    return db.session.scalars(query).unique().all()


def signed_reviews_of_unit(unit_id: int) -> list[Review]:
    """What was signed of a unit, the newest first; of a corrected review both versions."""
    return [review for review in reviews_of_unit(unit_id) if review.state in SETTLED]


def last_signed_review(unit_id: int) -> Review | None:
    """The newest review of a unit that was signed; None where there is none."""
    query = select(Review).where(Review.unit_id == unit_id, Review.signed_on.is_not(None))
    return db.session.scalars(query.order_by(Review.cycle_id.desc(), Review.version.desc()).limit(1)).unique().first()


def open_reviews(units: Collection[str] | None = None) -> Sequence[Review]:
    """Reviews that wait for a step: not signed yet, or appealed. `units`: slugs, None for every unit."""
    waiting = {state.value for state in State} - {State.SIGNED, State.UPHELD, State.CORRECTED}
    query = select(Review).join(Review.unit).where(Review.state.in_(waiting))
    if units is not None:
        query = query.where(Unit.slug.in_(units))
    return db.session.scalars(query.order_by(Review.cycle_id, Unit.name)).unique().all()


def evidence_of(review: Review) -> ReviewEvidence:
    """The evidence that was frozen for it."""
    return db.session.get_one(ReviewEvidence, (review.cycle_id, review.unit_id))


def evidence_of_cycle(cycle: ReviewCycle) -> dict[int, ReviewEvidence]:
    """The evidence of every unit of a cycle, by number of the unit."""
    rows = db.session.scalars(select(ReviewEvidence).where(ReviewEvidence.cycle_id == cycle.id))
    return {row.unit_id: row for row in rows}


def messages_of(review: Review) -> Sequence[ReviewMessage]:
    """What was written in the dialogue, in order."""
    query = select(ReviewMessage).where(ReviewMessage.review_id == review.id).order_by(ReviewMessage.id)
    return db.session.scalars(query).all()


def signed_of(review: Review) -> SignedReview | None:
    """The review as it was signed; None before."""
    return db.session.get(SignedReview, review.id)


def standing_of(review: Review, day: datetime.date) -> Standing:
    """Where a review stands on a day."""
    due, state = due_of(review), State(review.state)
    return Standing(
        state=state,
        version=review.version,
        late=due is not None and due < day,
        signed=_signers(review) if state is State.SIGN_OFF else frozenset(),
        appeal_open=review.signed_on is not None and may_appeal(review.signed_on, day),
    )


def _signers(review: Review) -> frozenset[Party]:
    query = select(ReviewSignature.party).where(ReviewSignature.review_id == review.id)
    return frozenset(Party(party) for party in db.session.scalars(query))


def due_of(review: Review) -> datetime.date | None:
    """The last day of the step that a review waits for; None where none is set."""
    name = _DUE.get(State(review.state))
    day: datetime.date | None = getattr(review.cycle, name) if name else None
    return day


def promise_origin(review: Review) -> str:
    """How a promise names the review that it came from."""
    return f"review/{review.cycle_id}"


def promises_from(review: Review) -> list[Promise]:
    """The promises of the unit that came out of this review."""
    ref = promise_origin(review)
    return [one for one in promises_of_unit(review.unit_id) if (one.origin, one.origin_ref) == (Origin.REVIEW, ref)]


def parties_of(review: Review, email: str, grants: Collection[Grant]) -> frozenset[Party]:
    """In which capacities somebody acts in this review, by what the person holds today."""
    found = {
        party
        for grant in grants
        for role, party in ((Role.MANAGER, Party.MANAGER), (Role.UNIT_HEAD, Party.HEAD))
        if grant.role is role and grant.unit == review.unit.slug
    }
    if any(grant.role is Role.REVIEWER for grant in grants):
        acts_for = {email, *(grant.lender for grant in grants if grant.role is Role.REVIEWER and grant.lender)}
        found.add(Party.REVIEWER if review.reviewer is None or review.reviewer in acts_for else Party.OTHER_REVIEWER)
    return frozenset(found)
