"""What voices leave behind for a day goes when the day is over."""

from __future__ import annotations

from portal.core.clock import today
from portal.core.database import transaction
from portal.core.jobs import Job
from portal.followups.services import forget_sources


def forget_lines() -> None:
    """Once an hour: the lines that spoke on an earlier day, city time."""
    with transaction():
        forget_sources(today=today())


JOBS = (Job("followups-lines", forget_lines, minute="2"),)
