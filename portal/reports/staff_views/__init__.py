"""Documents for who works with them: those of a unit at its desk, those of all units for the reviewer."""

from portal.reports.staff_views import unit
from portal.reports.staff_views.desk import bp

__all__ = ["bp", "unit"]
