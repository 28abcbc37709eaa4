"""One score as a picture of 1200 × 630 that a shared link shows, drawn by Typst in the letters and colours of the look.

A picture costs some tens of milliseconds of one core: one is drawn at a time in a process, few may wait for that, and
the last ones are kept under their own words, so that only what reads differently is drawn again.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst
from cachetools import LRUCache

from portal.charts import palette
from portal.charts.svg.scale import Scale
from portal.charts.values import SCALE_END, SCALE_START, BandPoint, GradeBands, grade_spans, interval
from portal.core.assets import FONTS

WIDTH, HEIGHT = 1200, 630
KEPT = 128
"""Pictures a process keeps: of about 90 kB each."""
MOST_WAITING = 16
_TEMPLATE = Path(__file__).with_name("picture.typ")
_COLOURS = {
    **{
        name.lower().replace("_", "-"): colour
        for name, colour in vars(palette).items()
        if isinstance(colour, str) and colour.startswith("#")
    },
    **{f"grade-{letter}": colour for letter, colour in palette.GRADES.items()},
    **{f"band-{letter}": colour for letter, colour in palette.GRADE_BACKGROUNDS.items()},
}

_kept: LRUCache[str, bytes] = LRUCache(KEPT)
_shelf = threading.Lock()
_pencil = threading.Lock()
_seats = threading.BoundedSemaphore(MOST_WAITING)


class Busy(Exception):
    """Too many pictures are asked for at once."""


@dataclass(frozen=True)
class Picture:
    """A score with its words, already in the reader's language; an empty text is left out."""

    title: str
    sentence: str
    point: BandPoint
    bands: GradeBands
    interval: str
    count: str
    channel: str
    is_verified: bool
    period: str
    portal: str
    corner: str
    """What stands at the top right, as a warning where `is_sample`."""
    is_sample: bool
    lang: str


def png(picture: Picture) -> bytes:
    """The picture as PNG; raises Busy where too many wait for theirs."""
    said = json.dumps(_said(picture), ensure_ascii=False, sort_keys=True)
    kept = _from_shelf(said)
    if kept is not None:
        return kept
    if not _seats.acquire(blocking=False):
        raise Busy
    try:
        with _pencil:
            return _from_shelf(said) or _draw(said)
    finally:
        _seats.release()


def _from_shelf(said: str) -> bytes | None:
    with _shelf:
        return _kept.get(said)


def _draw(said: str) -> bytes:
    drawn = _typst().compile(_TEMPLATE.read_bytes(), format="png", ppi=72, sys_inputs={"said": said})
    assert isinstance(drawn, bytes), "one page, one picture"
    with _shelf:
        _kept[said] = drawn
    return drawn


@cache
def _typst() -> typst.Compiler:
    """A compiler that sees our own fonts, and no file but the template's folder."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
    return typst.Compiler(root=_TEMPLATE.parent, font_paths=fonts, ignore_system_fonts=True)


def _said(picture: Picture) -> dict[str, object]:
    """What the template reads."""
    words = {key: value for key, value in vars(picture).items() if key not in {"point", "bands"}}
    scale = Scale(SCALE_START, SCALE_END, 0.0, 1.0)
    limits = interval(picture.point)
    return words | {
        "number": picture.point.value_text,
        "grade": picture.point.grade or "",
        "hue": f"grade-{picture.point.grade}" if picture.point.grade else "soft",
        "at": limits and [scale.at(limit) for limit in limits],
        "bands": [(letter, scale.at(lower), scale.at(upper)) for letter, lower, upper in grade_spans(picture.bands)],
        "colours": _COLOURS,
    }
