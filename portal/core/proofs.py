"""Proof of work (ALTCHA): a small sum for a phone, a large one for who sends thousands. Bound to one rating.

A challenge names the service and the key of the rating that it was made for. As a key keeps one rating only, a solution
cannot serve twice; spent ones are remembered until they expire, so that whoever tries is told why.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping
from typing import Any

from altcha import Payload, create_challenge, verify_solution

from portal.core.limits import count, counted
from portal.core.secrets import keyed_hash
from portal.domain.errors import FieldError, InvalidInput
from portal.domain.limits import PROOF_SECONDS

ALGORITHM = "PBKDF2/SHA-256"
ROUNDS = 5000
TRIES = range(100, 300)
"""How many keys are derived before the one that is asked for: bounded, so that no phone is unlucky for minutes."""
MAX_LENGTH = 4000


def new_challenge(*, service: str, key: str, at: datetime.datetime) -> Mapping[str, Any]:
    """What a browser solves before the rating of this key and service is taken, as ALTCHA's widget reads it."""
    challenge = create_challenge(
        ALGORITHM,
        ROUNDS,
        counter=secrets.choice(TRIES),
        expires_at=at + datetime.timedelta(seconds=PROOF_SECONDS),
        data={"rating": _of(service, key)},
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("solution"),
    )
    return challenge.to_dict()


def check_proof(text: str, *, service: str, key: str, at: datetime.datetime) -> str:
    """The id of a challenge that was solved for this rating, for `spend`.

    Raises InvalidInput on field `proof`: `proof_altered`, `proof_expired`, `proof_used`, `proof_foreign`.
    """
    try:
        payload = Payload.from_base64(text[:MAX_LENGTH])
        result = verify_solution(payload, _secret("challenge"), hmac_key_secret=_secret("solution"))
        asked = payload.challenge.parameters
        is_sound, is_old = result.verified or result.expired, (asked.expires_at or 0) <= at.timestamp()
    except (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError):
        raise _refusal("proof_altered") from None
    if not is_sound:
        raise _refusal("proof_altered")
    if is_old or result.expired:
        raise _refusal("proof_expired")
    if counted("proof", asked.nonce):
        raise _refusal("proof_used")
    if (asked.data or {}).get("rating") != _of(service, key):
        raise _refusal("proof_foreign")
    return str(asked.nonce)


def spend(challenge: str) -> None:
    """Remember that a solution served, until its challenge expires."""
    count("proof", challenge, seconds=PROOF_SECONDS)


def _of(service: str, key: str) -> str:
    return keyed_hash("proof-rating", f"{service} {key.lower()}".encode()).hex()


def _secret(purpose: str) -> bytes:
    return keyed_hash("proof", purpose.encode())


def _refusal(code: str) -> InvalidInput:
    return InvalidInput([FieldError("proof", code)])
