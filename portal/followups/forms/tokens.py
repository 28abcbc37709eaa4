"""The token of the form for a voice: for which promise and round it was shown, and the key that makes it count once.

As with ratings (ADR 3), it stands in for a cookie.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from itsdangerous import BadData

from portal.core.secrets import signer

MAX_AGE = datetime.timedelta(days=1)


@dataclass(frozen=True)
class VoiceToken:
    """What a token of ours says."""

    promise: int
    round: int
    key: str
    made_at: datetime.datetime

    def is_stale(self, at: datetime.datetime) -> bool:
        """Whether the form is more than a day old."""
        return at - self.made_at > MAX_AGE


def new_token(promise: int, round_: int) -> str:
    """A fresh token for a form about this round of a promise."""
    return signer("voice-token").dumps([promise, round_, str(uuid.uuid4())])


def read_token(text: str, promise: int) -> VoiceToken | None:
    """The token, or None if it is not ours or was made for another promise."""
    try:
        (made_for, round_, key), made_at = signer("voice-token").loads(text, return_timestamp=True)
    except (BadData, ValueError, TypeError):
        return None
    return VoiceToken(made_for, round_, key, made_at) if made_for == promise else None
