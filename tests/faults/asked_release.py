"""A city and a release that was asked for at the desk, in steps for a process that may be killed."""

from __future__ import annotations

import datetime
import sys

from sqlalchemy import update

from config import from_environment
from portal import create_app
from portal.core.clock import now, this_month
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.closing import LOST_AFTER, RunKind
from portal.domain.periods import previous_month
from portal.publication.jobs import asked_for
from portal.publication.models import PublicationRun
from portal.publication.queries import last_publication, latest_runs
from portal.publication.services import ask_run, differences
from tests.builders import MIXED, a_service, ratings

UNITS = 60


def fill() -> None:
    """Sixty units with ratings of a month that has ended."""
    month = previous_month(this_month())
    for number in range(UNITS):
        a_service(f"layanan-{number}", unit=f"unit-{number}")
        ratings(16, service=f"layanan-{number}", packed=MIXED * 2, month=month)


def ask() -> None:
    """Ask for the closing of that month, a quarter of an hour after the last one was broken off."""
    with transaction():
        earlier = now() - LOST_AFTER - datetime.timedelta(minutes=1)
        going = PublicationRun.outcome.is_(None) & PublicationRun.seen_at.is_not(None)
        db.session.execute(update(PublicationRun).where(going).values(seen_at=earlier))
    with transaction():
        ask_run(
            kind=RunKind.CLOSE,
            month=previous_month(this_month()),
            asked_by="administrator.kota@contoh.example",
            at=now(),
            this_month=this_month(),
        )


def work() -> None:
    """What the worker does once a minute; says when it begins."""
    print("begun", flush=True)
    asked_for()


def say() -> None:
    """The state of the latest run, the number of the publication, and how much roll-up and blocks differ."""
    print(latest_runs(now())[0].state.value, last_publication() is not None, len(differences()))


if __name__ == "__main__":
    with create_app(from_environment()).app_context():
        {"fill": fill, "ask": ask, "work": work, "say": say}[sys.argv[1]]()
