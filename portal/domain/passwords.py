"""What a password must be: long, not the own address, not everybody's (NIST SP 800-63B; no rules on letters)."""

from __future__ import annotations

import re
import unicodedata

MINIMUM_LENGTH = 12
MAXIMUM_LENGTH = 128
MINIMUM_DIFFERENT = 5

_COMMON = (
    "password", "passw0rd", "katasandi", "qwerty", "asdfgh", "zxcvbn", "admin", "administrator", "welcome", "selamat",
    "indonesia", "sorong", "papua", "suarasorong", "merdeka", "bismillah", "sayang", "rahasia", "kotasorong", "letmein",
    "iloveyou", "monkey", "dragon", "football", "master", "login", "user", "portal", "pemkot", "dinas", "unit", "satu",
    "dua", "tiga", "empat", "lima", "abc", "aku", "kamu", "cinta", "jakarta", "persipura", "garuda",
)  # fmt: skip
"""Words that stand first in lists of leaked passwords, ours and the world's; a password of them alone is guessed."""
_WORDS = re.compile("|".join(sorted(_COMMON, key=len, reverse=True)))


def password_fault(password: str, email: str) -> str | None:
    """`too_short`, `too_long`, `bad_character`, `too_simple` (few letters, the address), `too_common`, or None."""
    if len(password) < MINIMUM_LENGTH:
        return "too_short"
    if len(password) > MAXIMUM_LENGTH:
        return "too_long"
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in password):
        return "bad_character"
    is_address = password.casefold() in {email.casefold(), email.partition("@")[0].casefold()}
    if is_address or len(set(password)) < MINIMUM_DIFFERENT:
        return "too_simple"
    return "too_common" if _is_common(password.casefold()) else None


def _is_common(password: str) -> bool:
    """Whether nothing is left but digits, signs and steps of the keyboard once the common words are taken out.

    Two different words are a password of their own; one word, however often and with whatever digits, is not.
    """
    words = set(_WORDS.findall(password))
    rest = re.sub(r"[\W\d_]+", "", _WORDS.sub("", password))
    return len(rest) < 4 and len(words) <= 1
