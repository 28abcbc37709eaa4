"""The worker makes the city reports that were asked for, unit after unit, and forgets old ones."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from flask import current_app

from portal.audit.services import record
from portal.catalogue.models import Unit
from portal.catalogue.queries import unit_by_slug, units_in
from portal.core.clock import now, today
from portal.core.database import transaction
from portal.core.jobs import Job
from portal.core.mail import own_address
from portal.domain.periods import Period, parse_period
from portal.publication.queries import unit_scorecards
from portal.reports.documents import File, city_overview, list_of_missing, unit_files
from portal.reports.press import Busy
from portal.reports.queries import has_ratings
from portal.reports.services import (
    TakenReport,
    finish_report,
    forget_reports,
    report_progress,
    take_report,
)
from portal.reports.shelf import file_of, new_file, sweep

_OF_UNIT = ["skm.pdf", "skm.xlsx"]


_NOT_OF_A_UNIT = (OSError, Busy)
"""What goes wrong for all units alike: the report fails and is asked for again. A lost database fails at the next sign
of life."""


class _Cancelled(Exception):
    """Somebody stopped the report while it was being made."""


@dataclass
class _Making:
    """Where the making of a report is: the unit whose turn it is, and those whose documents could not be made."""

    unit: str = ""
    missing: list[str] = field(default_factory=list)


def asked_for() -> None:
    """Once a minute: the city report that a reviewer asked for, and the old ones out."""
    with transaction():
        run = take_report(at=now())
    if run is not None:
        _make(run)
    with transaction():
        staying = forget_reports(at=now())
    sweep(staying)


def _make(run: TakenReport) -> None:
    making = _Making()
    try:
        with new_file(run.id) as draft:
            _write(run, draft, making)
        _finish(run, making.missing)
    except _Cancelled:
        structlog.get_logger().info("report cancelled", report=run.id)
    except Exception:
        structlog.get_logger().error("report failed", report=run.id, unit=making.unit)
        with transaction():
            finish_report(run_id=run.id, size=None, at=now(), missing=[making.unit] if making.unit else [])
        raise


def _finish(run: TakenReport, missing: list[str]) -> None:
    """The file is in its place before it is said to be."""
    size = file_of(run.id).stat().st_size
    with transaction():
        if finish_report(run_id=run.id, size=size, at=now(), missing=missing):
            about = {"period": run.period, "lang": run.lang}
            record(actor=run.asked_by, action="report.make", subject=str(run.id), at=now(), after=about)


def _write(run: TakenReport, draft: Path, making: _Making) -> None:
    """Each unit by itself, so that the database is read in small bites and how far it is can be seen."""
    period = parse_period(run.period)
    with _speaking(run.lang):
        cards = unit_scorecards(period)
        units = [unit for unit in units_in(period.year) if unit.id in cards and has_ratings(cards[unit.id])]
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
        for done, unit in enumerate(units):
            _tell(run.id, done, len(units))
            making.unit = unit.name
            for file in _documents(run, unit, period, making):
                archive.writestr(f"{unit.slug}/{file.name}", file.body)
        making.unit = ""
        _tell(run.id, len(units), len(units))
        with _speaking(run.lang):
            last = [city_overview(period), *([list_of_missing(making.missing, period)] if making.missing else [])]
        for file in last:
            archive.writestr(file.name, file.body)


def _documents(run: TakenReport, unit: Unit, period: Period, making: _Making) -> list[File]:
    """The files of a unit; none where one of them cannot be made: the others are not to be lost for that."""
    try:
        with _speaking(run.lang):
            return unit_files(unit_by_slug(unit.slug), period, _OF_UNIT, day=today())
    except _NOT_OF_A_UNIT:
        raise
    except Exception:  # noqa: BLE001 # whatever is wrong with the numbers or words of one unit
        structlog.get_logger().exception("document failed", report=run.id, unit=unit.slug, period=period.text)
        making.missing.append(unit.name)
        return []


def _tell(run_id: int, done: int, total: int) -> None:
    with transaction():
        goes_on = report_progress(run_id=run_id, done=done, total=total, at=now())
    if not goes_on:
        raise _Cancelled


@contextmanager
def _speaking(lang: str) -> Iterator[None]:
    """As if a reader of that language had asked: words, numbers and addresses come out as in a request."""
    with current_app.test_request_context(f"/?lang={lang}", base_url=own_address()):
        yield


JOBS = (Job("reports-asked-for", asked_for, minute="*"),)
