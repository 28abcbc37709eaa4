"""Whom a request comes from, as far as limits may know: a network, and a device for one day.

A device is a random number in a signed cookie, given by the answer to a sent form alone, and a new one each day: two
days cannot be laid side by side. It is counted under a keyed hash and never stored with an answer.
"""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass

from flask import Response as FlaskResponse
from flask import current_app, request
from itsdangerous import BadData
from werkzeug.wrappers import Response

from portal.core.secrets import signer
from portal.domain.limits import network_of
from portal.domain.periods import city_day

COOKIE = "device"
_PATHS = ("/rate", "/api/v1/ratings")
"""The cookie goes to the two doors of ratings and nowhere else: public pages are read without any."""


@dataclass(frozen=True)
class Device:
    """A browser on one day of the city. `is_known`: it came with the cookie of that day."""

    id: str
    is_known: bool


def sender_network() -> str:
    """The network that the request came from; counted under a keyed hash, never kept as it is."""
    return network_of(request.remote_addr or "")


def sender_device(day: datetime.date) -> Device:
    """The device that its cookie names; a new one without the cookie of that day."""
    try:
        made_on, device = signer("device").loads(request.cookies.get(COOKIE, ""))
    except (BadData, ValueError, TypeError):
        return Device(secrets.token_hex(16), is_known=False)
    is_todays = made_on == day.isoformat()
    return Device(device if is_todays else secrets.token_hex(16), is_known=is_todays)


def give_cookie(response: Response | FlaskResponse, device: Device, at: datetime.datetime) -> None:
    """Let the browser be known until midnight in the city."""
    zone = current_app.extensions["portal"].city.zone
    day = city_day(at, zone)
    midnight = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), zone)
    for path in _PATHS:
        response.set_cookie(
            COOKIE,
            str(signer("device").dumps([day.isoformat(), device.id])),
            max_age=max(1, int((midnight - at).total_seconds())),
            path=path,
            secure=request.is_secure or current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
