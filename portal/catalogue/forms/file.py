"""The catalogue file: reads the CSV and names every bad line, before anything is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from portal.catalogue.models import KINDS
from portal.catalogue.services import CatalogueLine
from portal.core.csv_files import BadLine, CsvFile
from portal.domain.catalogue import RESERVED_FOR_PAGES
from portal.domain.entries import OTHER_SERVICE_SLUG
from portal.domain.texts import MAX_SLUG, has_words, is_slug

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
LONGEST = {"unit_name": 200, "service_name": 200}
REQUIRED = ("unit", "unit_name", "service", "service_name")


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
    for column, value in row.items():
        reason = _wrong(column, value)
        if reason:
            yield BadLine(number, column, reason)


def _wrong(column: str, value: str) -> str | None:
    """What is wrong with one value, or None."""
    if not value:
        return "kosong" if column in REQUIRED else None
    if column in LONGEST and not has_words(value):
        return "tanpa huruf dan angka"
    if column in {"unit", "service", "parent"} and not is_slug(value):
        return f"«{value}» bukan slug (huruf kecil, angka, tanda hubung; maks. {MAX_SLUG})"
    if column == "unit" and value in RESERVED_FOR_PAGES:
        return f"«{value}» dipakai portal sendiri; pilih slug yang lain"
    if column == "service" and value == OTHER_SERVICE_SLUG:
        return f"«{OTHER_SERVICE_SLUG}» dipakai untuk layanan lain; pilih slug yang lain"
    if column == "kind" and value not in KINDS:
        return f"«{value}» tidak dikenal; pilih {', '.join(KINDS)}"
    if column in {"staff", "users"} and not re.fullmatch(r"[0-9]{1,9}", value):
        return f"«{value}» bukan bilangan bulat"
    return f"lebih dari {LONGEST[column]} huruf" if len(value) > LONGEST.get(column, MAX_SLUG) else None


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
