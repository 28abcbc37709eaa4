"""The administrator's desk for units and services; the auditor may look."""

from portal.catalogue.staff_views import endings, files, services, units
from portal.catalogue.staff_views.desk import bp

__all__ = ["bp", "endings", "files", "services", "units"]
