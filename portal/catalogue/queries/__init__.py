"""Reads of the catalogue: as it is, and as it was in a year."""

from portal.catalogue.queries.desk import UnitsPage, every_unit, offered_units, units_page
from portal.catalogue.queries.present import (
    all_units,
    count_services_found,
    given_in,
    is_sample_city,
    service_by_slug,
    services_found,
    staff_of,
    staff_of_units,
    successor_of,
    unit_by_slug,
    units_after,
)
from portal.catalogue.queries.years import (
    Membership,
    is_given,
    known_distriks,
    memberships,
    service_in,
    unit_in,
    units_in,
    years_of_service,
    years_of_unit,
)

__all__ = [
    "Membership",
    "UnitsPage",
    "all_units",
    "count_services_found",
    "every_unit",
    "given_in",
    "is_given",
    "is_sample_city",
    "known_distriks",
    "memberships",
    "offered_units",
    "service_by_slug",
    "service_in",
    "services_found",
    "staff_of",
    "staff_of_units",
    "successor_of",
    "unit_by_slug",
    "unit_in",
    "units_after",
    "units_in",
    "units_page",
    "years_of_service",
    "years_of_unit",
]
