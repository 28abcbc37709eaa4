"""Writes of what is published: the steps of a release, the roll-up made anew, and notices beside the numbers."""

from portal.publication.services.notices import add_notice, withdraw_notice
from portal.publication.services.rebuild import Difference, differences, rebuild
from portal.publication.services.release import list_intake, month_to_close, publish, release_unit

__all__ = [
    "Difference",
    "add_notice",
    "differences",
    "list_intake",
    "month_to_close",
    "publish",
    "rebuild",
    "release_unit",
    "withdraw_notice",
]
