"""What a channel of a scorecard is worth as evidence in a unit's performance review (DESIGN.md, section 3)."""

from __future__ import annotations

from enum import StrEnum

from portal.domain.questionnaire import Channel
from portal.domain.rules import MINIMUM_GRADED
from portal.domain.scoring import Score


class Evidence(StrEnum):
    """From the strongest to none."""

    GRADED = "graded"
    """Verified, thirty ratings or more: the grade may enter the review."""
    LIMITED = "limited"
    """Verified, ten to 29: may be talked about, without a grade."""
    UNVERIFIED = "unverified"
    """Open, however many: tells what to look at, never how a unit performed."""
    NONE = "none"
    """Nothing published."""


def evidence(channel: Channel, score: Score) -> Evidence:
    """What the score of that channel is worth; a withheld index is worth nothing in either."""
    if score.hidden is not None:
        return Evidence.NONE
    if channel is Channel.OPEN:
        return Evidence.UNVERIFIED
    return Evidence.GRADED if score.n >= MINIMUM_GRADED else Evidence.LIMITED
