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
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Controls that turn the direction of what follows, be it a neighbour's words; they come along from chats."""
_INVISIBLE_LETTERS = "\u115f\u1160\u3164\uffa0"
"""Fillers of Hangul: letters to Unicode, blanks to the eye."""


SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
MAX_SLUG = 80


def is_slug(text: str) -> bool:
    """Whether a text can be the permanent name of a unit or a service in addresses."""
    return len(text) <= MAX_SLUG and re.fullmatch(SLUG, text) is not None


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in it: blanks, also those without width, name nothing."""
    return any(character.isalnum() and character not in _INVISIBLE_LETTERS for character in text)


def without_turns(text: str) -> str:
    """The text without controls of direction, as it is to be kept."""
    return text.translate(_TURNS)


def check_needed(field: str, text: str, maximum: int) -> Iterator[FieldError]:
    """As `check_text`, and `missing` where nothing is said, `no_words` where it has no letter and no digit."""
    if not text.strip():
        yield FieldError(field, "missing")
        return
    odd = list(check_text(field, text, maximum))
    yield from odd
    if not odd and not has_words(text):
        yield FieldError(field, "no_words")


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
