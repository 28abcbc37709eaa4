"""The form in which a citizen says whether a promise was kept: no account, no cookie, no JavaScript."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.core.access import cross_site
from portal.core.clock import now, today
from portal.core.database import transaction
from portal.core.extensions import limiter
from portal.core.senders import sender_network
from portal.domain.errors import Forbidden, InvalidInput
from portal.domain.limits import FLOOD
from portal.domain.promises import State
from portal.followups import words
from portal.followups.forms.asked import stand_of, voice_words
from portal.followups.forms.tokens import VoiceToken, new_token, read_token
from portal.followups.models import Promise
from portal.followups.queries import promise_by_number, tracked
from portal.followups.services import Source, add_voice
from portal.responses.forms.posted import posted_fields

bp = Blueprint("voices", __name__)
OFTEN = "120 per hour"
"""Voices about one promise from one address: a village behind one address is heard, though it weighs once a day."""


def _address_and_promise() -> str:
    return f"{sender_network()} {(request.view_args or {}).get('number')}"


@bp.get("/promises/<int:number>/voice")
def voice(number: int) -> str | Response:
    """The form; back to the promise where it is not called done."""
    found = promise_by_number(number)
    if found.state != State.DONE:
        return redirect(url_for("tracker.promise", number=number), 303)
    return _page(found, new_token(number, found.round))


@bp.post("/promises/<int:number>/voice")
@limiter.limit(FLOOD)
@limiter.limit(OFTEN, key_func=_address_and_promise, deduct_when=lambda answer: answer.status_code == 303)
def send(number: int) -> Response | tuple[str, int]:
    """Count the voice and say thanks, or show the form again with what is wrong."""
    if cross_site():
        raise Forbidden("cross_site")
    found, posted = promise_by_number(number), posted_fields()
    token = read_token(posted.get("token", ""), number)
    try:
        _count(number, token, posted.get("stand", ""))
    except InvalidInput as error:
        kept = posted["token"] if error.code == "invalid" else new_token(number, found.round)
        return _page(found, kept, voice_words(error), posted.get("stand", "")), 422
    return redirect(url_for("voices.thanks", number=number), 303)


@bp.get("/promises/<int:number>/voice/thanks")
def thanks(number: int) -> str:
    """That the voice counts, and what all of them come to."""
    return render_template("followups/thanks.html", one=tracked(promise_by_number(number), today()), words=words)


def _count(number: int, token: VoiceToken | None, said: str) -> None:
    stand, token = stand_of(said, token, now())
    source = Source(sender_network(), today())
    with transaction():
        add_voice(promise=promise_by_number(number), round_=token.round, stand=stand, key=token.key, source=source)


def _page(promise: Promise, token: str, errors: list[str] | None = None, said: str = "") -> str:
    return render_template(
        "followups/voice.html", promise=promise, token=token, errors=errors or [], said=said, words=words
    )
