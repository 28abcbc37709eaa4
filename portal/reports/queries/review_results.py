"""What the printed review sheet of a unit holds: public numbers, what they are worth, and reviews signed of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.catalogue.models import Unit
from portal.domain.periods import Period
from portal.domain.questionnaire import Localized
from portal.publication.queries import is_provisional
from portal.reviews.queries import Published, Sheet, published_reviews, sheet
from portal.surveys.queries import element_names


@dataclass(frozen=True)
class ReviewResult:
    """The sheet of a unit and period, and every signed review of that period, the newest first."""

    sheet: Sheet
    reviews: Sequence[Published]
    names: Mapping[str, Localized]
    """Of elements, by code."""
    is_provisional: bool


def review_result(unit: Unit, period: Period) -> ReviewResult:
    """What there is to print."""
    return ReviewResult(
        sheet=sheet(unit, period),
        reviews=[one for one in published_reviews(unit.id) if one.signed["period"] == period.text],
        names=element_names(),
        is_provisional=is_provisional(period),
    )
