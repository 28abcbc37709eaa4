"""The documents of a unit and of the city, by the names under which they can be had: read, written and printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import url_for

from portal.catalogue.models import Unit
from portal.catalogue.queries import is_sample_city
from portal.core.access import own_origin
from portal.domain.errors import NotFound
from portal.domain.periods import Period
from portal.reports.press import pdf
from portal.reports.queries import UnitResult, city_result, unit_result
from portal.reports.workbook import workbook
from portal.reports.writing import city_report, poster, skm_report

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class File:
    """A document as it is sent."""

    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True)
class _Place:
    """What a document says of where it comes from: the public page of the numbers; whether they are invented."""

    address: str
    is_sample: bool


def _skm(result: UnitResult, place: _Place) -> bytes:
    return pdf(skm_report(result, address=place.address, is_sample=place.is_sample))


def _poster(result: UnitResult, place: _Place) -> bytes:
    return pdf(poster(result, address=place.address, is_sample=place.is_sample))


def _workbook(result: UnitResult, place: _Place) -> bytes:
    return workbook(result, address=place.address, is_sample=place.is_sample)


_MAKERS: Mapping[str, tuple[str, Callable[[UnitResult, _Place], bytes]]] = {
    "skm.pdf": (PDF, _skm),
    "poster.pdf": (PDF, _poster),
    "skm.xlsx": (XLSX, _workbook),
}
PUBLIC = frozenset({"skm.pdf", "poster.pdf"})


def unit_file(unit: Unit, period: Period, name: str) -> File:
    """One document of a unit, in the reader's language; raises NotFound for a name that there is not."""
    return unit_files(unit, period, [name])[0]


def unit_files(unit: Unit, period: Period, names: list[str]) -> list[File]:
    """Several documents of a unit from one reading."""
    if not set(names) <= _MAKERS.keys():
        raise NotFound
    result = unit_result(unit, period)
    address = own_origin() + url_for("dashboards.unit", unit=unit.slug, period=period.text)
    place = _Place(address, is_sample_city())
    return [_file(unit, period, name, result, place) for name in names]


def city_overview(period: Period) -> File:
    """The overview of all units, in the reader's language."""
    address = own_origin() + url_for("dashboards.accountability", period=period.text)
    body = pdf(city_report(city_result(period), address=address, is_sample=is_sample_city()))
    return File(f"ikhtisar-kota-{period.text}.pdf", PDF, body)


def _file(unit: Unit, period: Period, name: str, result: UnitResult, place: _Place) -> File:
    media_type, make = _MAKERS[name]
    stem, _dot, ending = name.partition(".")
    return File(f"{stem}-{unit.slug}-{period.text}.{ending}", media_type, make(result, place))
