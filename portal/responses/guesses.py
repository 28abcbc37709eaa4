"""Guessing visit codes is hopeless, and is not paid for by those who share an address with who tries.

Fifty bits against the few thousand codes that are good at a time: ten thousand guesses hit none of them with a chance
of more than 999,999 in a million. So a right code always passes, whoever was wrong before it; only what is wrong again
is told to wait. What the check symbol shows to be a slip does not count: an honest mistake nearly always is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from limits import parse

from portal.core.extensions import limiter
from portal.core.senders import sender_network
from portal.domain.codes import normalise
from portal.domain.errors import FieldError, InvalidInput, TooManyTries

GUESSES = "60 per hour"
"""Well-formed codes that nobody was given, from one network."""


@contextmanager
def counted_guesses(code: str) -> Iterator[None]:
    """Raise TooManyTries in the place of InvalidInput where a well-formed code was unknown too often."""
    try:
        yield
    except InvalidInput as error:
        is_unknown = any((one.field, one.code) == ("visit_code", "unknown") for one in error.errors)
        if is_unknown and normalise(code) is not None and _is_too_often():
            raise TooManyTries([FieldError("visit_code", "too_many_codes")], code="too_many_codes") from error
        raise


def _is_too_often() -> bool:
    return limiter.enabled and not limiter.limiter.hit(parse(GUESSES), "visit-code", sender_network())
