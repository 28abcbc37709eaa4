"""The press: a document as PDF/UA-1 (ISO 14289-1), set by Typst in the letters and colours of the look.

A document costs some tens of milliseconds of one core: one is printed at a time in a process, and few may wait.
"""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import typst

from portal.charts import palette
from portal.core.assets import FONTS
from portal.reports.press.blocks import Document
from portal.reports.press.poster import Poster
from portal.reports.press.printable import covered, printable

MOST_WAITING = 8
_FOLDER = Path(__file__).parent
_AS_IT_IS = {"svg", "band"}
"""Drawings: their text is no text of the page."""
_NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
"""No day of printing: the same numbers give the same bytes."""
_COLOURS = {
    **{
        name.lower().replace("_", "-"): colour
        for name, colour in vars(palette).items()
        if isinstance(colour, str) and colour.startswith("#")
    },
    **{f"grade-{letter}": colour for letter, colour in palette.GRADES.items()},
}

_press = threading.Lock()
_seats = threading.BoundedSemaphore(MOST_WAITING)


class Busy(Exception):
    """Too many documents are asked for at once."""


def pdf(document: Document | Poster) -> bytes:
    """The document as PDF/UA-1, the same bytes for the same words; raises Busy where too many wait for theirs."""
    said = json.dumps({**_said(document), "colours": _COLOURS}, ensure_ascii=False)
    if not _seats.acquire(blocking=False):
        raise Busy
    try:
        with _press:
            return _print(document.template, said)
    finally:
        _seats.release()


def _print(template: str, said: str) -> bytes:
    printed = _typst().compile(
        (_FOLDER / template).read_bytes(),
        format="pdf",
        sys_inputs={"said": said},
        pdf_standards=["ua-1"],
        timestamp=_NEVER,
    )
    assert isinstance(printed, bytes), "one document, one file"
    return printed


@cache
def _typst() -> typst.Compiler:
    """A compiler that sees our own fonts, and no file but the templates' folder."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
    return typst.Compiler(root=_FOLDER, font_paths=fonts, ignore_system_fonts=True)


def _said(value: object) -> dict[str, object]:
    """A dataclass as JSON can hold it, its kind with it, every text printable."""
    assert is_dataclass(value)
    pairs = {each.name: _plain(getattr(value, each.name), drawing=each.name in _AS_IT_IS) for each in fields(value)}
    kind = getattr(value, "kind", None)
    return pairs if kind is None else {**pairs, "kind": kind}


def _plain(value: object, *, drawing: bool = False) -> object:
    if isinstance(value, str):
        return covered(value) if drawing else printable(value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [_plain(one) for one in value]
    return _said(value) if is_dataclass(value) else value
