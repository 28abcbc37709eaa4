"""What a password must be: long, and not the own address. No rules about kinds of letters (NIST SP 800-63B)."""

from __future__ import annotations

import unicodedata

MINIMUM_LENGTH = 12
MAXIMUM_LENGTH = 128
MINIMUM_DIFFERENT = 5


def password_fault(password: str, email: str) -> str | None:
    """`too_short`, `too_long`, `bad_character`, `too_simple` (few different letters, or the address), or None."""
    if len(password) < MINIMUM_LENGTH:
        return "too_short"
    if len(password) > MAXIMUM_LENGTH:
        return "too_long"
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in password):
        return "bad_character"
    is_address = password.casefold() in {email.casefold(), email.partition("@")[0].casefold()}
    return "too_simple" if is_address or len(set(password)) < MINIMUM_DIFFERENT else None
