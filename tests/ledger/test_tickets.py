"""Tickets are C2SP signed notes: whoever has the log's public key can check them, and a changed one fails."""

from __future__ import annotations

import base64
import datetime
import hashlib
import stat

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask import Flask

from portal.ledger.queries import public_key, ticket

DAY = datetime.date(2026, 7, 15)


def check(note: str) -> None:
    """Verify a note as the C2SP text says, without any code of the portal."""
    body, _blank, signature_line = note.rpartition("\n\n")
    dash, name, encoded = signature_line.strip().split(" ")
    assert dash == "—"
    raw = base64.b64decode(encoded)
    key = public_key()
    assert raw[:4] == hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4]
    Ed25519PublicKey.from_public_bytes(key).verify(raw[4:], f"{body}\n".encode())


def test_a_ticket_verifies(app_context: None) -> None:
    note = ticket(receipt="1-ABC", commitment=b"\x01" * 32, day=DAY)
    check(note)
    assert ("01" * 32) in note
    assert "2026-07-15" in note
    assert ticket(receipt="1-ABC", commitment=b"\x01" * 32, day=DAY) == note


def test_a_changed_ticket_does_not(app_context: None) -> None:
    note = ticket(receipt="1-ABC", commitment=b"\x01" * 32, day=DAY)
    with pytest.raises(InvalidSignature):
        check(note.replace("2026-07-15", "2026-07-16"))


def test_the_key_lies_outside_the_database_and_is_its_owners_alone(app: Flask, app_context: None) -> None:
    public_key()
    file = app.extensions["portal"].settings.resolved_log_key_file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
