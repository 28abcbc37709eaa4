"""Writes to accounts, their sessions and their second factors."""

from portal.accounts.services.accounts import (
    create_staff,
    give_set_up_link,
    set_password,
    take_turns_for_digest,
    use_set_up_link,
)
from portal.accounts.services.calendars import give_feed, revoke_feed
from portal.accounts.services.factors import (
    add_passkey,
    confirm_totp,
    give_recovery_codes,
    note_passkey_use,
    pending_totp,
    remove_all_factors,
    remove_factor,
    start_totp,
    use_recovery_code,
    use_totp,
)
from portal.accounts.services.sessions import (
    SEEN_EVERY,
    begin_session,
    challenge,
    end_session,
    end_sessions,
    forget_old,
    forget_tries,
    note_use,
    note_wrong_try,
    taken_challenge,
)

__all__ = [
    "SEEN_EVERY",
    "add_passkey",
    "begin_session",
    "challenge",
    "confirm_totp",
    "create_staff",
    "end_session",
    "end_sessions",
    "forget_old",
    "forget_tries",
    "give_feed",
    "give_recovery_codes",
    "give_set_up_link",
    "note_passkey_use",
    "note_use",
    "note_wrong_try",
    "pending_totp",
    "remove_all_factors",
    "remove_factor",
    "revoke_feed",
    "set_password",
    "start_totp",
    "take_turns_for_digest",
    "taken_challenge",
    "use_recovery_code",
    "use_set_up_link",
    "use_totp",
]
