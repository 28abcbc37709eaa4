"""What came of some promises of the sample city: they are old enough to be measured, and their ratings really moved.

All of these units speak in the open channel, in which enough others of their kind do too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.sample.city.steps import Step


@dataclass(frozen=True)
class Kept:
    """A promise about an element that was done two quarters ago, and the points that it was worth from the next on."""

    element: str
    points: float

    @property
    def step(self) -> Step:
        """The same as what the ratings know of it."""
        return Step(self.points, 1)


KEPT: Mapping[str, Kept] = {
    "dinas-pendidikan": Kept("waktu", 18.0),
    "dinas-tenaga-kerja": Kept("sarana", 16.0),
    "dinas-lingkungan-hidup": Kept("pengaduan", 0.0),
    "dinas-perhubungan": Kept("prosedur", 0.0),
}
"""The last one's counter moved meanwhile, and everything there fell (`steps`)."""
