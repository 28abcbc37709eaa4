"""An alarm: what a monitor saw on which days, with the two figures that say why it rose."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.questionnaire import Channel
from portal.domain.signals import Reason


class Monitor(StrEnum):
    """What is watched of a unit and channel."""

    COUNT = "count"
    """Far more ratings than usual; of the verified channel: than codes issued let expect."""
    STRAIGHT_LINES = "straight_lines"
    MEAN_UP = "mean_up"
    MEAN_DOWN = "mean_down"
    ABOVE_VERIFIED = "above_verified"
    """The open channel left the verified one behind, upwards; for months, where the other monitors look at weeks."""
    BELOW_VERIFIED = "below_verified"
    REDEMPTION = "redemption"
    """Of the codes issued on one day far more came back than is usual."""


_REASONS: Mapping[Monitor, Reason] = {
    Monitor.COUNT: Reason.MANY,
    Monitor.STRAIGHT_LINES: Reason.STRAIGHT_LINES,
    Monitor.MEAN_UP: Reason.MEAN_UP,
    Monitor.MEAN_DOWN: Reason.MEAN_DOWN,
    Monitor.ABOVE_VERIFIED: Reason.MEAN_UP,
    Monitor.BELOW_VERIFIED: Reason.MEAN_DOWN,
    Monitor.REDEMPTION: Reason.REDEMPTIONS,
}


@dataclass(frozen=True)
class Alarm:
    """What a monitor saw from `since` to `last`; it was sure on the day `raised`.

    `found` and `usual`: ratings (COUNT), per cent of the ratings (STRAIGHT_LINES) or of the codes (REDEMPTION),
    hundredths of an answer from 1 to 4 (means), hundredths by which open lies above verified (ABOVE_, BELOW_VERIFIED).
    """

    monitor: Monitor
    channel: Channel
    since: datetime.date
    raised: datetime.date
    last: datetime.date
    found: int
    usual: int

    @property
    def reason(self) -> Reason | None:
        """Why ratings are held for it; None: it holds nothing, as verified ratings are held for their codes alone."""
        if self.channel is Channel.OPEN:
            return _REASONS[self.monitor]
        return Reason.REDEMPTIONS if self.monitor in {Monitor.COUNT, Monitor.REDEMPTION} else None

    def is_about(self, day: datetime.date) -> bool:
        """Whether the day is one of the alarm's."""
        return self.since <= day <= self.last
