"""Every hour the monitors; once a night, before the release, what nobody decided within seven days."""

from __future__ import annotations

import datetime

import structlog
from flask import current_app

from portal.accounts.queries import holders_of
from portal.audit.services import record
from portal.core.clock import now, today
from portal.core.database import transaction
from portal.core.jobs import Job
from portal.core.outbox import ask_for_letter
from portal.domain.monitors import Alarm
from portal.domain.permissions import Role
from portal.integrity.letters import FLOOD
from portal.integrity.models import HeldCluster
from portal.integrity.queries import watched_units
from portal.integrity.services import (
    Undecided,
    count_days,
    count_undecided,
    forget_counters,
    hold_suspects,
    watch_unit,
)

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


def hourly() -> None:
    """Count what came in, and let the monitors of every unit look at it."""
    watch(day=today(), is_over=False)


def watch(*, day: datetime.date, is_over: bool) -> list[tuple[str, Alarm]]:
    """Run all monitors for a day; returns each alarm with its unit (slug). With limits off nothing is held."""
    with transaction():
        counted = count_days()
    found: list[tuple[str, Alarm]] = []
    for unit_id, slug in watched_units(day).items():
        with transaction():
            found += [
                (slug, alarm) for alarm in watch_unit(unit_id=unit_id, day=day, is_over=is_over, holds=_limits_are_on())
            ]
    structlog.get_logger().info("monitored", counted=counted, alarms=len(found))
    return found


def before_release(*, day: datetime.date) -> None:
    """Count what came in, and hold what is suspicious before anything is drawn; with limits off nothing is held."""
    if not _limits_are_on():
        with transaction():
            count_days()
        return
    watch(day=day, is_over=False)
    with transaction():
        hold_suspects(day=day)


def forget(*, day: datetime.date) -> None:
    """Nightly, with what else is kept only for a while."""
    with transaction():
        forget_counters(today=day)


def _limits_are_on() -> bool:
    limits: bool = current_app.extensions["portal"].settings.limits
    return limits


def _note(action: str, cluster: HeldCluster, at: datetime.datetime) -> None:
    after = {"reason": cluster.reason, "n": cluster.n, "held_on": cluster.day.isoformat()}
    record(actor=CLOCK, action=action, subject=f"{cluster.unit.slug}/{cluster.number}", at=at, after=after)


def _alarm(unit: str, at: datetime.datetime) -> None:
    for auditor in holders_of(Role.AUDITOR):
        ask_for_letter(kind=FLOOD, recipient=auditor.email, lang=auditor.lang, at=at, values={"unit": unit})


JOBS = (Job("integrity-seventh-day", nightly, minute="30"), Job("integrity-monitors", hourly, minute="15"))
