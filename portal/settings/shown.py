"""What every page shows of the settings. A door as views are: it alone knows what day it is."""

from __future__ import annotations

from collections.abc import Mapping

from portal.core.clock import today
from portal.domain.settings import ANNOUNCEMENT, CONTACT, announcement_on
from portal.settings.queries import setting


def shown_contact() -> Mapping[str, str] | None:
    """`email` and `phone` of the portal's office; None where neither is set."""
    contact: Mapping[str, str] = setting(CONTACT)
    return contact if any(contact.values()) else None


def shown_announcement() -> Mapping[str, str] | None:
    """`indonesian`, `english` and `until` of the announcement, as long as it runs."""
    return announcement_on(setting(ANNOUNCEMENT), today())


def shown_texts() -> tuple[tuple[str, str], ...]:
    """Both, for the key of pages that are rendered once and kept."""
    parts = (shown_contact() or {}, shown_announcement() or {})
    return tuple(pair for part in parts for pair in sorted(part.items()))
