"""What the tests of the desk of publication share: the months as they are today, forms sent, and what was stored."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal.audit.models import AuditEntry
from portal.core.clock import now, today
from portal.core.database import Base, transaction
from portal.core.extensions import db
from portal.domain.closing import RunKind, RunState
from portal.domain.periods import month_of, previous_month
from portal.publication.jobs import release
from portal.publication.models import Block
from portal.publication.queries import latest_runs
from portal.publication.services import ask_run
from tests.builders import ratings
from tests.cast import csrf_of

Inside = Callable[..., Any]


def this_month() -> str:
    return month_of(datetime.datetime.now(ZoneInfo("Asia/Jayapura")).date())


def ago(months: int) -> str:
    month = this_month()
    for _step in range(months):
        month = previous_month(month)
    return month


def send(client: FlaskClient, address: str, **data: object) -> str:
    """The page that comes in the end."""
    token = csrf_of(client, "/account")
    return client.post(address, data=data | {"csrf_token": token}, follow_redirects=True).text


def asked(kind: RunKind = RunKind.PUBLISH, month: str | None = None) -> int:
    with transaction():
        run = ask_run(kind=kind, month=month, asked_by="a@contoh.example", at=now(), this_month=this_month())
        return run.id


def closed(month: str, n: int = 12) -> None:
    """Ratings of a month, and the month closed."""
    ratings(n, month=month)
    release(day=today(), close=month)


def state() -> RunState:
    return latest_runs(now())[0].state


def count(table: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def in_blocks() -> int:
    return db.session.scalar(select(func.sum(Block.n))) or 0


def deeds(action: str) -> list[AuditEntry]:
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == action)))
