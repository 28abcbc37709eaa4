"""Reads of what is published: scopes, their scorecards, how they changed and how they compare."""

from portal.publication.queries.changes import change_between, unit_changes
from portal.publication.queries.comparisons import comparison
from portal.publication.queries.headlines import headline
from portal.publication.queries.scopes import CITY, Scope, of_service, of_unit, of_units
from portal.publication.queries.scorecards import (
    Received,
    Scorecard,
    asked_period,
    is_counted,
    is_provisional,
    periods_with_ratings,
    publication_number,
    scorecard,
    scorecards,
    service_counts,
    service_counts_of_units,
    unit_scorecards,
)

__all__ = [
    "CITY",
    "Received",
    "Scope",
    "Scorecard",
    "asked_period",
    "change_between",
    "comparison",
    "headline",
    "is_counted",
    "is_provisional",
    "of_service",
    "of_unit",
    "of_units",
    "periods_with_ratings",
    "publication_number",
    "scorecard",
    "scorecards",
    "service_counts",
    "service_counts_of_units",
    "unit_changes",
    "unit_scorecards",
]
