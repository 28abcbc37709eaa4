"""What a citizen says of a promise that is called done: one form is one voice, and nothing tells whose it is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import delete

from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.core.secrets import keyed_hash
from portal.domain.errors import FieldError, InvalidInput, Refused
from portal.domain.promises import Stand, State
from portal.followups.models import Promise, PromiseVoice, VoiceSource
from portal.followups.services.promises import lock


@dataclass(frozen=True)
class Source:
    """Whence a voice comes: its network, and the day."""

    network: str
    day: datetime.date


def add_voice(*, promise: Promise, round_: int, stand: Stand, key: str, source: Source | None = None) -> bool:
    """Count a voice about the round that its form was shown for; False if this form was counted before.

    `key`: the idempotency key of the form. `source`: after its first voice of the day it is shown and does not weigh;
    None where each voice is known to be of somebody else. Raises Refused `not_done` where that round is over,
    InvalidInput `key_reused` for a form that said something else before.
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
    weighs = source is None or _is_first(promise, round_, source)
    db.session.add(PromiseVoice(key=hashed, promise_id=promise.id, round=round_, stand=stand.value, weighs=weighs))
    db.session.flush()
    bump_public_revision()
    return True


def forget_sources(*, today: datetime.date) -> None:
    """Which networks spoke on an earlier day is nobody's to know."""
    db.session.execute(delete(VoiceSource).where(VoiceSource.day < today))


def _is_first(promise: Promise, round_: int, source: Source) -> bool:
    """Whether the network has not spoken of this round today; from now on it has. The promise is locked."""
    said = f"{promise.id} {round_} {source.day} {source.network}"
    hashed = keyed_hash("promise-voice-source", said.encode())
    if db.session.get(VoiceSource, hashed) is not None:
        return False
    db.session.add(VoiceSource(key=hashed, day=source.day))
    return True
