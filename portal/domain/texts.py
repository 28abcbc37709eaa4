"""What free text may hold: anything people write, but nothing that a database or a screen cannot keep."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from portal.domain.errors import FieldError

MAX_COMMENT = 5000

_ALLOWED_CONTROLS = "\n\r\t"
_REPLACEMENT = "\ufffd"
"""Stands where bytes were not UTF-8."""


SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
MAX_SLUG = 80


def is_slug(text: str) -> bool:
    """Whether a text can be the permanent name of a unit or a service in addresses."""
    return len(text) <= MAX_SLUG and re.fullmatch(SLUG, text) is not None


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in it: blanks, also those without width, name nothing."""
    return any(character.isalnum() for character in text)


def check_text(field: str, text: str, maximum: int) -> Iterator[FieldError]:
    """`too_long` beyond `maximum` characters; `bad_character` for NUL, controls, halves of pairs, broken UTF-8."""
    if len(text) > maximum:
        yield FieldError(field, "too_long", {"maximum": maximum})
    if any(_is_bad(character) for character in text):
        yield FieldError(field, "bad_character")


def _is_bad(character: str) -> bool:
    if character in _ALLOWED_CONTROLS:
        return False
    return character == _REPLACEMENT or unicodedata.category(character) in {"Cc", "Cs"}
