"""A drawn picture for promises of the sample city: so plainly drawn that nobody takes it for a photograph."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw

from portal.followups.pictures import Picture, remade

SIZE = (960, 640)
_WALL, _FLOOR, _WOOD, _SEA, _PAPER, _SUN = "#dff0ef", "#c9b99b", "#8a6a43", "#0a5363", "#ffffff", "#e8a317"


@cache
def a_counter() -> Picture:
    """The same picture for every promise."""
    drawn = Image.new("RGB", SIZE, _WALL)
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 500, 960, 640), fill=_FLOOR)
    for place in (90, 510):
        pen.rectangle((place, 90, place + 360, 330), fill=_PAPER, outline=_SEA, width=8)
        pen.rectangle((place - 20, 330, place + 380, 520), fill=_WOOD)
        pen.rectangle((place + 110, 40, place + 250, 84), fill=_SEA)
        pen.ellipse((place + 140, 140, place + 220, 220), fill=_SUN)
        pen.rounded_rectangle((place + 110, 225, place + 250, 330), 30, fill=_SEA)
    written = io.BytesIO()
    drawn.save(written, "PNG")
    return remade(written.getvalue())
