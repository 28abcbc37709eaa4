"""The desk of integrity officers: held clusters, their ratings under pseudonyms, and the decisions of two."""

from portal.integrity.staff_views.duties import DUTIES
from portal.integrity.staff_views.held import TOOL, bp
from portal.integrity.staff_views.monitors import TOOL as MONITORS_TOOL
from portal.integrity.staff_views.monitors import bp as monitors

__all__ = ["DUTIES", "MONITORS_TOOL", "TOOL", "bp", "monitors"]
