"""Reads for documents: the result of a unit, of all units, and the city reports that were asked for."""

from portal.reports.queries.unit_results import ServiceRow, UnitResult, reportable, unit_result

__all__ = ["ServiceRow", "UnitResult", "reportable", "unit_result"]
