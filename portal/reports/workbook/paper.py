"""One sheet of a workbook to write on: texts are texts, numbers numbers, and only we write formulas.

xlsxwriter is told to take no text for a formula, a number or a link; what a spreadsheet would take for a formula after
it was saved as CSV gets an apostrophe, as in every CSV of the portal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from portal.charts import palette
from portal.core.csv_files import safe_cell
from portal.press import printable

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
Cell = str | int | Decimal | None
_STYLES: Mapping[str, dict[str, object]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "note": {"font_color": palette.SOFT},
    "title": {"bold": True, "font_size": 15, "font_color": palette.SEA},
    "head": {"bold": True, "bg_color": palette.FOAM, "text_wrap": True, "valign": "top", "bottom": 1},
    "strong": {"bold": True, "valign": "top"},
    "integer": {"num_format": "#,##0", "valign": "top"},
    "two": {"num_format": "#,##0.00", "valign": "top"},
    "four": {"num_format": "0.0000", "valign": "top"},
    "six": {"num_format": "0.000000", "valign": "top"},
    "result": {"num_format": "0.00", "bold": True, "bg_color": palette.SUN_PALE},
    "letter": {"bold": True, "align": "center", "bg_color": palette.SUN_PALE},
    "grade": {"align": "center", "valign": "top"},
}


class Paper:
    """A sheet, written from the top; `row` is the next free one, counted from 0."""

    def __init__(self, book: Workbook, name: str, widths: Sequence[int], styles: Mapping[str, Format]) -> None:
        self.sheet: Worksheet = book.add_worksheet(name)
        self.name = name
        self.row = 0
        self._styles = styles
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def line(self, cells: Sequence[Cell], style: str = "text", styles: Sequence[str] = ()) -> int:
        """A row of values; `styles` name that of each cell where they differ. Returns its number."""
        for column, value in enumerate(cells):
            self.put(self.row, column, value, styles[column] if styles else style)
        self.row += 1
        return self.row - 1

    def put(self, row: int, column: int, value: Cell, style: str) -> None:
        """One value."""
        shown = self._styles[style]
        if value is None:
            self.sheet.write_blank(row, column, None, shown)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, safe_cell(printable(value)), shown)
        else:
            self.sheet.write_number(row, column, value, shown)

    def formula(self, row: int, column: int, formula: str, value: Cell, style: str) -> None:
        """A formula, and what it gives, for who opens the file without reckoning anew."""
        self.sheet.write_formula(row, column, formula, self._styles[style], "" if value is None else value)

    def skip(self, rows: int = 1) -> None:
        """Leave rows empty."""
        self.row += rows


def styles_of(book: Workbook) -> dict[str, Format]:
    """The looks of cells, by name."""
    return {name: book.add_format(dict(look)) for name, look in _STYLES.items()}


def cell(row: int, column: int, *, fixed: bool = False) -> str:
    """`C5`, or `$C$5` where it must not move."""
    return str(xl_rowcol_to_cell(row, column, row_abs=fixed, col_abs=fixed))
