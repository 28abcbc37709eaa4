"""The desk of integrity officers: held clusters, their ratings under pseudonyms, and the decisions of two."""

from portal.integrity.staff_views.duties import DUTIES
from portal.integrity.staff_views.held import TOOL, bp

__all__ = ["DUTIES", "TOOL", "bp"]
