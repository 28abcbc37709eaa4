"""A document as PDF, in the colours of the look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path

from portal.charts import palette
from portal.press import covered, printable, printed
from portal.reports.press.blocks import Document
from portal.reports.press.poster import Poster

_FOLDER = Path(__file__).parent
_AS_IT_IS = {"svg", "band"}
"""Drawings: their text is no text of the page."""
_COLOURS = {
    **{
        name.lower().replace("_", "-"): colour
        for name, colour in vars(palette).items()
        if isinstance(colour, str) and colour.startswith("#")
    },
    **{f"grade-{letter}": colour for letter, colour in palette.GRADES.items()},
}


def pdf(document: Document | Poster) -> bytes:
    """The document as PDF/UA-1, the same bytes for the same words; raises Busy where too many wait for theirs."""
    return printed(_FOLDER / document.template, {**_said(document), "colours": _COLOURS})


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
