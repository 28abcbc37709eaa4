"""What integrity officers see of a unit: its days by channel, and its alarms; no rating and no comment."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from portal.catalogue.models import Unit
from portal.core.paging import PAGE, Paged
from portal.domain.monitors import Counters, Series, usual_counts
from portal.domain.questionnaire import Channel
from portal.domain.rules import MINIMUM_PUBLISHED
from portal.integrity.models import UnitAlarm
from portal.integrity.queries.counters import DAYS_KEPT, DAYS_OF_ALARMS, alarms_of_unit, recent_alarms, watched

DAYS_SHOWN = 56


@dataclass(frozen=True)
class DayCount:
    """One day of a channel: how many came, how many are usual, and whether an alarm is about it."""

    day: datetime.date
    n: int
    usual: float
    is_alarm: bool


@dataclass(frozen=True)
class ShownAlarm:
    """An alarm, and whether its figures may be told: of answers only where they are those of ten people or more."""

    alarm: UnitAlarm
    is_told: bool


@dataclass(frozen=True)
class UnitSignals:
    """A unit's page: days of each channel that has any, in order, and alarms, the latest first."""

    days: dict[Channel, list[DayCount]]
    alarms: list[ShownAlarm]


@dataclass(frozen=True)
class AlarmedUnit:
    """A unit with its alarms, the latest first; `is_recent`: whether that one is of the last weeks."""

    unit: Unit
    alarms: Sequence[UnitAlarm]
    is_recent: bool


def unit_signals(unit: Unit, today: datetime.date) -> UnitSignals:
    """All that the monitors know of a unit, as of that day."""
    known = watched(unit.id, today)
    alarms = alarms_of_unit(unit.id)
    series = {Channel.OPEN: known.opened, Channel.VERIFIED: known.verified}
    shown = [today - datetime.timedelta(days=back) for back in reversed(range(DAYS_SHOWN))]
    days = {
        channel: [
            DayCount(day, of_channel.get(day, Counters()).n, usual, _is_alarm(alarms, channel, day))
            for day, usual in zip(shown, usual_counts(known, channel, shown), strict=True)
        ]
        for channel, of_channel in series.items()
        if of_channel
    }
    return UnitSignals(days, [ShownAlarm(alarm, _of_ten(alarm, series[Channel(alarm.channel)])) for alarm in alarms])


def _is_alarm(alarms: Sequence[UnitAlarm], channel: Channel, day: datetime.date) -> bool:
    return any(alarm.channel == channel and alarm.since <= day <= alarm.last for alarm in alarms)


def _of_ten(alarm: UnitAlarm, series: Series) -> bool:
    return sum(one.n for day, one in series.items() if alarm.since <= day <= alarm.last) >= MINIMUM_PUBLISHED


def alarmed_units(today: datetime.date, but: Collection[str], page: int) -> Paged[AlarmedUnit]:
    """Units (but these slugs) with an alarm that is remembered, that with the latest alarm first."""
    of_unit: dict[int, list[UnitAlarm]] = {}
    for alarm in recent_alarms(today, but, DAYS_KEPT):
        of_unit.setdefault(alarm.unit_id, []).append(alarm)
    since = today - datetime.timedelta(days=DAYS_OF_ALARMS)
    units = [AlarmedUnit(alarms[0].unit, alarms, alarms[0].last > since) for alarms in of_unit.values()]
    return Paged(units[(page - 1) * PAGE : page * PAGE], len(units), page)
