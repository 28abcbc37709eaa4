"""What was signed, as the public reads it: from what was kept at the signing, and the evidence of that day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.reviews.models import Review
from portal.reviews.queries.reviews import evidence_of, signed_of, signed_reviews_of_unit


@dataclass(frozen=True)
class Published:
    """A signed review: its row for state and appeal, what was signed, and the frozen evidence."""

    review: Review
    signed: Mapping[str, Any]
    evidence: Mapping[str, Any]
    digest: str
    """SHA-256 of what was signed, as the log has it."""


def published_reviews(unit_id: int) -> list[Published]:
    """Every signed review of a unit, the newest first; of a corrected one both versions."""
    return [one for review in signed_reviews_of_unit(unit_id) if (one := _published(review)) is not None]


def _published(review: Review) -> Published | None:
    kept = signed_of(review)
    if kept is None:
        return None
    return Published(review, kept.content, evidence_of(review).content, kept.digest.hex())
