"""What really happened in some units of the sample city: a lasting step up or down, so that there is news to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.periods import quarter_of


@dataclass(frozen=True)
class Step:
    """Points that a unit gained or lost for good, with the quarter that lies so many before the running one."""

    points: float
    quarters_ago: int

    def is_before(self, month: str, running: str) -> bool:
        """Whether a month lies before the step."""
        then, now = quarter_of(month), quarter_of(running)
        return (now.year - then.year) * 4 + now.number - then.number > self.quarters_ago


STEPS: Mapping[str, Step] = {
    "dpmptsp": Step(4.0, 0),
    "rsud-sele-be-solu": Step(-4.0, 0),
    "puskesmas-malawei": Step(7.0, 1),
    "dinas-perhubungan": Step(-9.0, 1),
    "kelurahan-rufei": Step(-10.0, 1),
}
