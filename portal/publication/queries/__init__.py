"""Reads of what is published: the scorecard, which is the one door for numbers, and where a rating stands."""

from portal.publication.queries.scorecards import (
    CITY,
    Received,
    Scope,
    Scorecard,
    asked_in,
    asked_period,
    of_service,
    of_unit,
    periods_with_ratings,
    publication_number,
    scorecard,
    scorecards,
    service_counts,
    unit_scorecards,
)
from portal.publication.queries.standing import (
    blocks_of_keys,
    is_counted,
    last_closed_month,
    misplaced_of_unit,
    units_due,
)

__all__ = [
    "CITY",
    "Received",
    "Scope",
    "Scorecard",
    "asked_in",
    "asked_period",
    "blocks_of_keys",
    "is_counted",
    "last_closed_month",
    "misplaced_of_unit",
    "of_service",
    "of_unit",
    "periods_with_ratings",
    "publication_number",
    "scorecard",
    "scorecards",
    "service_counts",
    "unit_scorecards",
    "units_due",
]
