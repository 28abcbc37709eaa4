"""Once a night, before the release: what nobody decided within seven days is counted, or kept where it is a flood."""

from __future__ import annotations

import datetime

from flask import current_app

from portal.accounts.queries import holders_of
from portal.audit.services import record
from portal.core.clock import now, today
from portal.core.database import transaction
from portal.core.jobs import Job
from portal.core.outbox import ask_for_letter
from portal.domain.permissions import Role
from portal.integrity.letters import FLOOD
from portal.integrity.models import HeldCluster
from portal.integrity.services import Undecided, count_undecided

HOUR = 1
"""City time; the release is at two."""
CLOCK = "clock"
"""Who decides on the seventh day, in the record of deeds: no person."""


def seventh_day(*, day: datetime.date, at: datetime.datetime) -> Undecided:
    """Count or keep what is overdue, put it on record, and let the auditors hear of a flood once."""
    with transaction():
        found = count_undecided(day=day, at=at)
        for cluster in found.counted:
            _note("cluster.count_undecided", cluster, at)
        for cluster in found.kept:
            _note("cluster.keep_held", cluster, at)
        for unit in sorted(found.alarmed):
            _alarm(unit, at)
    return found


def nightly() -> None:
    """At one, city time."""
    zone: datetime.tzinfo = current_app.extensions["portal"].city.zone
    if now().astimezone(zone).hour == HOUR:
        seventh_day(day=today(), at=now())


def _note(action: str, cluster: HeldCluster, at: datetime.datetime) -> None:
    after = {"reason": cluster.reason, "n": cluster.n, "held_on": cluster.day.isoformat()}
    record(actor=CLOCK, action=action, subject=f"{cluster.unit.slug}/{cluster.number}", at=at, after=after)


def _alarm(unit: str, at: datetime.datetime) -> None:
    for auditor in holders_of(Role.AUDITOR):
        ask_for_letter(kind=FLOOD, recipient=auditor.email, lang=auditor.lang, at=at, values={"unit": unit})


JOBS = (Job("integrity-seventh-day", nightly, minute="30"),)
