"""What a calendar application fetches in a person's name, by a secret address and without a session."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, current_app
from flask_babel import gettext as _

from portal.accounts.queries import owner_of_feed
from portal.core.clock import now, today
from portal.core.extensions import limiter
from portal.core.i18n import in_language
from portal.pages.agenda import duties_of
from portal.pages.calendar import calendar_of

bp = Blueprint("calendar", __name__)
GUESSES = "60 per minute"
"""Wrong addresses from one place on the network; right ones are not counted, an office has only one such place."""


def _is_unknown(answer: Response) -> bool:
    return answer.status_code == 404


@bp.get("/calendar/<token>.ics")
@limiter.limit(GUESSES, deduct_when=_is_unknown)
def feed(token: str) -> Response:
    """The deadlines of whoever holds this address, as the workplace shows them today."""
    staff, city = owner_of_feed(token), current_app.extensions["portal"].city
    with in_language(staff.lang):
        calendar = calendar_of(
            duties_of(staff, today()),
            owner=uuid.UUID(bytes=staff.handle[:16]),
            name=_("%(portal)s: tenggat Anda", portal=city.portal_name),
            zone=city.time_zone,
            day=today(),
            at=now(),
        )
    return Response(calendar, mimetype="text/calendar")
