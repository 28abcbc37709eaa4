"""A city and a report of all its units that was asked for at the desk, in steps for a process that may be killed."""

from __future__ import annotations

import datetime
import sys

from sqlalchemy import update

from config import from_environment
from portal import create_app
from portal.core.clock import now, this_month
from portal.core.database import transaction
from portal.core.extensions import db
from portal.domain.errors import Refused
from portal.domain.periods import parse_period, previous_month
from portal.domain.report_runs import LOST_AFTER
from portal.publication.jobs import release
from portal.reports.forms import report_result
from portal.reports.jobs import asked_for
from portal.reports.models import ReportRun
from portal.reports.queries import latest_reports
from portal.reports.services import ask_report
from tests.builders import MIXED, a_service, ratings

UNITS = 12


def fill() -> None:
    """A dozen units with ratings of a month that is closed."""
    month = previous_month(this_month())
    for number in range(UNITS):
        a_service(f"layanan-{number}", unit=f"unit-{number}")
        ratings(16, service=f"layanan-{number}", packed=MIXED * 2, month=month)
    release(day=now().date(), close=month)


def ask() -> None:
    """Ask for the report of that month; `refused` where one is thought to be under way."""
    period = parse_period(previous_month(this_month()))
    try:
        with transaction():
            ask_report(period=period, lang="id", asked_by="penilai@contoh.example", at=now(), month=this_month())
    except Refused as refusal:
        print(refusal.code)


def wait() -> None:
    """Let it be six minutes since the last sign of life."""
    earlier = now() - LOST_AFTER - datetime.timedelta(minutes=1)
    with transaction():
        going = ReportRun.outcome.is_(None) & ReportRun.seen_at.is_not(None)
        db.session.execute(update(ReportRun).where(going).values(seen_at=earlier))


def work() -> None:
    """What the worker does once a minute; says when it begins."""
    print("begun", flush=True)
    asked_for()


def say() -> None:
    """What the desk says of the latest report."""
    print(report_result(latest_reports(now())[0]))


if __name__ == "__main__":
    app = create_app(from_environment())
    with app.app_context(), app.test_request_context():
        {"fill": fill, "ask": ask, "wait": wait, "work": work, "say": say}[sys.argv[1]]()
