"""What would name a person in a text for everybody: numbers as long as those of civil servants and of residents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from portal.domain.errors import FieldError

NIK, NIP = 16, 18
"""Digits of a resident's number (NIK), and of a civil servant's (NIP), which is often written in four parts."""
_RUN = re.compile(r"\d(?:\s*\d)*")


def person_faults(field: str, text: str) -> Iterator[FieldError]:
    """`personal_number` where the text holds 16 or 18 digits in a row, blanks and invisible characters aside.

    Limit: several numbers behind one another with nothing but blanks between them may come to that by chance.
    """
    seen = "".join(character for character in text if unicodedata.category(character) != "Cf")
    if any(_is_personal(run.split()) for run in _RUN.findall(seen)):
        yield FieldError(field, "personal_number")


def _is_personal(parts: list[str]) -> bool:
    return any(length in (NIK, NIP) for length in [sum(map(len, parts)), *map(len, parts)])
