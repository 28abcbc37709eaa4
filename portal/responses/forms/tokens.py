"""The form's token: says which service a form was made for and when, and carries the idempotency key.

It makes the form work without a cookie: a form sent twice is one rating, a form of another service is refused.
"""

from __future__ import annotations

import uuid

from itsdangerous import BadData, SignatureExpired

from portal.core.secrets import keyed_hash, signer
from portal.domain.errors import FieldError, InvalidInput

MAX_AGE = 24 * 3600


def new_token(service: str) -> str:
    """A fresh token for a form of this service (slug)."""
    return signer("form-token").dumps([service, str(uuid.uuid4())])


def key_of(token: str, service: str) -> str:
    """The key in a token. Raises InvalidInput on field `token`: `stale` after a day, `foreign` if it is not ours."""
    try:
        made_for, key = signer("form-token").loads(token, max_age=MAX_AGE)
    except SignatureExpired as error:
        raise InvalidInput([FieldError("token", "stale")], code="stale_form") from error
    except (BadData, ValueError, TypeError) as error:
        raise InvalidInput([FieldError("token", "foreign")], code="stale_form") from error
    if made_for != service:
        raise InvalidInput([FieldError("token", "foreign")], code="stale_form")
    return str(key)


def nonce_of(key: str) -> str:
    """The citizen's nonce for a form with this key: the same again if the reply was lost and the form is sent twice."""
    return keyed_hash("form-nonce", key.encode())[:16].hex()
