"""The sample city as data: its units, what they give, and how well they are meant to do it."""

from portal.sample.city.areas import AREAS
from portal.sample.city.dinas import DINAS
from portal.sample.city.health import HEALTH
from portal.sample.city.offices import OFFICES
from portal.sample.city.plan import ServicePlan, UnitPlan, catalogue_csv

UNITS: tuple[UnitPlan, ...] = (*OFFICES, *DINAS, *HEALTH, *AREAS)

__all__ = ["UNITS", "ServicePlan", "UnitPlan", "catalogue_csv"]
