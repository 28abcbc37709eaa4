"""Reads of followups: promises, their history, voices and the tracker."""

from portal.followups.queries.promises import (
    elements_of,
    history_of,
    promise_by_number,
    promise_of_unit,
    promises_due,
    promises_of_unit,
    said_of,
)
from portal.followups.queries.voices import Voices, voices_of

__all__ = [
    "Voices",
    "elements_of",
    "history_of",
    "promise_by_number",
    "promise_of_unit",
    "promises_due",
    "promises_of_unit",
    "said_of",
    "voices_of",
]
