"""What setting up a factor has in common, at the first sign-in and later in the own account."""

from __future__ import annotations

from collections.abc import Sequence

import segno
from flask import current_app, render_template
from flask_babel import gettext as _

from portal.accounts.access import note
from portal.accounts.letters import tell
from portal.accounts.models import Staff, StaffSession
from portal.accounts.passkeys import are_possible, registration_options, verified_registration
from portal.accounts.queries import factors_of
from portal.accounts.services import (
    add_passkey,
    challenge,
    confirm_totp,
    give_recovery_codes,
    pending_totp,
    taken_challenge,
)
from portal.core.clock import now
from portal.core.database import transaction
from portal.domain.errors import Refused


def enrol_page(session: StaffSession, template: str, *, wrong: str | None = None, **values: object) -> str:
    """A page that offers to set up an app and a passkey; `wrong` names the one that just failed."""
    staff = session.staff
    factors = factors_of(staff)
    with transaction():
        totp = None if factors.totp else pending_totp(staff=staff)
        options = registration_options(staff, factors.passkeys, challenge(session=session)) if are_possible() else None
    issuer = current_app.extensions["portal"].city.portal_name
    picture = segno.make(totp.to_uri(staff.email, issuer)).svg_data_uri(scale=5, border=2) if totp else None
    key = totp.pretty_key() if totp else None
    return render_template(
        template, picture=picture, key=key, options=options, wrong=wrong, factors=factors, staff=staff, **values
    )


def store_totp(session: StaffSession, code: str) -> Sequence[str] | None:
    """Put the app to use if the code is its; recovery codes where there were none yet. None: it is not."""
    first = not factors_of(session.staff).any
    if not confirm_totp(staff=session.staff, code=code, at=now()):
        return None
    note("staff.add_factor", session.staff.email, after={"factor": "totp"})
    tell(session.staff, "factor_added", at=now())
    return _codes(session.staff) if first else ()


def store_passkey(session: StaffSession, answer: str, name: str) -> Sequence[str] | None:
    """Keep the passkey in the answer; recovery codes where there was no factor yet. None: it is no good."""
    verified = verified_registration(answer, taken_challenge(session=session))
    if verified is None:
        return None
    first = not factors_of(session.staff).any
    try:
        add_passkey(
            staff=session.staff,
            credential=verified.credential_id,
            public_key=verified.credential_public_key,
            sign_count=verified.sign_count,
            name=name.strip() or _("Kunci tanpa nama"),
            at=now(),
        )
    except Refused:
        return None
    note("staff.add_factor", session.staff.email, after={"factor": "passkey", "name": name.strip()})
    tell(session.staff, "factor_added", at=now())
    return _codes(session.staff) if first else ()


def _codes(staff: Staff) -> Sequence[str]:
    note("staff.give_recovery_codes", staff.email)
    return give_recovery_codes(staff=staff)
