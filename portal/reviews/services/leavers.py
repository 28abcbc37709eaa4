"""What a reviewer has begun goes to a colleague when the reviewer leaves."""

from __future__ import annotations

from sqlalchemy import update

from portal.core.extensions import db
from portal.domain.workflow import State
from portal.reviews.models import Review

_GOING = (State.PREDICATE.value, State.SIGN_OFF.value)


def hand_over_reviews(leaver: str, successor: str) -> int:
    """Give the reviews that a reviewer has argued and not signed off yet to another; how many they were."""
    mine = (Review.reviewer == leaver) & Review.state.in_(_GOING)
    changed = db.session.scalars(
        update(Review).where(mine).values(reviewer=successor, revision=Review.revision + 1).returning(Review.id)
    )
    return len(changed.all())
