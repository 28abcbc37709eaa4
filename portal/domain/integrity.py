"""Whether a rating counts: held while it is suspicious, then decided, and decided again if need be."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """What holds for a rating; without a decision it is to be counted."""

    COUNTED = "counted"
    HELD = "held"
    EXCLUDED = "excluded"


def public_counts(*, waiting: int, held: int, excluded: int, running: bool) -> tuple[int, int, int]:
    """Waiting, held and excluded ratings of a unit and month as the public may see them.

    In a running month held and excluded ones are rounded down to tens and the rest counts as waiting: who sends a
    rating and looks on must not learn whether it was held.
    """
    if not running:
        return waiting, held, excluded
    return waiting + held % 10 + excluded % 10, held - held % 10, excluded - excluded % 10
