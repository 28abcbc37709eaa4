"""The numbers of the method's page, step by step, by the very functions that make the published ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.domain.histograms import Histogram, mean_of
from portal.domain.intervals import ElementSteps, IndexSteps, element_steps, index_steps
from portal.domain.scoring import MeanSteps, Score, mean_steps, score, weakest_first

# Invented, and said to be so: shown where nothing real may be.
MADE_UP: Mapping[str, Histogram] = MappingProxyType(
    {
        "persyaratan": (1, 4, 22, 13),
        "prosedur": (1, 5, 21, 12),
        "waktu": (3, 8, 19, 10),
        "biaya": (0, 2, 10, 28),
        "produk": (1, 3, 22, 14),
        "kompetensi": (0, 3, 21, 16),
        "perilaku": (0, 2, 20, 18),
        "pengaduan": (2, 6, 20, 10),
        "sarana": (2, 7, 22, 9),
    }
)
MADE_UP_N = 40


@dataclass(frozen=True)
class Worked:
    """A score with an index, real or made up, and how its index and its limits come about."""

    score: Score
    is_made_up: bool
    means: MeanSteps
    index: IndexSteps
    weakest: str
    """Code of the element with the lowest index, and its own limits."""
    element: ElementSteps


def worked(real: Score | None) -> Worked:
    """The score worked out, or the made-up one where there is none or its index is withheld."""
    is_made_up = real is None or real.index is None
    shown = score(n=MADE_UP_N, histograms=MADE_UP, received=True) if real is None or real.index is None else real
    columns = {code: one.histogram for code, one in shown.elements.items() if one.histogram is not None}
    weakest = weakest_first(shown.elements)[0][0]
    return Worked(
        score=shown,
        is_made_up=is_made_up,
        means=mean_steps([mean_of(histogram) for histogram in columns.values()]),
        index=index_steps(list(columns.values())),
        weakest=weakest,
        element=element_steps(columns[weakest]),
    )
