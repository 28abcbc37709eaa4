"""The entries of the public log in their final form: what was published once can be checked by no other form.

No values, no text, no day finer than the release (DESIGN.md section 8). The leaf is the payload in canonical form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from portal.domain.rules import MINIMUM_PUBLISHED

OTHER_SERVICE_SLUG = "lain"


class BlockKind(StrEnum):
    """Whether the ratings of a block enter the score, or only the public account of what was left out."""

    COUNTED = "counted"
    EXCLUDED = "excluded"


def intake_entry(*, n: int, commitments: bytes, released: date) -> dict[str, Any]:
    """City-wide, before each release: number of ratings taken in, `list_hash` of their receipt commitments."""
    return {"entry": "intake", "n": n, "hash": commitments.hex(), "released": released.isoformat()}


def block_entry(
    *,
    unit: str,
    service: str | None,
    channel: str,
    survey: str,
    period: str,
    sign: int,
    kind: BlockKind,
    n: int,
    released: date,
    elements: Mapping[str, bytes],
) -> dict[str, Any]:
    """One block: slugs (service None is "layanan lain"), survey key `skm@1`, sign 1 or -1, `list_hash` by element.

    ValueError for a block below ten or without a sign.
    """
    if n < MINIMUM_PUBLISHED or sign not in (1, -1):
        raise ValueError(f"a block of {n} with sign {sign}")
    return {
        "entry": "block",
        "unit": unit,
        "service": OTHER_SERVICE_SLUG if service is None else service,
        "channel": channel,
        "survey": survey,
        "period": period,
        "sign": sign,
        "kind": BlockKind(kind).value,
        "n": n,
        "released": released.isoformat(),
        "elements": {code: {"hash": digest.hex()} for code, digest in elements.items()},
    }


def codes_entry(*, unit: str, service: str, batch: bytes, n: int, issued: date) -> dict[str, Any]:
    """One batch of visit codes, named by a random id; logged before any of them is valid."""
    return {
        "entry": "codes",
        "unit": unit,
        "service": service,
        "batch": batch.hex(),
        "n": n,
        "issued": issued.isoformat(),
    }


def codes_revoked_entry(*, unit: str, batch: bytes, revoked: date) -> dict[str, Any]:
    """What was unused of a batch is void from that day on. Not how many: that would tell how many had been redeemed."""
    return {"entry": "codes_revoked", "unit": unit, "batch": batch.hex(), "revoked": revoked.isoformat()}


def import_entry(*, file_hash: bytes, salt: bytes, n: int) -> dict[str, Any]:
    """One imported file: n ratings, and SHA-256 over a private random salt and the file's own SHA-256.

    Without the salt, whoever guesses the file's rows could confirm them; ValueError if it is shorter than 16 bytes.
    """
    if len(salt) < 16 or len(file_hash) != 32:
        raise ValueError("the salt has at least 16 bytes and the file's hash 32")
    return {"entry": "import", "hash": hashlib.sha256(b"import/v1\x00" + salt + file_hash).hexdigest(), "n": n}


def method_entry(*, year: int, headlines: Mapping[str, str], released: date) -> dict[str, Any]:
    """What was fixed for a calendar year: by name of scope (`city`, `kind/dinas`, `unit/dukcapil`) its channel."""
    return {
        "entry": "method",
        "year": year,
        "headline": {scope: str(channel) for scope, channel in sorted(headlines.items())},
        "released": released.isoformat(),
    }


def hold_entry(*, unit: str, month: str, reason: str, n: int, released: date) -> dict[str, Any]:
    """How many ratings of a unit and month are held for a reason, as the public account says it from now on.

    The same numbers as there, in tens while a month runs: an entry of each hold would tell a sender that the own
    rating was held.
    """
    return {
        "entry": "hold",
        "unit": unit,
        "month": month,
        "reason": reason,
        "n": n,
        "released": released.isoformat(),
    }


def decision_entry(*, unit: str, month: str, state: str, reason: str, n: int, released: date) -> dict[str, Any]:
    """How many ratings of a unit and month were decided to be `excluded`, or `counted` after all, for a reason.

    As the public account says it from now on, see `hold_entry`. ValueError for another state.
    """
    if state not in ("counted", "excluded"):
        raise ValueError(f"nothing was decided: {state}")
    return {
        "entry": "decision",
        "unit": unit,
        "month": month,
        "state": state,
        "reason": reason,
        "n": n,
        "released": released.isoformat(),
    }


def audit_entry(*, number: int, head: bytes, released: date) -> dict[str, Any]:
    """How far the record of staff deeds had come, and the hash of its newest entry: its tail cannot be cut unseen."""
    return {"entry": "audit", "number": number, "hash": head.hex(), "released": released.isoformat()}


def settings_entry(*, name: str, version: int, digest: bytes) -> dict[str, Any]:
    """One change of what an administrator sets: its name (`contact`, `survey/skm`), its version, its content's hash.

    No value: what was set stands in the audit record. ValueError for a hash that is not SHA-256.
    """
    if len(digest) != 32 or version < 1:
        raise ValueError("a version from 1 and a hash of 32 bytes")
    return {"entry": "settings", "name": name, "version": version, "hash": digest.hex()}


def evidence_entry(*, cycle: int, unit: str, period: str, digest: bytes, frozen: date) -> dict[str, Any]:
    """The evidence of a unit as a cycle of reviews found it: its hash, so that nobody works on other numbers later."""
    return {
        "entry": "evidence",
        "cycle": cycle,
        "unit": unit,
        "period": period,
        "hash": digest.hex(),
        "frozen": frozen.isoformat(),
    }


def review_entry(*, cycle: int, unit: str, version: int, digest: bytes, signed: date) -> dict[str, Any]:
    """A signed review of a unit: its hash; a correction is a later version beside it. ValueError for a version of 0."""
    if version < 1 or len(digest) != 32:
        raise ValueError("a version from 1 and a hash of 32 bytes")
    return {
        "entry": "review",
        "cycle": cycle,
        "unit": unit,
        "version": version,
        "hash": digest.hex(),
        "signed": signed.isoformat(),
    }
