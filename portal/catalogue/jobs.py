"""The year's turn: what was planned for the new year comes into force."""

from __future__ import annotations

import structlog

from portal.catalogue.services import apply_due_years
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.jobs import Job


def turn_of_the_year() -> None:
    """Bring the columns of the running year up to date; nothing to do on all but a few days."""
    with transaction():
        changed = apply_due_years(year=today().year)
    if changed:
        structlog.get_logger().info("catalogue", changed=changed)


JOBS = (Job("catalogue-years", turn_of_the_year, minute="1"),)
