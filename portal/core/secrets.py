"""Keyed hashes under the portal's secret, one derived key per purpose, so that no hash serves for another."""

from __future__ import annotations

import hashlib
import hmac

from flask import current_app
from itsdangerous import URLSafeTimedSerializer


def keyed_hash(purpose: str, data: bytes) -> bytes:
    """HMAC-SHA-256 of `data` under a key derived for `purpose`; 32 bytes."""
    key = hmac.digest(current_app.config["SECRET_KEY"].encode(), f"portal/{purpose}".encode(), hashlib.sha256)
    return hmac.digest(key, data, hashlib.sha256)


def signer(purpose: str) -> URLSafeTimedSerializer:
    """A signer of short-lived values that the portal hands out and takes back."""
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"portal/{purpose}")
