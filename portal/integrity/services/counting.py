"""Counting what came in by unit, channel and day, so that the intake itself pays nothing for the monitors."""

from __future__ import annotations

import datetime
from collections import defaultdict
from itertools import groupby

from sqlalchemy import delete, select, update

from portal.core.database import serialise
from portal.core.extensions import db
from portal.domain.monitors import Counters, counted, first_of, week_of
from portal.domain.rules import MINIMUM_PUBLISHED
from portal.integrity.models import UnitAlarm, UnitDay
from portal.integrity.queries import DAYS_KEPT
from portal.integrity.services.decisions import chunks
from portal.responses.models import Mark, Response

DAYS_APART = 30
"""As long as a mark knows its day: afterwards answers are no longer kept by day, here neither."""
_Key = tuple[int, str, datetime.date]


def count_days() -> int:
    """Count every waiting rating that was not counted yet; returns how many. Imports have no day, and are left out."""
    serialise("counters")
    ratings: defaultdict[_Key, list[str]] = defaultdict(list)
    marks: defaultdict[int, list[bytes]] = defaultdict(list)
    rows = db.session.execute(
        select(Response.unit_id, Response.id, Response.channel, Mark.day, Response.ratings)
        .join(Mark, (Mark.unit_id == Response.unit_id) & (Mark.response_id == Response.id))
        .where(Mark.counted.is_(False), Mark.day.is_not(None))
    )
    for unit_id, rating, channel, day, packed in rows:
        if day is None:
            continue
        ratings[unit_id, channel, day].append(packed)
        marks[unit_id].append(rating)
    for key, of_day in ratings.items():
        _add(key, counted(of_day))
    for unit_id, of_unit in marks.items():
        for chunk in chunks(of_unit):
            db.session.execute(
                update(Mark).where(Mark.unit_id == unit_id, Mark.response_id.in_(chunk)).values(counted=True)
            )
    return sum(map(len, marks.values()))


def _add(key: _Key, counters: Counters) -> None:
    unit_id, channel, day = key
    row = db.session.get(UnitDay, key, populate_existing=True)
    if row is None:
        db.session.add(UnitDay(unit_id=unit_id, channel=channel, day=day, **counters._asdict()))
    else:
        for name, value in counters._asdict().items():
            setattr(row, name, getattr(row, name) + value)
    db.session.flush()


def forget_counters(*, today: datetime.date) -> None:
    """Counters and alarms go after 400 days; answers' counters of weeks that are over for thirty days are put together.

    What stays of a day is how many ratings it had; of a week of fewer than ten, how many the week had: where a month
    has one rating, a count of that day would say when it came. The answers' counters stand for a week, or for as many
    as it takes until they speak of ten ratings: no mean of a few people of one day is kept for longer than their marks.
    """
    serialise("counters")
    oldest = today - datetime.timedelta(days=DAYS_KEPT)
    db.session.execute(delete(UnitDay).where(UnitDay.day < oldest))
    db.session.execute(delete(UnitAlarm).where(UnitAlarm.last < oldest))
    ended = first_of(week_of(today - datetime.timedelta(days=DAYS_APART)))
    rows = db.session.scalars(
        select(UnitDay).where(UnitDay.day < ended, UnitDay.measured > 0).order_by(*UnitDay.__table__.primary_key)
    ).all()
    for (unit_id, channel), of_unit in groupby(rows, key=lambda row: (row.unit_id, row.channel)):
        _put_together(unit_id, channel, list(of_unit))
    _forget_days_of_few(ended)


def _forget_days_of_few(ended: datetime.date) -> None:
    """Lay the counts of a week before `ended` with fewer than ten ratings on its Monday."""
    query = select(UnitDay.unit_id, UnitDay.channel, UnitDay.day, UnitDay.n).where(UnitDay.day < ended, UnitDay.n > 0)
    rows = db.session.execute(query.order_by(*UnitDay.__table__.primary_key)).all()
    for (unit_id, channel, week), of_week in groupby(rows, key=lambda row: (*row[:2], week_of(row.day))):
        counts = {row.day: row.n for row in of_week}
        monday, n = first_of(week), sum(counts.values())
        if n >= MINIMUM_PUBLISHED or set(counts) == {monday}:
            continue
        in_week = (UnitDay.unit_id == unit_id, UnitDay.channel == channel, UnitDay.day.in_(counts))
        db.session.execute(update(UnitDay).where(*in_week).values(n=0))
        _add((unit_id, channel, monday), Counters(n))
        db.session.execute(delete(UnitDay).where(*in_week, UnitDay.n == 0, UnitDay.measured == 0))


def _put_together(unit_id: int, channel: str, rows: list[UnitDay]) -> None:
    carried = Counters()
    for week, of_week in groupby(rows, key=lambda row: week_of(row.day)):
        monday = first_of(week)
        days = list(of_week)
        if not carried.measured and [row.day for row in days] == [monday] and days[0].measured >= MINIMUM_PUBLISHED:
            continue
        for row in days:
            carried = carried.plus(_answers_of(row))
        if carried.measured >= MINIMUM_PUBLISHED or days[-1] is rows[-1]:
            _add((unit_id, channel, monday), carried)
            carried = Counters()


def _answers_of(row: UnitDay) -> Counters:
    """Take a day's answers out of its row; how many ratings there were stays."""
    taken = Counters(0, row.measured, row.straight, row.points, row.answers)
    row.measured = row.straight = row.points = row.answers = 0
    return taken
