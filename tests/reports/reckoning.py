"""A spreadsheet in small: reckons the few kinds of formula that our workbook holds, in binary fractions."""

from __future__ import annotations

import math
import re
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

_PLACE = re.compile(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")


class Reckoner:
    """The values of one sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet

    def value(self, place: str) -> Any:
        """What a cell holds, or what its formula gives."""
        held = self._sheet[place].value
        if not (isinstance(held, str) and held.startswith("=")):
            return held
        names = {"value": self.value, "column": self._column, "ROUND": self.round}
        written = _PLACE.sub(self._python, held[1:])
        return eval(written, {"__builtins__": {}}, {**_FUNCTIONS, **names})  # our own formulas, in a test

    def _python(self, place: re.Match[str]) -> str:
        first, last = place[1] + place[2], place[3]
        return f'value("{first}")' if last is None else f'column("{first}:{last}{place[4]}")'

    def _column(self, span: str) -> list[Any]:
        return [self.value(cell.coordinate) for row in self._sheet[span] for cell in row]

    @staticmethod
    def round(value: float, places: int) -> float:
        """Half away from zero, on the binary fraction as it is: an office does no worse."""
        scaled = value * 10**places
        return float(math.floor(scaled + 0.5) / 10**places)


def _if(condition: bool, yes: Any, no: Any) -> Any:
    return yes if condition else no


def _lookup(value: float, bounds: list[float], results: list[str]) -> str:
    return [result for bound, result in zip(bounds, results, strict=True) if bound <= value][-1]


_FUNCTIONS: dict[str, Any] = {"SUM": sum, "ROWS": len, "INT": math.floor, "IF": _if, "LOOKUP": _lookup}


def label_row(sheet: Worksheet, label: str) -> int:
    """The row, from 1, whose first cell holds that text."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == label)
