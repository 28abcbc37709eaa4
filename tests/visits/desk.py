"""What the tests of codes share: printing at the desk, an enrolled machine, and what was stored."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Select, func, select
from werkzeug.test import TestResponse

from portal.catalogue.queries import unit_by_slug
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import db
from portal.visits.models import VisitBatch, VisitCode
from portal.visits.services import enrol

_Result = TypeVar("_Result")
DESK = "/workplace/dukcapil/codes"
CODES = re.compile(r'<strong class="slips-code">([^<]+)</strong>')


def city_day() -> datetime.date:
    """Today in the city, where no context stands open."""
    return datetime.datetime.now(ZoneInfo("Asia/Jayapura")).date()


def form_of(client: FlaskClient, address: str = DESK) -> dict[str, str]:
    """The hidden fields of the desk's form."""
    page = client.get(address).text
    found = dict(re.findall(r'name="(csrf_token|ticket)" type="hidden" value="([^"]*)"', page))
    found |= dict(re.findall(r'name="(csrf_token)" value="([^"]*)"', page))
    return found


def print_codes(client: FlaskClient, **change: object) -> TestResponse:
    """The answer to a form of the desk, ten codes of KTP-el by default."""
    data = {**form_of(client), "service": "ktp-el", "count": 10, **change}
    return client.post(f"{DESK}/print", data=data)


def a_key(unit: str = "dukcapil", name: str = "Lantai 1", day: datetime.date | None = None) -> str:
    """The key of a new machine of a unit."""
    with transaction():
        return enrol(unit=unit_by_slug(unit), name=name, day=day or today()).key


def count(table: type[VisitBatch | VisitCode] = VisitCode) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def inside(app: Flask, work: Callable[..., _Result], *arguments: Any, **named: Any) -> _Result:
    """What work gives in a context of its own: beside requests of signed-in people none may stand open."""
    with app.app_context():
        return work(*arguments, **named)


def column(app: Flask, query: Select[Any]) -> list[Any]:
    """The first column of what a query finds."""
    return inside(app, lambda: list(db.session.scalars(query)))
