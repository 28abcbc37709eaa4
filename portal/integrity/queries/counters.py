"""Reads for the monitors: counters of a unit's days, what waits undecided, and the alarms there were."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence

from sqlalchemy import select

from portal.catalogue.models import Unit
from portal.core.extensions import db
from portal.domain.monitors import DAYS, Batch, Candidate, Counters, Watched
from portal.domain.questionnaire import Channel
from portal.integrity.models import Decision, UnitAlarm, UnitDay
from portal.responses.models import Mark, Response
from portal.visits.queries import codes_by_day

DAYS_OF_ALARMS = 28
"""Alarms that count as present in lists."""
DAYS_KEPT = 400
"""After these, counters and alarms go."""


def watched_units(day: datetime.date) -> dict[int, str]:
    """Units that had a rating lately, so that a monitor may have something to say: slugs by id."""
    query = select(Unit.id, Unit.slug).join(UnitDay, UnitDay.unit_id == Unit.id)
    query = query.where(UnitDay.day > day - datetime.timedelta(days=DAYS), UnitDay.day <= day)
    return {row.id: row.slug for row in db.session.execute(query.distinct().order_by(Unit.id))}


def watched(unit_id: int, day: datetime.date) -> Watched:
    """All that is known of a unit up to that day."""
    series: dict[str, dict[datetime.date, Counters]] = {channel.value: {} for channel in Channel}
    rows = db.session.execute(
        select(
            UnitDay.channel,
            UnitDay.day,
            UnitDay.n,
            UnitDay.measured,
            UnitDay.straight,
            UnitDay.points,
            UnitDay.answers,
        ).where(UnitDay.unit_id == unit_id, UnitDay.day <= day)
    )
    for channel, of_day, *counters in rows:
        series[channel][of_day] = Counters(*counters)
    codes = {issued_on: Batch(*counts) for issued_on, counts in codes_by_day(unit_id, day).items()}
    return Watched(series[Channel.OPEN], series[Channel.VERIFIED], codes)


def undecided(unit_id: int, since: datetime.date) -> list[Candidate]:
    """What waits in a unit since that day, and about which nothing was ever decided."""
    decided = select(Decision.number).where(Decision.unit_id == Mark.unit_id, Decision.response_id == Mark.response_id)
    rows = db.session.execute(
        select(Response.id, Response.channel, Mark.day, Response.ratings)
        .join(Mark, (Mark.unit_id == Response.unit_id) & (Mark.response_id == Response.id))
        .where(Mark.unit_id == unit_id, Mark.day >= since, ~decided.exists())
    )
    return [Candidate(rating, Channel(channel), day, packed) for rating, channel, day, packed in rows if day]


def alarms_of_unit(unit_id: int) -> Sequence[UnitAlarm]:
    """The alarms of a unit, the latest first."""
    query = select(UnitAlarm).where(UnitAlarm.unit_id == unit_id)
    return db.session.scalars(query.order_by(UnitAlarm.last.desc(), UnitAlarm.channel, UnitAlarm.monitor)).all()


def recent_alarms(day: datetime.date, but: Collection[str], days: int = DAYS_OF_ALARMS) -> Sequence[UnitAlarm]:
    """Alarms of the last days in all units but these (slugs), the latest first."""
    query = select(UnitAlarm).join(Unit, Unit.id == UnitAlarm.unit_id)
    query = query.where(UnitAlarm.last > day - datetime.timedelta(days=days), Unit.slug.not_in(but))
    return db.session.scalars(query.order_by(UnitAlarm.last.desc(), Unit.name, UnitAlarm.monitor)).all()
