"""Reads of followups: promises, their history, evidence, voices and the tracker."""

from portal.followups.queries.effect import Outcome, effects_of
from portal.followups.queries.files import count_files, file_of, files_of, picture_of, round_of_evidence
from portal.followups.queries.promises import (
    elements_of,
    history_of,
    open_promises,
    promise_by_number,
    promise_of_unit,
    promise_offered_to,
    promises_due,
    promises_of_unit,
    promises_offered_to,
    said_of,
)
from portal.followups.queries.tracker import (
    Chosen,
    Counts,
    Tracked,
    Tracker,
    all_tracked,
    open_first,
    promise_counts,
    tracked,
    tracker,
)
from portal.followups.queries.voices import Voices, voices_of
from portal.followups.queries.weakness import Weakness, weakness_of

__all__ = [
    "Chosen",
    "Counts",
    "Outcome",
    "Tracked",
    "Tracker",
    "Voices",
    "Weakness",
    "all_tracked",
    "count_files",
    "effects_of",
    "elements_of",
    "file_of",
    "files_of",
    "history_of",
    "open_first",
    "open_promises",
    "picture_of",
    "promise_by_number",
    "promise_counts",
    "promise_of_unit",
    "promise_offered_to",
    "promises_due",
    "promises_of_unit",
    "promises_offered_to",
    "round_of_evidence",
    "said_of",
    "tracked",
    "tracker",
    "voices_of",
    "weakness_of",
]
