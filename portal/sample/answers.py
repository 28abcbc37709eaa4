"""What the invented citizens answer: nine correlated answers, aimed at an index, with blanks and straight-liners.

A citizen's mood (one normal deviate) moves all answers; each has its own deviate on top. The sum is cut at 1.5, 2.5
and 3.5, and its centre is chosen so that the mean of the cut answers meets the index that the plan asks for.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from functools import lru_cache
from statistics import NormalDist

from portal.domain.questionnaire import BLANK, MINIMUM_ANSWERED, Channel
from portal.sample.city.kept import KEPT
from portal.sample.city.steps import STEPS
from portal.sample.flow import Cell
from portal.sample.seasons import season_of

MOOD, OWN = 0.46, 0.46
SPREAD = math.hypot(MOOD, OWN)
STRAIGHT = 0.1
BLANKS = {"pengaduan": 0.06, "biaya": 0.02}
OTHER_BLANK = 0.01

PROFILE = {
    "persyaratan": 0.5,
    "prosedur": -0.5,
    "waktu": -5.0,
    "biaya": 7.5,
    "produk": 1.0,
    "kompetensi": 1.5,
    "perilaku": 2.0,
    "pengaduan": -2.5,
    "sarana": -4.5,
}
"""Points against the unit's index that elements have all over the city; they sum to 0."""


class Aim:
    """The centre of each element's answers in one cell, per channel."""

    def __init__(self, cell: Cell, codes: Sequence[str], asked: Sequence[str], seed: int) -> None:
        self.codes = codes
        self.asked = asked
        usual = _element_indices(cell, codes, seed)
        self._centres = {
            Channel.VERIFIED: [centre(index) for index in usual],
            Channel.OPEN: [centre(index + cell.unit.open_bonus) for index in usual],
        }

    def answers(self, channel: Channel, rng: random.Random) -> list[int]:
        """One citizen's answers in question order, 0 = blank; at least five of them if five are asked."""
        centres = self._centres[channel]
        mood = rng.gauss(0, MOOD)
        if rng.random() < STRAIGHT:
            one = cut(sum(centres) / len(centres) + mood + rng.gauss(0, OWN))
            drawn = [one] * len(centres)
        else:
            drawn = [cut(middle + mood + rng.gauss(0, OWN)) for middle in centres]
        given = [a if code in self.asked else BLANK for code, a in zip(self.codes, drawn, strict=True)]
        kept = [
            BLANK if rng.random() < BLANKS.get(c, OTHER_BLANK) else a for c, a in zip(self.codes, given, strict=True)
        ]
        return kept if sum(a != BLANK for a in kept) >= MINIMUM_ANSWERED else given


def cut(value: float) -> int:
    """The answer nearest to a value on the open line."""
    return 1 + (value > 1.5) + (value > 2.5) + (value > 3.5)


def centre(index: float) -> float:
    """The centre of a normal value whose cut answers have this index on average."""
    return _centre(round(min(98.0, max(30.0, index)), 1))


@lru_cache(maxsize=1024)
def _centre(index: float) -> float:
    low, high = 0.0, 6.0
    while high - low > 1e-3:
        middle = (low + high) / 2
        curve = NormalDist(middle, SPREAD)
        mean = 4 - sum(curve.cdf(edge) for edge in (1.5, 2.5, 3.5))
        low, high = (middle, high) if mean * 25 < index else (low, middle)
    return (low + high) / 2


def _element_indices(cell: Cell, codes: Sequence[str], seed: int) -> list[float]:
    """The index that each element is meant to have: by unit, service, year, season, and some chance."""
    unit = cell.unit
    years_ago = max(cell.age, 0) / 12
    season = season_of(unit.season, cell.month).elements
    chance = random.Random(f"{seed}/month/{unit.slug}/{cell.month}").gauss(0, 0.7)
    of_place = random.Random(f"{seed}/elements/{unit.slug}")
    own = {code: of_place.gauss(0, 1.6) for code in codes}
    level = unit.index + cell.service.better_by - unit.trend * years_ago + chance - sum(own.values()) / len(own)
    step = STEPS.get(unit.slug)
    if step is not None and step.is_before(cell.month, cell.running):
        level -= step.points
    kept = KEPT.get(unit.slug)
    missing = {kept.element: kept.points} if kept and kept.step.is_before(cell.month, cell.running) else {}
    return [
        level
        + PROFILE.get(code, 0.0)
        + own[code]
        + unit.elements.get(code, 0.0)
        + season.get(code, 0.0)
        - missing.get(code, 0.0)
        - unit.trends.get(code, 0.0) * years_ago
        for code in codes
    ]
