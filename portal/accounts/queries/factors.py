"""Reads of second factors: which ones an account has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.accounts.models import Passkey, RecoveryCode, Staff, Totp
from portal.core.extensions import db


@dataclass(frozen=True)
class Factors:
    """The second factors of an account; `codes_left`: recovery codes that were not used yet."""

    totp: bool
    passkeys: Sequence[Passkey]
    codes_left: int

    @property
    def any(self) -> bool:
        """Whether there is one at all; recovery codes alone are none."""
        return self.totp or bool(self.passkeys)


def factors_of(staff: Staff) -> Factors:
    """What an account can prove itself with beside the password."""
    totp = db.session.get(Totp, staff.id)
    keys = db.session.scalars(select(Passkey).where(Passkey.staff_id == staff.id).order_by(Passkey.id)).all()
    unused = select(func.count()).where(RecoveryCode.staff_id == staff.id, RecoveryCode.used_at.is_(None))
    return Factors(totp is not None and totp.confirmed_at is not None, keys, db.session.scalar(unused) or 0)
