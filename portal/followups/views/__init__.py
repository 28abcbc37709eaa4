"""The public tracker of promises, and citizens' voices about those that are called done."""

from portal.followups.views.tracker import bp
from portal.followups.views.voices import bp as voices

__all__ = ["bp", "voices"]
