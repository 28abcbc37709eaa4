"""Reads of the catalogue: as it is, and as it was in a year."""

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
    memberships,
    service_in,
    unit_in,
    units_in,
    years_of_service,
    years_of_unit,
)

__all__ = [
    "Membership",
    "all_units",
    "count_services_found",
    "given_in",
    "is_given",
    "is_sample_city",
    "memberships",
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
    "years_of_service",
    "years_of_unit",
]
