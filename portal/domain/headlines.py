"""In which channel a scope speaks in a year: decided by the year before, so that nobody can choose it later."""

from __future__ import annotations

from collections.abc import Sequence

from portal.domain.periods import Period, PeriodKind
from portal.domain.questionnaire import Channel
from portal.domain.rules import MINIMUM_GRADED


def deciding_quarters(year: int) -> tuple[Period, ...]:
    """The four quarters that decide about a year: those of the year before."""
    return tuple(Period(PeriodKind.QUARTER, year - 1, number) for number in (1, 2, 3, 4))


def headline_channel(verified: Sequence[int]) -> Channel:
    """Verified where each of the deciding quarters has at least 30 verified ratings, else open."""
    return Channel.VERIFIED if min(verified) >= MINIMUM_GRADED else Channel.OPEN
