"""What the log and the tickets commit to, as bytes that a verifier with a standard library alone can make again.

Every hash names what it is for, so that one kind of commitment can never be passed off as another.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import date

NO_COMMENT = b""

_TICKET = "suara-sorong ticket v1"


def canonical(payload: object) -> bytes:
    """Canonical JSON in UTF-8: sorted keys, no spaces, nothing escaped that need not be.

    TypeError for anything but str, int, bool, None, list and dict with str keys: a float has no one spelling.
    """
    _check(payload)
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def comment_commitment(salt: bytes, text: str) -> bytes:
    """SHA-256 over a comment and its own salt; erasing both leaves a hash that says nothing."""
    return _hash({"for": "comment/v1", "salt": salt.hex(), "text": text})


def receipt_commitment(
    *,
    salt: bytes,
    nonce_hash: bytes,
    unit: str,
    service: str,
    channel: str,
    month: str,
    ratings: str,
    comment: bytes,
) -> bytes:
    """SHA-256 over one rating: slugs, month `2026-09`, packed ratings, and a comment's commitment or NO_COMMENT."""
    return _hash(
        {
            "for": "receipt/v1",
            "salt": salt.hex(),
            "nonce": nonce_hash.hex(),
            "unit": unit,
            "service": service,
            "channel": channel,
            "month": month,
            "ratings": ratings,
            "comment": comment.hex(),
        }
    )


def element_salt(response_salt: bytes, block_id: bytes, element: str) -> bytes:
    """Salt (32 bytes) of one answer in one block, so that lists of different elements cannot be joined to rows."""
    message = canonical({"for": "element/v1", "block": block_id.hex(), "element": element})
    return hmac.digest(response_salt, message, "sha256")


def answer_commitment(salt: bytes, value: int) -> bytes:
    """SHA-256 over one answer, 0 (blank) to 4, under its element's salt; ValueError outside."""
    if not 0 <= value <= 4 or len(salt) != 32:
        raise ValueError("an answer is 0 to 4 and its salt 32 bytes")
    # Plain bytes of fixed length instead of JSON: a verifier makes millions of these.
    return hashlib.sha256(b"answer/v1\x00" + salt + bytes([value])).digest()


def list_hash(commitments: Iterable[bytes]) -> bytes:
    """SHA-256 over the list sorted by hash, so that its order says nothing."""
    return hashlib.sha256(b"".join(sorted(commitments))).digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf of the log (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x00" + data).digest()


def ticket_text(receipt: str, commitment: bytes, day: date) -> str:
    """Body of the note a ticket signs (C2SP signed-note): what it is, receipt, commitment in hex, day, a line each.

    ValueError for a receipt that would break the lines.
    """
    if not receipt or not receipt.isascii() or not receipt.isprintable() or " " in receipt:
        raise ValueError("a receipt is one word of visible ASCII")
    return f"{_TICKET}\n{receipt}\n{commitment.hex()}\n{day.isoformat()}\n"


def _hash(payload: dict[str, str]) -> bytes:
    return hashlib.sha256(canonical(payload)).digest()


def _check(payload: object) -> None:
    if payload is None or isinstance(payload, str | int):
        return
    if isinstance(payload, list):
        for item in payload:
            _check(item)
        return
    if not isinstance(payload, dict):
        raise TypeError(f"no canonical form of {type(payload).__name__}")
    for key, value in payload.items():
        if not isinstance(key, str):
            raise TypeError("keys of canonical JSON are text")
        _check(value)
