"""Why a rating is looked at before it counts: what the intake noticed about one, or an alarm of a unit's monitors.

A reason never mentions the answers themselves as good or bad, and none is a verdict: it holds a rating for people.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Reason(StrEnum):
    """Codes of the ledger, the public account and the officers' screens."""

    TOO_FAST = "too_fast"
    """Sent sooner than anybody reads nine questions, and the same answer throughout."""
    REPEAT_DEVICE = "repeat_device"
    """A second rating of a service by one device in a day."""
    SAME_COMMENT = "same_comment"
    """A comment that came thrice, word for word."""
    REPLAY = "replay"
    """A form that had been sent before, under another key."""
    NO_PROOF = "no_proof"
    """Over the soft limit without a proof of work."""
    MANY = "many"
    """Alarm: far more ratings than this unit gets."""
    STRAIGHT_LINES = "straight_lines"
    """Alarm: far more ratings of one answer throughout."""
    MEAN_UP = "mean_up"
    MEAN_DOWN = "mean_down"
    REDEMPTIONS = "redemptions"
    """Alarm: visit codes redeemed as no visitors redeem them."""


OF_INTAKE = frozenset({Reason.TOO_FAST, Reason.REPEAT_DEVICE, Reason.SAME_COMMENT, Reason.REPLAY, Reason.NO_PROOF})
"""What is noticed of one rating as it arrives; the others are alarms of a unit and day."""


def packed(reasons: Iterable[Reason]) -> str:
    """Reasons as the mark of a rating keeps them: codes in order, a space between."""
    return " ".join(reason.value for reason in Reason if reason in set(reasons))


def unpacked(text: str) -> tuple[Reason, ...]:
    """What `packed` made a text of; the first one decides in which cluster a rating is held."""
    return tuple(Reason(code) for code in text.split())
