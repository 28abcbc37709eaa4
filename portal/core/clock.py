"""The one clock. Only doors (views, jobs, commands) read it; everything below gets time as an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import current_app

from portal.domain.periods import city_day, month_of


def now() -> datetime:
    """This instant, UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in the city."""
    return city_day(now(), current_app.extensions["portal"].city.zone)


def this_month() -> str:
    """The month it is in the city, `YYYY-MM`."""
    return month_of(today())
