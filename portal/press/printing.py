"""One template and what it shall say, as PDF/UA-1 (ISO 14289-1), set by Typst in the letters of the look.

A document costs some tens of milliseconds of one core: one is printed at a time in a process, and few may wait.
"""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import typst

from portal.core.assets import FONTS

MOST_WAITING = 8
_NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
"""No day of printing: the same words give the same bytes."""

_press = threading.Lock()
_seats = threading.BoundedSemaphore(MOST_WAITING)


class Busy(Exception):
    """Too many documents are asked for at once."""


def printed(template: Path, said: Mapping[str, object]) -> bytes:
    """The template with these JSON-able values, every text of them printable; raises Busy where too many wait."""
    text = json.dumps(said, ensure_ascii=False)
    if not _seats.acquire(blocking=False):
        raise Busy
    try:
        with _press:
            return _print(template, text)
    finally:
        _seats.release()


def _print(template: Path, said: str) -> bytes:
    made = _typst(template.parent).compile(
        template.read_bytes(),
        format="pdf",
        sys_inputs={"said": said},
        pdf_standards=["ua-1"],
        timestamp=_NEVER,
    )
    assert isinstance(made, bytes), "one document, one file"
    return made


@cache
def _typst(folder: Path) -> typst.Compiler:
    """A compiler that sees our own fonts, and no file but the template's folder."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
    return typst.Compiler(root=folder, font_paths=fonts, ignore_system_fonts=True)
