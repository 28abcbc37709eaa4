"""Reviews that wait for two signatures, in steps for a process that may be killed while it signs them one by one."""

from __future__ import annotations

import sys

from sqlalchemy import func, select

from config import from_environment
from portal import create_app
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.workflow import Party, State
from portal.ledger.models import LedgerEntry
from portal.reviews.models import Review, ReviewSignature, SignedReview
from portal.reviews.queries import review_to_change
from portal.reviews.services import sign
from tests.builders import close
from tests.reviews.cycle import a_cycle, a_reviewed_unit, acting, waits_for_signatures

UNITS = [f"unit-{number}" for number in range(40)]


def fill() -> None:
    """Forty units of a cycle, each argued and signed by nobody."""
    for unit in UNITS:
        a_reviewed_unit(unit, f"layanan-{unit}", n=30)
    close("2026-07")
    a_cycle(*UNITS)
    for unit in UNITS:
        waits_for_signatures(unit)


def work() -> None:
    """Sign every review that still waits, as head and as reviewer; says when it begins."""
    print("begun", flush=True)
    for unit in UNITS:
        for party in (Party.HEAD, Party.REVIEWER):
            with transaction():
                review = review_to_change(1, unit)
                signed = {one.party for one in review.signatures}
                if party.value not in signed and review.state == State.SIGN_OFF:
                    sign(review=review, actor=acting(party), remark="", revision=review.revision)


def say() -> None:
    """How many reviews are signed by both, how many rows were kept and logged, and how many are neither or half."""
    signatures = dict(
        db.session.execute(select(ReviewSignature.review_id, func.count()).group_by(ReviewSignature.review_id)).all()
    )
    kept = set(db.session.scalars(select(SignedReview.review_id)))
    reviews = db.session.scalars(select(Review)).unique().all()
    odd = [
        review.id
        for review in reviews
        if not (review.state == State.SIGNED) == (review.id in kept) == (signatures.get(review.id, 0) == 2)
    ]
    logged = db.session.scalar(select(func.count()).where(LedgerEntry.kind == "review"))
    print(len(kept), logged, len(odd))


if __name__ == "__main__":
    with create_app(from_environment()).app_context():
        {"fill": fill, "work": work, "say": say}[sys.argv[1]]()
