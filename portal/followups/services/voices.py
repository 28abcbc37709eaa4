"""What a citizen says of a promise that is called done: one form is one voice, and nothing tells whose it is."""

from __future__ import annotations

from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.core.secrets import keyed_hash
from portal.domain.errors import FieldError, InvalidInput, Refused
from portal.domain.promises import Stand, State
from portal.followups.models import Promise, PromiseVoice
from portal.followups.services.promises import lock


def add_voice(*, promise: Promise, round_: int, stand: Stand, key: str) -> bool:
    """Count a voice about the round that its form was shown for; False if this form was counted before.

    `key`: the idempotency key of the form. Raises Refused `not_done` where that round is over, InvalidInput
    `key_reused` for a form that said something else before.
    """
    lock(promise)
    hashed = keyed_hash("promise-voice", f"{promise.id} {key.lower()}".encode())
    known = db.session.get(PromiseVoice, hashed)
    if known is not None:
        if (known.round, known.stand) != (round_, stand.value):
            raise InvalidInput([FieldError("stand", "key_reused")], code="key_reused")
        return False
    if promise.state != State.DONE or promise.round != round_:
        raise Refused("not_done")
    db.session.add(PromiseVoice(key=hashed, promise_id=promise.id, round=round_, stand=stand.value))
    db.session.flush()
    bump_public_revision()
    return True
