"""Moved."""

from portal.responses.services import BulkRating, store_bulk  # noqa: F401
