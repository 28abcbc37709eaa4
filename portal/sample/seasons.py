"""How a year goes in the sample city: queues in January, school entry, floods; what they do to visits and elements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Season:
    """What is special in a month: visits against the usual, and points on single elements."""

    visits: float = 1.0
    elements: Mapping[str, float] = field(default_factory=dict)


USUAL = Season()

_BY_NAME: Mapping[str, Mapping[int, Season]] = {
    "": {1: Season(1.05), 12: Season(0.85)},
    "kantor": {
        1: Season(1.35, {"waktu": -6.0, "sarana": -2.5, "prosedur": -1.0}),
        2: Season(1.1, {"waktu": -2.0}),
        6: Season(1.1),
        12: Season(0.75),
    },
    "sekolah": {
        6: Season(1.5, {"waktu": -2.0}),
        7: Season(1.9, {"waktu": -5.0, "prosedur": -2.0}),
        12: Season(0.6),
    },
    "kesehatan": {
        1: Season(1.15, {"waktu": -3.0}),
        7: Season(1.2, {"waktu": -3.5, "sarana": -1.5}),
        12: Season(0.9),
    },
    "banjir": {
        7: Season(1.35, {"waktu": -4.0, "sarana": -6.0, "pengaduan": -2.0}),
        8: Season(1.2, {"waktu": -2.0, "sarana": -3.0}),
        12: Season(0.85),
    },
}


def season_of(name: str, month: str) -> Season:
    """The season of that name in a month, `2026-07`."""
    return _BY_NAME[name].get(int(month[5:]), USUAL)
