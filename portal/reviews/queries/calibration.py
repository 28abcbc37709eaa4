"""The units of a kind side by side, and which periods a cycle can be opened over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.catalogue.models import KINDS
from portal.domain.periods import Period, with_wider
from portal.publication.queries import Scope, last_closed_month, periods_with_ratings
from portal.reviews.models import Review, ReviewCycle
from portal.reviews.queries.reviews import evidence_of_cycle, reviews_of_cycle


@dataclass(frozen=True)
class Beside:
    """One unit in the calibration: its review, its frozen evidence, its predicate once all of the kind are argued."""

    review: Review
    evidence: Mapping[str, Any]
    predicate: str | None


def calibration(cycle: ReviewCycle) -> dict[str, Sequence[Beside]]:
    """Every kind of unit in a cycle, each with its units by name; of a corrected review the newer version.

    A predicate is hidden until every unit of the kind has its arguments, so that none is chosen after another's.
    """
    evidence = {unit_id: row.content for unit_id, row in evidence_of_cycle(cycle).items()}
    newest = {review.unit_id: review for review in reviews_of_cycle(cycle)}
    kinds: dict[str, list[Review]] = {}
    for review in newest.values():
        kinds.setdefault(evidence[review.unit_id]["kind"], []).append(review)
    return {kind: _beside(kinds[kind], evidence) for kind in KINDS if kind in kinds}


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
    all_argued = all(review.predicate is not None for review in reviews)
    return [
        Beside(review, evidence[review.unit_id], review.predicate if all_argued else None)
        for review in sorted(reviews, key=lambda review: review.unit.name)
    ]
