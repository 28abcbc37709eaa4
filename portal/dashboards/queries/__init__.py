"""What the public pages show, put together from the catalogue and the one door for numbers; values, no words."""

from portal.dashboards.queries.endings import Ended, ended
from portal.dashboards.queries.filters import Filter, UnknownChoice
from portal.dashboards.queries.results import Result, city_result, service_result, unit_result
from portal.dashboards.queries.services import (
    Found,
    ServiceLink,
    ServiceState,
    found_services,
    sample_needed,
    services_of_many_users,
    services_of_unit,
)
from portal.dashboards.queries.units import CityUnits, KindComparison, Reason, UnitRow, city_units, unit_comparison

__all__ = [
    "CityUnits",
    "Ended",
    "Filter",
    "Found",
    "KindComparison",
    "Reason",
    "Result",
    "ServiceLink",
    "ServiceState",
    "UnitRow",
    "UnknownChoice",
    "city_result",
    "city_units",
    "ended",
    "found_services",
    "sample_needed",
    "service_result",
    "services_of_many_users",
    "services_of_unit",
    "unit_comparison",
    "unit_result",
]
