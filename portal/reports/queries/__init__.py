"""Reads for documents: the result of a unit, of all units, and the city reports that were asked for."""

from portal.reports.queries.city_results import CityResult, UnitRow, city_result, has_ratings
from portal.reports.queries.review_results import ReviewResult, review_result
from portal.reports.queries.runs import (
    CityReport,
    kept_reports,
    latest_reports,
    made_report,
    state_of_report,
    unfinished_reports,
)
from portal.reports.queries.unit_results import ServiceRow, UnitResult, reportable, standing_promises, unit_result

__all__ = [
    "CityReport",
    "CityResult",
    "ReviewResult",
    "ServiceRow",
    "UnitResult",
    "UnitRow",
    "city_result",
    "has_ratings",
    "kept_reports",
    "latest_reports",
    "made_report",
    "reportable",
    "review_result",
    "standing_promises",
    "state_of_report",
    "unfinished_reports",
    "unit_result",
]
