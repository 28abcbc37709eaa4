"""The arithmetic of the workbook's formulas, without a workbook: binary fractions give the published digits."""

from __future__ import annotations

import math
import random
from decimal import Decimal

from portal.domain.scoring import index_from_histograms
from tests.reports.reckoning import Reckoner


def test_a_fraction_on_the_edge_is_rounded_as_published() -> None:
    """The formulas' own arithmetic, in the binary fractions of a spreadsheet, against the exact one."""
    chance = random.Random(5)
    for _try in range(4_000):
        k, n = chance.choice((1, 4, 5, 8, 9)), chance.choice((10, 16, 32, 40, 64, 80, 125, 200, 400))
        histograms = [_histogram(chance, n) for _element in range(k)]
        weighted = [sum(a * m for a, m in enumerate(h, start=1)) / sum(h) * (1 / k) for h in histograms]
        assert Decimal(str(_rounded(sum(weighted) * 25))) == index_from_histograms(histograms)


def _histogram(chance: random.Random, n: int) -> tuple[int, int, int, int]:
    cuts = sorted(chance.randint(0, n) for _cut in range(3))
    return cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], n - cuts[2]


def _rounded(value: float) -> float:
    return math.floor(Reckoner.round(value * 100, 6) + 0.5) / 100
