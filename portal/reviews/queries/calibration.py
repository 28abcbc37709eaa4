"""The units of a kind side by side, and which periods a cycle can be opened over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.catalogue.models import KINDS
from portal.domain.periods import Period, with_wider
from portal.domain.workflow import SETTLED, State
from portal.publication.queries import Scope, last_closed_month, periods_with_ratings
from portal.reviews.models import Review, ReviewCycle
from portal.reviews.queries.reviews import evidence_of_cycle, reviews_of_cycle


@dataclass(frozen=True)
class Beside:
    """One unit in the calibration: its review, its frozen evidence, its predicate where it is shown."""

    review: Review
    evidence: Mapping[str, Any]
    predicate: str | None

    @property
    def is_argued(self) -> bool:
        """Whether the predicate has its arguments, shown or not."""
        return _is_argued(self.review)


def calibration(cycle: ReviewCycle) -> dict[str, Sequence[Beside]]:
    """Every kind of unit in a cycle, each with its units by name; of a corrected review the newer version.

    A predicate that is not signed is hidden until every unit of the kind has its arguments, so that none is chosen
    after another's; a signed one everybody can read.
    """
    evidence = {unit_id: row.content for unit_id, row in evidence_of_cycle(cycle).items()}
    newest = {review.unit_id: review for review in reviews_of_cycle(cycle)}
    kinds: dict[str, list[Review]] = {}
    for review in newest.values():
        kinds.setdefault(evidence[review.unit_id]["kind"], []).append(review)
    return {kind: _beside(kinds[kind], evidence) for kind in KINDS if kind in kinds}


def is_shown_beside(review: Review) -> bool:
    """Whether a reviewer of other units may see the predicate: by the same rule as side by side."""
    if review.state in SETTLED:
        return True
    found = (row for rows in calibration(review.cycle).values() for row in rows if row.review.id == review.id)
    return any(row.predicate is not None for row in found)


def closed_periods(scope: Scope) -> list[Period]:
    """Periods with ratings whose months are all closed, the newest and longest first."""
    closed = last_closed_month() or ""
    known = with_wider(periods_with_ratings(scope))
    return sorted(
        (period for period in known if period.last_month <= closed),
        key=lambda period: (period.last_month, len(period.months)),
        reverse=True,
    )


def _beside(reviews: Sequence[Review], evidence: Mapping[int, Mapping[str, Any]]) -> list[Beside]:
    all_argued = all(_is_argued(review) for review in reviews)
    return [
        Beside(review, evidence[review.unit_id], review.predicate if all_argued or review.state in SETTLED else None)
        for review in sorted(reviews, key=lambda review: review.unit.name)
    ]


def _is_argued(review: Review) -> bool:
    """One that was taken back is not, though its words are kept."""
    return review.state == State.SIGN_OFF or review.state in SETTLED
