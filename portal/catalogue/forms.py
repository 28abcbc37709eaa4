"""The catalogue file: reads the CSV and names every bad line, before anything is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.catalogue.models import KINDS
from portal.core.csv_files import BadLine, CsvFile
from portal.domain.entries import OTHER_SERVICE_SLUG
from portal.domain.texts import is_slug

COLUMNS = (
    "unit",
    "unit_name",
    "kind",
    "distrik",
    "parent",
    "staff",
    "service",
    "service_name",
    "users",
)
REQUIRED = ("unit", "unit_name", "service", "service_name")


@dataclass(frozen=True)
class CatalogueLine:
    """One line: a service and the unit that gives it. None = the column is absent or empty."""

    number: int
    unit: str
    unit_name: str
    service: str
    service_name: str
    kind: str | None
    distrik: str | None
    parent: str | None
    staff: int | None
    users: int | None


def catalogue_lines(file: CsvFile) -> tuple[list[CatalogueLine], list[BadLine]]:
    """The lines of the file and everything wrong with them."""
    bad = list(file.check_columns(COLUMNS, REQUIRED))
    if bad:
        return [], bad
    lines: list[CatalogueLine] = []
    for number, row in file.rows():
        errors = list(_errors(number, row))
        bad.extend(errors)
        if not errors:
            lines.append(_line(number, row))
    bad.extend(_contradictions(lines))
    return lines, bad


def _errors(number: int, row: Mapping[str, str]) -> Iterator[BadLine]:
    for column in REQUIRED:
        if not row[column]:
            yield BadLine(number, column, "kosong")
    for column in ("unit", "service", "parent"):
        if row.get(column) and not is_slug(row[column]):
            yield BadLine(number, column, f"«{row[column]}» bukan slug (huruf kecil, angka, tanda hubung; maks. 80)")
    if row["service"] == OTHER_SERVICE_SLUG:
        yield BadLine(number, "service", f"«{OTHER_SERVICE_SLUG}» dipakai untuk layanan lain; pilih slug yang lain")
    for column in ("unit_name", "service_name"):
        if len(row[column]) > 200:
            yield BadLine(number, column, "lebih dari 200 huruf")
    if row.get("kind") and row["kind"] not in KINDS:
        yield BadLine(number, "kind", f"«{row['kind']}» tidak dikenal; pilih {', '.join(KINDS)}")
    for column in ("staff", "users"):
        if row.get(column) and not re.fullmatch(r"[0-9]{1,9}", row[column]):
            yield BadLine(number, column, f"«{row[column]}» bukan bilangan bulat")


def _line(number: int, row: Mapping[str, str]) -> CatalogueLine:
    def whole(column: str) -> int | None:
        return int(row[column]) if row.get(column) else None

    return CatalogueLine(
        number=number,
        unit=row["unit"],
        unit_name=row["unit_name"],
        service=row["service"],
        service_name=row["service_name"],
        kind=row.get("kind") or None,
        distrik=row.get("distrik") or None,
        parent=row.get("parent") or None,
        staff=whole("staff"),
        users=whole("users"),
    )


def _contradictions(lines: list[CatalogueLine]) -> Iterator[BadLine]:
    owners: dict[str, str] = {}
    units: dict[str, CatalogueLine] = {}
    for line in lines:
        if line.service in owners:
            yield BadLine(line.number, "service", f"«{line.service}» sudah ada di baris sebelumnya")
        owners[line.service] = line.unit
        first = units.setdefault(line.unit, line)
        for column in ("unit_name", "kind", "distrik", "parent", "staff"):
            if getattr(first, column) != getattr(line, column):
                yield BadLine(line.number, column, f"berbeda dari baris {first.number} untuk unit yang sama")
        if line.parent == line.unit:
            yield BadLine(line.number, "parent", "unit tidak dapat menjadi induk dirinya sendiri")
