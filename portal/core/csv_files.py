"""CSV as offices send it: `,` or `;`, UTF-8 with or without a byte order mark; every bad line is named."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.domain.texts import without_turns

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class BadLine:
    """What is wrong in one line (the header is line 1)."""

    number: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"baris {self.number}, kolom {self.column}: {self.reason}"


@dataclass(frozen=True)
class CsvFile:
    """A table read from bytes: column names and rows with their line numbers."""

    columns: tuple[str, ...]
    table: tuple[tuple[int, tuple[str, ...]], ...]

    def check_columns(self, known: Sequence[str], required: Sequence[str]) -> Iterator[BadLine]:
        """Columns that are unknown, missing or given twice, and lines with the wrong number of values."""
        for column in self.columns:
            if column not in known:
                yield BadLine(1, column or "(kosong)", f"kolom tidak dikenal; yang dikenal: {', '.join(known)}")
            if self.columns.count(column) > 1:
                yield BadLine(1, column, "kolom ini ada lebih dari satu kali")
        for column in required:
            if column not in self.columns:
                yield BadLine(1, column, "kolom wajib tidak ada")
        for number, values in self.table:
            if len(values) != len(self.columns):
                yield BadLine(number, "(semua)", f"{len(values)} nilai untuk {len(self.columns)} kolom")

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Line number and value by column, stripped."""
        for number, values in self.table:
            yield number, dict(zip(self.columns, values, strict=True))


def read_csv(data: bytes) -> CsvFile | BadLine:
    """The table in these bytes, or why they are none. Empty lines are passed over."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return BadLine(data.count(b"\n", 0, error.start) + 1, "(semua)", "bukan UTF-8")
    text = without_turns(text)
    if "\x00" in text:
        return BadLine(text.count("\n", 0, text.index("\x00")) + 1, "(semua)", "memuat karakter NUL")
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        for values in reader:
            if any(value.strip() for value in values):
                rows.append((reader.line_num, tuple(value.strip() for value in values)))
    except csv.Error as error:
        return BadLine(reader.line_num, "(semua)", f"bukan CSV yang sah ({error})")
    if not rows:
        return BadLine(1, "(semua)", "berkas kosong")
    return CsvFile(columns=rows[0][1], table=tuple(rows[1:]))


def safe_cell(value: object) -> str:
    """A value as text. An apostrophe stands before words that a spreadsheet would take for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.lstrip(" ").startswith(_FORMULA) else text
