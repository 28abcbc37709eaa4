"""The documents of a unit and of the city, by the names under which they can be had: read, written and printed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import url_for
from flask_babel import gettext as _

from portal.catalogue.models import Unit
from portal.catalogue.queries import is_sample_city
from portal.core.access import own_origin
from portal.domain.errors import NotFound
from portal.domain.periods import Period
from portal.reports.press import pdf
from portal.reports.queries import UnitResult, city_result, review_result, unit_result
from portal.reports.workbook import workbook
from portal.reports.writing import Place, city_report, follow_up_table, poster, review_sheet, skm_report

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class File:
    """A document as it is sent."""

    name: str
    media_type: str
    body: bytes


@dataclass
class _Source:
    """What the documents of a unit and period are made from, read once."""

    unit: Unit
    period: Period
    day: datetime.date

    @cached_property
    def place(self) -> Place:
        address = own_origin() + url_for("dashboards.unit", unit=self.unit.slug, period=self.period.text)
        return Place(address, is_sample_city())

    @cached_property
    def result(self) -> UnitResult:
        return unit_result(self.unit, self.period, day=self.day)


def _skm(source: _Source) -> bytes:
    return pdf(skm_report(source.result, source.place))


def _poster(source: _Source) -> bytes:
    return pdf(poster(source.result, source.place))


def _follow_up(source: _Source) -> bytes:
    return pdf(follow_up_table(source.result, source.place, day=source.day))


def _review(source: _Source) -> bytes:
    return pdf(review_sheet(review_result(source.unit, source.period), source.place))


def _workbook(source: _Source) -> bytes:
    return workbook(source.result, source.place)


_MAKERS: Mapping[str, tuple[str, Callable[[_Source], bytes]]] = {
    "skm.pdf": (PDF, _skm),
    "poster.pdf": (PDF, _poster),
    "followup.pdf": (PDF, _follow_up),
    "review.pdf": (PDF, _review),
    "skm.xlsx": (XLSX, _workbook),
}
PUBLIC = frozenset({"skm.pdf", "poster.pdf", "followup.pdf"})


def unit_file(unit: Unit, period: Period, name: str, *, day: datetime.date) -> File:
    """One document of a unit, in the reader's language; raises NotFound for a name that there is not."""
    return unit_files(unit, period, [name], day=day)[0]


def unit_files(unit: Unit, period: Period, names: Sequence[str], *, day: datetime.date) -> list[File]:
    """Several documents of a unit from one reading; `day`: on which promises stand as they are said to."""
    if not set(names) <= _MAKERS.keys():
        raise NotFound
    source = _Source(unit, period, day)
    return [_file(source, name) for name in names]


def list_of_missing(units: Sequence[str], period: Period) -> File:
    """Which units' documents are not there, so that nobody takes the file for a whole one, in the reader's language."""
    head = _("Dokumen unit berikut tidak dapat dibuat dan tidak ada dalam berkas ini:")
    body = "\n".join([head, *(f"- {unit}" for unit in units), ""])
    return File(f"tidak-terbuat-{period.text}.txt", "text/plain; charset=utf-8", body.encode())


def city_overview(period: Period) -> File:
    """The overview of all units, in the reader's language."""
    address = own_origin() + url_for("dashboards.accountability", period=period.text)
    body = pdf(city_report(city_result(period), Place(address, is_sample_city())))
    return File(f"ikhtisar-kota-{period.text}.pdf", PDF, body)


def _file(source: _Source, name: str) -> File:
    media_type, make = _MAKERS[name]
    stem, _dot, ending = name.partition(".")
    return File(f"{stem}-{source.unit.slug}-{source.period.text}.{ending}", media_type, make(source))
