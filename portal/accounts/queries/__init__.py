"""Reads of accounts, their sessions and their second factors."""

from portal.accounts.queries.accounts import (
    accounts_of_units,
    delegations_to,
    grants_of,
    holders_of,
    last_link_at,
    people_without_digest,
    staff_by_email,
    staff_by_id,
    token_hash,
    usable_link,
)
from portal.accounts.queries.calendars import feed_of, owner_of_feed
from portal.accounts.queries.factors import Factors, factors_of
from portal.accounts.queries.sessions import (
    ANY_DEVICE,
    counted_as,
    device_hash,
    is_known_device,
    is_running,
    running_session,
    running_sessions,
    wait_of,
)

__all__ = [
    "ANY_DEVICE",
    "Factors",
    "accounts_of_units",
    "counted_as",
    "delegations_to",
    "device_hash",
    "factors_of",
    "feed_of",
    "grants_of",
    "holders_of",
    "is_known_device",
    "is_running",
    "last_link_at",
    "owner_of_feed",
    "people_without_digest",
    "running_session",
    "running_sessions",
    "staff_by_email",
    "staff_by_id",
    "token_hash",
    "usable_link",
    "wait_of",
]
