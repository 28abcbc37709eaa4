"""Once a day the head of the record of deeds enters the public log, so that no later cut goes unseen."""

from __future__ import annotations

from portal.core.clock import today
from portal.core.database import transaction
from portal.core.jobs import Job
from portal.ledger.services import log_audit_head


def audit_head_into_the_log() -> None:
    """At most once a day, and only if there was a deed since."""
    with transaction():
        log_audit_head(day=today())


JOBS = (Job("ledger-audit-head", audit_head_into_the_log, minute="3"),)
