"""The desk of a unit's promises: who keeps them makes, changes and ends them, and shows how far they are."""

from portal.followups.staff_views import files, handing, promises, steps
from portal.followups.staff_views.desk import bp

__all__ = ["bp", "files", "handing", "promises", "steps"]
