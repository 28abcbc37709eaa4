"""Signed tickets: the portal's promise, with its log key, that a rating is held and will be counted."""

from __future__ import annotations

import base64
import datetime
import functools
import hashlib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from flask import current_app

from config import kept_secret
from portal.domain.commitments import ticket_text

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
