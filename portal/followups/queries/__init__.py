"""Reads of followups: promises, their history, evidence, voices and the tracker."""

from portal.followups.queries.files import count_files, file_of, files_of, picture_of, round_of_evidence
from portal.followups.queries.promises import (
    elements_of,
    history_of,
    promise_by_number,
    promise_of_unit,
    promises_due,
    promises_of_unit,
    said_of,
)
from portal.followups.queries.tracker import (
    Chosen,
    Counts,
    Tracked,
    Tracker,
    all_tracked,
    promise_counts,
    tracked,
    tracker,
)
from portal.followups.queries.voices import Voices, voices_of

__all__ = [
    "Chosen",
    "Counts",
    "Tracked",
    "Tracker",
    "Voices",
    "all_tracked",
    "count_files",
    "elements_of",
    "file_of",
    "files_of",
    "history_of",
    "picture_of",
    "promise_by_number",
    "promise_counts",
    "promise_of_unit",
    "promises_due",
    "promises_of_unit",
    "round_of_evidence",
    "said_of",
    "tracked",
    "tracker",
    "voices_of",
]
