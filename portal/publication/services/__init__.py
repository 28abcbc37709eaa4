"""Writes of what is published: the steps of a release, and the roll-up made anew."""

from portal.publication.services.rebuild import Difference, differences, rebuild
from portal.publication.services.release import list_intake, month_to_close, publish, release_unit

__all__ = ["Difference", "differences", "list_intake", "month_to_close", "publish", "rebuild", "release_unit"]
