"""Desks of followups: who keeps a unit's promises makes, changes and ends them; training, and its catalogue."""

from portal.followups.staff_views import files, handing, promises, steps, training_files, training_plans
from portal.followups.staff_views.desk import bp
from portal.followups.staff_views.training import bp as training

__all__ = ["bp", "files", "handing", "promises", "steps", "training", "training_files", "training_plans"]
