"""Running the monitors of a unit: its alarms are remembered, and what fits them and still waits is held."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from portal.core.database import serialise
from portal.core.extensions import db
from portal.domain.monitors import DAYS, Alarm, alarms, reasons
from portal.domain.signals import Reason
from portal.integrity.models import UnitAlarm
from portal.integrity.queries import undecided, watched
from portal.integrity.services.holding import LOCK, hold

_ONE_DAY = datetime.timedelta(days=1)


def watch_unit(*, unit_id: int, day: datetime.date, is_over: bool, holds: bool) -> list[Alarm]:
    """The alarms of a unit on that day or the one before, remembered; with `holds`, what fits them is held.

    `is_over`: whether the day has ended. An alarm that goes on holds what comes next at every run, until it ends.
    """
    serialise(LOCK)
    found = alarms(watched(unit_id, day), start=day - (DAYS - 1) * _ONE_DAY, end=day, is_over=is_over)
    present = [alarm for alarm in found if alarm.last >= day - _ONE_DAY]
    for alarm in present:
        _remember(unit_id, alarm)
    if holds:
        _hold(unit_id, present, day)
    return present


def _remember(unit_id: int, alarm: Alarm) -> None:
    """A new row, or a longer one: an alarm that goes on, or rose again within its own days, stays one."""
    row = db.session.scalars(
        select(UnitAlarm)
        .where(UnitAlarm.unit_id == unit_id, UnitAlarm.channel == alarm.channel.value)
        .where(UnitAlarm.monitor == alarm.monitor.value)
        .where(UnitAlarm.last >= alarm.since - _ONE_DAY, UnitAlarm.since <= alarm.last)
        .order_by(UnitAlarm.raised.desc())
    ).first()
    if row is None:
        row = UnitAlarm(unit_id=unit_id, channel=alarm.channel.value, monitor=alarm.monitor.value, since=alarm.since)
        row.raised, row.last = alarm.raised, alarm.last
        db.session.add(row)
    row.last = max(row.last, alarm.last)
    row.found, row.usual = alarm.found, alarm.usual
    db.session.flush()


def _hold(unit_id: int, present: Sequence[Alarm], day: datetime.date) -> None:
    holding = [alarm for alarm in present if alarm.reason is not None]
    if not holding:
        return
    waiting = undecided(unit_id, min(alarm.since for alarm in holding))
    by_reason: defaultdict[Reason, list[bytes]] = defaultdict(list)
    for rating, reason in reasons(holding, waiting).items():
        by_reason[reason].append(rating)
    for reason, ratings in sorted(by_reason.items()):
        hold(unit_id=unit_id, reason=reason, ratings=ratings, day=day)
