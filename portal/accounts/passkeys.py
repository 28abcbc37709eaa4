"""Passkeys (W3C WebAuthn), by the `webauthn` package: what a browser is asked, and whether its answer is good."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import current_app
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import PublicKeyCredentialDescriptor
from webauthn.registration.verify_registration_response import VerifiedRegistration

from portal.accounts.models import Passkey, Staff
from portal.core.access import own_origin


def registration_options(staff: Staff, known: Sequence[Passkey], challenge: bytes) -> str:
    """What the browser is asked to make a passkey with, as JSON; a key that the account has is not made again."""
    return options_to_json(
        generate_registration_options(
            rp_id=_host(),
            rp_name=current_app.extensions["portal"].city.portal_name,
            user_name=staff.email,
            user_id=staff.handle,
            challenge=challenge,
            exclude_credentials=_descriptors(known),
        )
    )


def authentication_options(known: Sequence[Passkey], challenge: bytes) -> str:
    """What the browser is asked to sign, as JSON."""
    options = generate_authentication_options(rp_id=_host(), challenge=challenge, allow_credentials=_descriptors(known))
    return options_to_json(options)


def verified_registration(answer: str, challenge: bytes | None) -> VerifiedRegistration | None:
    """The new passkey in the browser's answer to that challenge; None for anything else."""
    if challenge is None:
        return None
    try:
        return verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=_host(), expected_origin=own_origin()
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None


def verified_use(answer: str, known: Sequence[Passkey], challenge: bytes | None) -> tuple[Passkey, int] | None:
    """The passkey that signed that challenge, and its new counter; None for anything else."""
    if challenge is None:
        return None
    try:
        passkey = _named(answer, known)
        verified: VerifiedAuthentication = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=own_origin(),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError, StopIteration):
        return None
    return passkey, verified.new_sign_count


def are_possible() -> bool:
    """Whether browsers allow passkeys here: they want a name, not a number, for the host."""
    return not _host().replace(".", "").isdigit() and ":" not in _host()


def _named(answer: str, known: Sequence[Passkey]) -> Passkey:
    credential = base64url_to_bytes(str(json.loads(answer)["id"]))
    return next(key for key in known if key.credential == credential)


def _descriptors(known: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=key.credential) for key in known]


def _host() -> str:
    return urlsplit(own_origin()).hostname or ""
