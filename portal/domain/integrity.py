"""Whether a rating counts: held while it is suspicious, then decided, and decided again if need be."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """What holds for a rating; without a decision it is to be counted."""

    COUNTED = "counted"
    HELD = "held"
    EXCLUDED = "excluded"


def public_counts(
    *, waiting: int, held: Mapping[str, int], excluded: Mapping[str, int], running: bool
) -> tuple[int, dict[str, int], dict[str, int]]:
    """Waiting, and by reason held and excluded ratings of a unit and month, as the public may see them.

    In a running month each reason is rounded down to tens and the rest counts as waiting: who sends a rating and looks
    on must not learn whether it was held. Totals are the sums of what is shown, so that they tell no more.
    """
    if not running:
        return waiting, _some(held), _some(excluded)
    shown = _some(in_tens(held)), _some(in_tens(excluded))
    rest = sum(held.values()) + sum(excluded.values()) - sum(shown[0].values()) - sum(shown[1].values())
    return waiting + rest, *shown


def in_tens(counts: Mapping[str, int]) -> dict[str, int]:
    """Each count rounded down to tens."""
    return {reason: n - n % 10 for reason, n in counts.items()}


def _some(counts: Mapping[str, int]) -> dict[str, int]:
    return {reason: n for reason, n in counts.items() if n}
