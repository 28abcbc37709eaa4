"""Reads of what is published: scopes, their scorecards, how they changed and how they compare."""

from portal.publication.queries.changes import change_between, unit_changes
from portal.publication.queries.comparisons import comparison
from portal.publication.queries.notices import all_notices, notices
from portal.publication.queries.scopes import CITY, Scope, of_service, of_unit, of_units
from portal.publication.queries.scorecards import (
    Received,
    Scorecard,
    asked_period,
    is_counted,
    periods_with_ratings,
    publication_number,
    scorecard,
    scorecards,
    service_counts,
    unit_scorecards,
)

__all__ = [
    "CITY",
    "Received",
    "Scope",
    "Scorecard",
    "all_notices",
    "asked_period",
    "change_between",
    "comparison",
    "is_counted",
    "notices",
    "of_service",
    "of_unit",
    "of_units",
    "periods_with_ratings",
    "publication_number",
    "scorecard",
    "scorecards",
    "service_counts",
    "unit_changes",
    "unit_scorecards",
]
