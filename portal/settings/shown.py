"""What every page shows of the settings. A door as views are: it alone knows what day it is."""

from __future__ import annotations

from dataclasses import dataclass

from portal.core.clock import today
from portal.domain.settings import ANNOUNCEMENT, CONTACT, announcement_on
from portal.settings.queries import values


@dataclass(frozen=True)
class Shown:
    """The office's `email` and `phone`, and the running announcement in both languages; empty where there is none.

    Pages that are rendered once and kept hold it in their key.
    """

    email: str
    phone: str
    indonesian: str
    english: str


def shown_settings() -> Shown:
    """What is shown today; one question to the database."""
    known = values()
    announced = announcement_on(known[ANNOUNCEMENT], today()) or {"indonesian": "", "english": ""}
    contact = known[CONTACT]
    return Shown(contact["email"], contact["phone"], announced["indonesian"], announced["english"])
