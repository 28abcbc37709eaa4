"""Passwords as they are kept: argon2id, over one spelling of what was typed, and one price for every question."""

from __future__ import annotations

import functools
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's first choice: 19 MiB a try, so that a flood of tries does not use up the machine's memory."""


def hashed_password(password: str) -> str:
    """The argon2id hash to keep."""
    return _HASHER.hash(_spelled(password))


def is_password(kept: str | None, password: str) -> bool:
    """Whether a password is the one of a kept hash. Without a hash the answer is no, at the same price."""
    try:
        return _HASHER.verify(kept or _nobodys(), _spelled(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def prepare_passwords() -> None:
    """Make the hash that unknown accounts are checked against, before the first one asks."""
    _nobodys()


@functools.cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))


def _spelled(password: str) -> str:
    """One spelling (NFKD) for what different keyboards send; NUL, which a database cannot hold, matches nothing."""
    return unicodedata.normalize("NFKD", password)
