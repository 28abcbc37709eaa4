"""Text as a page can show it: letters without a shape, and signs that turn or hide text, do not reach the press.

PDF/UA allows no letter without a shape. What has none becomes a box, so that a reader sees that something stood there.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache

from portal.core.assets import FONTS

MISSING = "□"
_LONG_WORD = re.compile(r"[^\s\u200b-]{31,}")
_ROOM = 24
_BREAK = "\u200b"
_FONT = FONTS / "NotoSans_400Regular.ttf"
_SPACE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")


def printable(text: str) -> str:
    """The text on one line, without signs that steer its direction, each letter one that can be drawn.

    Words that no line could hold may be broken anywhere.
    """
    flat = _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()
    drawn = "".join(_drawn(letter) for letter in flat)
    return _LONG_WORD.sub(_breakable, drawn)


def covered(text: str) -> str:
    """The text as it is, but for letters that cannot be drawn."""
    return text if text.isascii() else "".join(_drawn(letter) for letter in text)


def _drawn(letter: str) -> str:
    if letter.isascii() or ord(letter) in _letters():
        return "" if unicodedata.category(letter) == "Cf" else letter
    return "" if unicodedata.category(letter) in {"Cf", "Cc", "Mn"} else MISSING


def _breakable(word: re.Match[str]) -> str:
    long = word[0]
    return _BREAK.join(long[start : start + _ROOM] for start in range(0, len(long), _ROOM))


@cache
def _letters() -> frozenset[int]:
    """The code points of our font: its character map in format 4 or 12 (OpenType, table `cmap`)."""
    data = _FONT.read_bytes()
    tables = struct.unpack_from(">H", data, 4)[0]
    places = {data[12 + 16 * n : 16 + 16 * n]: struct.unpack_from(">I", data, 20 + 16 * n)[0] for n in range(tables)}
    start = places[b"cmap"]
    found: set[int] = {ord(MISSING)}
    for number in range(struct.unpack_from(">H", data, start + 2)[0]):
        at = start + struct.unpack_from(">I", data, start + 8 + 8 * number)[0]
        found |= _of_map(data, at)
    return frozenset(found)


def _of_map(data: bytes, at: int) -> set[int]:
    kind = struct.unpack_from(">H", data, at)[0]
    if kind == 12:
        count = struct.unpack_from(">I", data, at + 12)[0]
        groups = [struct.unpack_from(">II", data, at + 16 + 12 * number) for number in range(count)]
        return {point for first, last in groups for point in range(first, last + 1)}
    if kind != 4:
        return set()
    size = struct.unpack_from(">H", data, at + 6)[0]
    ends = struct.unpack_from(f">{size // 2}H", data, at + 14)
    starts = struct.unpack_from(f">{size // 2}H", data, at + 16 + size)
    return {
        point for first, last in zip(starts, ends, strict=True) if first != 0xFFFF for point in range(first, last + 1)
    }
