"""The catalogue of training as a file: its columns, and every bad line named before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portal.core.csv_files import BadLine, CsvFile, safe_cell
from portal.domain.errors import FieldError
from portal.domain.promises import BudgetSource
from portal.domain.training import CourseFacts, course_faults
from portal.followups.forms.training import amount_of
from portal.followups.models import Course
from portal.followups.services import CourseLine
from portal.surveys.queries import element_names

_TEXTS = ("name", "provider", "university", "certificate", "competences")
COLUMNS = ("course", *_TEXTS, "elements", "cost", "funding", "seats")
"""`course`: the slug, empty for a new one; `elements`: codes with blanks between; `cost`: whole rupiah for a seat."""
_REQUIRED = ("name", "provider", "competences", "elements", "cost", "funding", "seats")
_REASONS = {
    "missing": "kosong",
    "no_words": "tanpa huruf dan angka",
    "too_long": "terlalu panjang (maks. %(maximum)s)",
    "bad_character": "memuat huruf yang tidak dapat disimpan",
    "unknown_element": "memuat unsur yang tidak dikenal",
    "negative": "kurang dari nol",
    "too_much": "terlalu besar (maks. %(maximum)s)",
}


def course_lines(file: CsvFile) -> tuple[list[CourseLine], list[BadLine]]:
    """The lines of the file and everything wrong with them."""
    bad = list(file.check_columns(COLUMNS, _REQUIRED))
    if bad:
        return [], bad
    rows = [(number, {name: _as_written(cell) for name, cell in row.items()}) for number, row in file.rows()]
    bad = [line for number, row in rows for line in _unreadable(number, row)]
    if bad:
        return [], bad
    lines = [CourseLine(number, row.get("course", ""), _facts(row)) for number, row in rows]
    bad = [BadLine(line.number, wrong.field, _reason(wrong)) for line in lines for wrong in _wrong(line)]
    return lines, [*bad, *_twice(lines)]


def course_row(course: Course) -> list[str]:
    """One line of the file going out."""
    facts = course.facts
    row = (course.slug, *(getattr(facts, name) for name in _TEXTS), " ".join(facts.elements), facts.cost)
    return [safe_cell(value) for value in (*row, facts.funding.value, facts.seats)]


def _unreadable(number: int, row: Mapping[str, str]) -> Iterator[BadLine]:
    for column in ("cost", "seats"):
        digits = amount_of(row[column]).removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 16):
            yield BadLine(number, column, f"«{row[column][:40]}» bukan bilangan bulat")
    if row["funding"] not in set(BudgetSource):
        known = ", ".join(BudgetSource)
        yield BadLine(number, "funding", f"«{row['funding'][:40]}» tidak dikenal; pilih {known}")


def _facts(row: Mapping[str, str]) -> CourseFacts:
    return CourseFacts(
        **{name: row.get(name, "") for name in _TEXTS},
        elements=tuple(row["elements"].replace(",", " ").split()),
        cost=int(amount_of(row["cost"])),
        funding=BudgetSource(row["funding"]),
        seats=int(amount_of(row["seats"])),
    )


def _wrong(line: CourseLine) -> list[FieldError]:
    return course_faults(line.facts, elements=element_names())


def _reason(wrong: FieldError) -> str:
    return _REASONS[wrong.code] % wrong.values


def _twice(lines: list[CourseLine]) -> Iterator[BadLine]:
    first: dict[str, int] = {}
    for line in lines:
        if line.slug and first.setdefault(line.slug, line.number) != line.number:
            yield BadLine(line.number, "course", f"«{line.slug[:80]}» sudah ada di baris {first[line.slug]}")


def _as_written(cell: str) -> str:
    """Without the apostrophe that the file going out puts before what looks like a formula."""
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell
