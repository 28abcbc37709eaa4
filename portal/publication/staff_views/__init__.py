"""The administrator's desk for periods and for notices beside the numbers; the auditor may look."""

from portal.publication.staff_views import notices, periods
from portal.publication.staff_views.desk import bp
from portal.publication.staff_views.duties import DUTIES

__all__ = ["DUTIES", "bp", "notices", "periods"]
