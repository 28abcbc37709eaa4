"""The form's token: says what a form asks and since when, and carries the idempotency key.

It makes the form work without a cookie: a form sent twice is one rating, a form of another service is refused, and a
form is read as the version of the questionnaire that it showed.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from itsdangerous import BadData

from portal.core.secrets import keyed_hash, signer
from portal.domain.errors import FieldError, InvalidInput

MAX_AGE = datetime.timedelta(days=1)
STALE_FORM = "stale_form"


@dataclass(frozen=True)
class FormToken:
    """What a token of ours says: slug of the service, key of the questionnaire (`skm@1`), idempotency key."""

    service: str
    survey: str
    key: str
    made_at: datetime.datetime

    def is_stale(self, at: datetime.datetime) -> bool:
        """Whether the form is more than a day old."""
        return at - self.made_at > MAX_AGE


def new_token(service: str, survey: str) -> str:
    """A fresh token for a form of this service (slug) that asks this questionnaire (`skm@1`)."""
    return signer("form-token").dumps([service, survey, str(uuid.uuid4())])


def read_token(text: str, service: str) -> FormToken | None:
    """The token, or None if it is not ours or was made for another service."""
    try:
        (made_for, survey, key), made_at = signer("form-token").loads(text, return_timestamp=True)
    except (BadData, ValueError, TypeError):
        return None
    return FormToken(made_for, survey, key, made_at) if made_for == service else None


def refusal(code: str) -> InvalidInput:
    """The form must be sent again with a fresh token: `stale` after a day, `foreign` if its token is not ours."""
    return InvalidInput([FieldError("token", code)], code=STALE_FORM)


def nonce_of(key: str) -> str:
    """The citizen's nonce for a form with this key: the same again if the reply was lost and the form is sent twice."""
    return keyed_hash("form-nonce", key.encode())[:16].hex()
