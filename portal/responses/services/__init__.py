"""Writes of ratings: one at a time through `submit`, or in bulk, and what is forgotten by itself."""

from portal.responses.services.admission import Admission, Filled, Sender, admit
from portal.responses.services.bulk import BulkRating, ImportedRating, import_file, store_bulk
from portal.responses.services.intake import Kept, Rating, submit
from portal.responses.services.retention import forget_old

__all__ = [
    "Admission",
    "BulkRating",
    "Filled",
    "ImportedRating",
    "Kept",
    "Rating",
    "Sender",
    "admit",
    "forget_old",
    "import_file",
    "store_bulk",
    "submit",
]
