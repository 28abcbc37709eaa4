"""The form's token: says what a form asks and since when, and carries the idempotency key.

It makes the form work without a cookie: a form sent twice is one rating, a form of another service is refused, and a
form is read as the version of the questionnaire that it showed.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from enum import StrEnum

from itsdangerous import BadData

from portal.core.secrets import keyed_hash, signer
from portal.domain.errors import FieldError, InvalidInput
from portal.responses.services import Filled

MAX_AGE = datetime.timedelta(days=1)
STALE_FORM = "stale_form"


class Origin(StrEnum):
    """Where a token comes from: an empty form, or a form that came back. What came back was filled in before."""

    FORM = "form"
    AGAIN = "again"
    """The token before was stale or none of ours."""
    SENT = "sent"
    """The form had been sent, and was sent anew with other content."""


@dataclass(frozen=True)
class FormToken:
    """What a token of ours says: slug of the service, key of the questionnaire (`skm@1`), idempotency key."""

    service: str
    survey: str
    key: str
    made_at: datetime.datetime
    origin: Origin = Origin.FORM

    def is_stale(self, at: datetime.datetime) -> bool:
        """Whether the form is more than a day old."""
        return at - self.made_at > MAX_AGE

    def filled(self) -> Filled:
        """How the form was filled in, as far as its token tells: what came back once was filled in before."""
        return Filled(made_at=self.made_at if self.origin is Origin.FORM else None, was_sent=self.origin is Origin.SENT)


def new_token(service: str, survey: str, origin: Origin = Origin.FORM) -> str:
    """A fresh token for a form of this service (slug) that asks this questionnaire (`skm@1`)."""
    told = [] if origin is Origin.FORM else [origin.value]
    return signer("form-token").dumps([service, survey, str(uuid.uuid4()), *told])


def read_token(text: str, service: str) -> FormToken | None:
    """The token, or None if it is not ours or was made for another service."""
    try:
        (made_for, survey, key, *told), made_at = signer("form-token").loads(text, return_timestamp=True)
        origin = Origin(*told) if told else Origin.FORM
    except (BadData, ValueError, TypeError):
        return None
    return FormToken(made_for, survey, key, made_at, origin) if made_for == service else None


def refusal(code: str) -> InvalidInput:
    """The form must be sent again with a fresh token: `stale` after a day, `foreign` if its token is not ours."""
    return InvalidInput([FieldError("token", code)], code=STALE_FORM)


def nonce_of(key: str) -> str:
    """The citizen's nonce for a form with this key: the same again if the reply was lost and the form is sent twice."""
    return keyed_hash("form-nonce", key.encode())[:16].hex()
