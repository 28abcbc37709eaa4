"""The public tracker of promises, citizens' voices about those that are called done, and totals of training."""

from portal.followups.views import training
from portal.followups.views.tracker import bp
from portal.followups.views.voices import bp as voices

__all__ = ["bp", "training", "voices"]
