"""Reads of reviews: the sheet of a unit, evidence, cycles, reviews as they go and as they were signed."""

from portal.reviews.queries.calibration import Beside, calibration, closed_periods
from portal.reviews.queries.evidence import Evidence, evidence_of_units
from portal.reviews.queries.published import Published, published_reviews
from portal.reviews.queries.reviews import (
    cycle_by_number,
    cycles,
    due_of,
    evidence_of,
    evidence_of_cycle,
    messages_of,
    open_reviews,
    parties_of,
    promise_origin,
    promises_from,
    review_by_address,
    review_to_change,
    reviews_of_cycle,
    reviews_of_unit,
    signed_of,
    signed_reviews_of_unit,
    standing_of,
    states_of_cycles,
)
from portal.reviews.queries.sheets import ChannelSheet, Sheet, offered_periods, sheet

__all__ = [
    "Beside",
    "ChannelSheet",
    "Evidence",
    "Published",
    "Sheet",
    "calibration",
    "closed_periods",
    "cycle_by_number",
    "cycles",
    "due_of",
    "evidence_of",
    "evidence_of_cycle",
    "evidence_of_units",
    "messages_of",
    "offered_periods",
    "open_reviews",
    "parties_of",
    "promise_origin",
    "promises_from",
    "published_reviews",
    "review_by_address",
    "review_to_change",
    "reviews_of_cycle",
    "reviews_of_unit",
    "sheet",
    "signed_of",
    "signed_reviews_of_unit",
    "standing_of",
    "states_of_cycles",
]
