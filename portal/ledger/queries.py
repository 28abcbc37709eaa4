"""Signed tickets: the portal's promise, with its log key, that a rating is held and will be counted; audit heads."""

from __future__ import annotations

import base64
import datetime
import functools
import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from flask import current_app
from sqlalchemy import select

from config import kept_secret
from portal.audit.queries import first_break, hash_of, head, is_tail_whole
from portal.core.extensions import db
from portal.domain.commitments import ticket_text
from portal.ledger.models import LedgerEntry

_ED25519 = b"\x01"
"""Algorithm byte of Ed25519 in a C2SP signed note's key id."""


def ticket(*, receipt: str, commitment: bytes, day: datetime.date) -> str:
    """A signed note (C2SP signed-note) over receipt, commitment and the day on which the portal vouches for it."""
    text = ticket_text(receipt, commitment, day)
    key = _log_key(current_app.extensions["portal"].settings.resolved_log_key_file)
    name = current_app.extensions["portal"].city.portal_name.lower().replace(" ", "-")
    signature = _key_id(name, key) + key.sign(text.encode())
    return f"{text}\n— {name} {base64.b64encode(signature).decode()}\n"


def public_key() -> bytes:
    """The raw Ed25519 public key of the log, 32 bytes."""
    key = _log_key(current_app.extensions["portal"].settings.resolved_log_key_file)
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _key_id(name: str, key: Ed25519PrivateKey) -> bytes:
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


@functools.cache
def _log_key(path: Path) -> Ed25519PrivateKey:
    """The key outside the database, made at first use."""
    return Ed25519PrivateKey.from_private_bytes(kept_secret(path, _new_key))


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())


@dataclass(frozen=True)
class AuditHead:
    """A head of the record of deeds as it stands in the log."""

    number: int
    hash: str
    day: str


def audit_heads() -> list[AuditHead]:
    """Every head of the record of deeds that entered the log, oldest first."""
    rows = db.session.scalars(select(LedgerEntry.payload).where(LedgerEntry.kind == "audit").order_by(LedgerEntry.id))
    heads = [json.loads(row) for row in rows]
    return [AuditHead(head["number"], head["hash"], head["released"]) for head in heads]


class Fault(StrEnum):
    """What is wrong with the record of deeds."""

    BROKEN = "broken"
    """An entry does not follow from the one before: changed, taken out or put in."""
    CUT = "cut"
    """The newest entry is not the one that was written last."""
    NOT_AS_LOGGED = "not_as_logged"
    """The log holds a head that the record does not have (any more)."""


def audit_fault() -> tuple[Fault, int] | None:
    """The first thing that is wrong with the record of deeds and the number of the entry, or None.

    Checked are the chain, the seal of its newest entry, and each head that entered the log.
    """
    broken = first_break()
    if broken is not None:
        return Fault.BROKEN, broken
    newest = head()
    for logged in audit_heads():
        if hash_of(logged.number) != logged.hash:
            return Fault.NOT_AS_LOGGED, logged.number
    if not is_tail_whole():
        return Fault.CUT, newest.number if newest is not None else 0
    return None
