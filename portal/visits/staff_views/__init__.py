"""Desks of visit codes: a unit prints and revokes its own; administrators enrol queue machines."""

from portal.visits.staff_views import printing, visits
from portal.visits.staff_views.desk import bp
from portal.visits.staff_views.machines import TOOL
from portal.visits.staff_views.machines import bp as machines

__all__ = ["TOOL", "bp", "machines", "printing", "visits"]
