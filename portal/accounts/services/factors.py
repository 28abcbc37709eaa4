"""Writes to second factors: authenticator app, passkeys, recovery codes."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Sequence

from passlib.exc import TokenError
from passlib.totp import TOTP
from sqlalchemy import delete, select, update

from portal.accounts.models import Passkey, RecoveryCode, Staff, Totp
from portal.core.extensions import db
from portal.core.secrets import keyed_hash
from portal.domain.errors import Refused

CODES = 10
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""None that is read for another one; 31 letters, so that twelve are 59 bits."""
DRIFT = 30
"""Seconds by which a phone's clock may be wrong."""


def start_totp(*, staff: Staff) -> TOTP:
    """A fresh secret for an authenticator app, which opens nothing until a code of it was given."""
    totp = _factory().new()
    kept = db.session.get(Totp, staff.id)
    if kept is not None and kept.confirmed_at is not None:
        raise Refused("totp_is_set")
    if kept is None:
        db.session.add(Totp(staff_id=staff.id, secret=totp.to_json(encrypt=True)))
    else:
        kept.secret, kept.last_counter = totp.to_json(encrypt=True), None
    db.session.flush()
    return totp


def pending_totp(*, staff: Staff) -> TOTP:
    """The secret that is being set up, a fresh one at first. Raises Refused `totp_is_set`."""
    kept = db.session.get(Totp, staff.id)
    if kept is None:
        return start_totp(staff=staff)
    if kept.confirmed_at is not None:
        raise Refused("totp_is_set")
    return _factory().from_source(kept.secret)


def confirm_totp(*, staff: Staff, code: str, at: datetime.datetime) -> bool:
    """Put the secret that is being set up to use, if this code is one of its; whether it was."""
    kept = db.session.get(Totp, staff.id, with_for_update=True)
    if kept is None or not _spend(kept, code, at):
        return False
    kept.confirmed_at = at
    db.session.flush()
    return True


def use_totp(*, staff: Staff, code: str, at: datetime.datetime) -> bool:
    """Whether this is a code of the account's app that was not used before; it is used by asking."""
    kept = db.session.get(Totp, staff.id, with_for_update=True)
    return kept is not None and kept.confirmed_at is not None and _spend(kept, code, at)


def use_recovery_code(*, staff: Staff, code: str, at: datetime.datetime) -> bool:
    """Whether this is an unused recovery code of the account; it is used up by asking."""
    unused = update(RecoveryCode).where(
        RecoveryCode.staff_id == staff.id, RecoveryCode.code_hash == _code_hash(code), RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(unused.values(used_at=at).returning(RecoveryCode.staff_id)) is not None


def give_recovery_codes(*, staff: Staff) -> Sequence[str]:
    """Ten fresh codes, shown once; earlier ones end."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff.id))
    codes = ["-".join(_letters(4) for _part in range(3)) for _code in range(CODES)]
    db.session.add_all([RecoveryCode(staff_id=staff.id, code_hash=_code_hash(code)) for code in codes])
    db.session.flush()
    return codes


def add_passkey(
    *, staff: Staff, credential: bytes, public_key: bytes, sign_count: int, name: str, at: datetime.datetime
) -> Passkey:
    """Keep a verified passkey. Raises Refused `passkey_known` for one that some account has already."""
    if db.session.scalar(select(Passkey.id).where(Passkey.credential == credential)) is not None:
        raise Refused("passkey_known")
    key = Passkey(
        staff_id=staff.id, credential=credential, public_key=public_key, sign_count=sign_count, name=name, added_at=at
    )
    db.session.add(key)
    db.session.flush()
    return key


def note_passkey_use(*, passkey: Passkey, sign_count: int, at: datetime.datetime) -> None:
    """Keep the counter that the key gave, so that a copy of it is noticed."""
    passkey.sign_count, passkey.used_at = sign_count, at
    db.session.flush()


def remove_factor(*, staff: Staff, passkey: int | None) -> None:
    """Take away a passkey by its number, or the authenticator app; no other account's is reached."""
    if passkey is None:
        db.session.execute(delete(Totp).where(Totp.staff_id == staff.id))
    else:
        db.session.execute(delete(Passkey).where(Passkey.staff_id == staff.id, Passkey.id == passkey))


def remove_all_factors(*, staff: Staff) -> None:
    """Leave the account without a second factor: the next sign-in must set one up."""
    for table in (Totp, Passkey, RecoveryCode):
        db.session.execute(delete(table).where(table.staff_id == staff.id))


def _spend(kept: Totp, code: str, at: datetime.datetime) -> bool:
    try:
        totp = _factory().from_source(kept.secret)
        match = totp.match(code.strip(), time=at, window=DRIFT, last_counter=kept.last_counter)
    except TokenError:
        return False
    kept.last_counter = match.counter
    db.session.flush()
    return True


def _factory() -> type[TOTP]:
    """TOTP (RFC 6238) whose secrets are kept encrypted under a key outside the database."""
    made: type[TOTP] = TOTP.using(secrets={"1": keyed_hash("totp", b"").hex()})
    return made


def _letters(count: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _letter in range(count))


def _code_hash(code: str) -> bytes:
    plain = "".join(letter for letter in code.lower() if letter in _ALPHABET)
    return keyed_hash("recovery-code", hashlib.sha256(plain.encode()).digest())
