"""The ticket of a form that mints: a signed name for the batch to be, so that a page loaded again mints nothing."""

from __future__ import annotations

import secrets

from itsdangerous import BadData

from portal.core.secrets import signer

MAX_AGE = 24 * 3600


def new_ticket(unit: str) -> str:
    """A ticket for one batch of a unit (slug)."""
    return signer("visit-batch").dumps([unit, secrets.token_hex(16)])


def batch_of(ticket: str, unit: str) -> bytes | None:
    """The id of the batch that the ticket is for; None if it is not ours, older than a day, or for another unit."""
    try:
        made_for, batch = signer("visit-batch").loads(ticket, max_age=MAX_AGE)
    except (BadData, ValueError, TypeError):
        return None
    return bytes.fromhex(batch) if made_for == unit else None
