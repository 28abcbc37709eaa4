"""The desks of performance review: the sheet, cycles, and a review from the unit's side and from the reviewer's."""

from portal.reviews.staff_views import promises, sheets, unit_side
from portal.reviews.staff_views.sheets import bp

__all__ = ["bp", "promises", "sheets", "unit_side"]
