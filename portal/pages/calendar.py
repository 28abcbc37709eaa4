"""The deadlines of a person as a calendar (RFC 5545), for an application that fetches it again and again."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from collections.abc import Iterable

from flask_babel import gettext as _
from icalendar import Alarm, Calendar, Event, Timezone
from icalendar.enums import TRANSP

from portal.core.duties import Duty
from portal.core.urls import absolute

REFRESH = datetime.timedelta(hours=6)
REMINDER = datetime.timedelta(hours=-16)
"""From the first minute of the day that something is due: eight in the morning of the day before."""


def calendar_of(
    duties: Iterable[Duty], *, owner: uuid.UUID, name: str, zone: str, day: datetime.date, at: datetime.datetime
) -> bytes:
    """Those duties that have a date, as all-day events in the language that is set.

    `owner` is what the ids of the events grow from, so that they are the same at each fetch and nobody else's; `zone`
    names the city's time zone, without which a calendar with nothing in it would not be one.
    """
    calendar = Calendar.new(prodid="-//Suara Sorong//Kalender tenggat//ID", name=name, refresh_interval=REFRESH)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-timezone", zone)
    calendar.add("x-published-ttl", REFRESH)
    calendar.add_component(Timezone.from_tzid(zone))
    seen: Counter[str] = Counter()
    for duty in duties:
        if duty.due is not None:
            calendar.add_component(_event(duty, duty.due, _id(duty, owner, seen), day, at))
    made: bytes = calendar.to_ical()
    return made


def _id(duty: Duty, owner: uuid.UUID, seen: Counter[str]) -> uuid.UUID:
    """By place and key, not by date, so that a deadline that moves is the same event; equal ones are numbered."""
    known_by = f"{duty.href} {duty.key or duty.text}"
    seen[known_by] += 1
    return uuid.uuid5(owner, f"{known_by} {seen[known_by]}")


def _event(duty: Duty, due: datetime.date, uid: uuid.UUID, day: datetime.date, at: datetime.datetime) -> Event:
    address, text = absolute(duty.href), " ".join(str(duty.text).split())
    event = Event.new(
        uid=uid,
        stamp=at,
        start=due,
        end=due + datetime.timedelta(days=1) if due < datetime.date.max else None,
        summary=text,
        description=_("Dikerjakan di sini: %(address)s", address=address),
        url=address,
        transparency=TRANSP.TRANSPARENT,
    )
    if due > day:
        event.add_component(_alarm(text))
    return event


def _alarm(text: str) -> Alarm:
    alarm = Alarm.new(description=text)
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", REMINDER)
    return alarm
