"""E-mail addresses as names of accounts: one spelling each, so that no two accounts look alike."""

from __future__ import annotations

import re

MAX_EMAIL = 254
_EMAIL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*")


def tidy_email(text: str) -> str | None:
    """The address in lower case without blanks around it; None if it is none (ASCII only: no look-alikes)."""
    email = text.strip().lower()
    return email if len(email) <= MAX_EMAIL and _EMAIL.fullmatch(email) else None
