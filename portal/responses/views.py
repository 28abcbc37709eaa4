"""The citizen's form: seen on a phone, sent without a cookie, answered with a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from portal.catalogue.models import Service
from portal.catalogue.queries import is_given, is_sample_city, service_by_slug, successor_of
from portal.core.access import cross_site
from portal.core.clock import now, today
from portal.core.extensions import limiter
from portal.core.i18n import current_language
from portal.core.messages import field_message
from portal.core.proofs import new_challenge
from portal.domain.errors import Forbidden, InvalidInput, NotFound, ProofRequired
from portal.domain.limits import FLOOD
from portal.domain.questionnaire import Source
from portal.responses.forms.posted import check_fields, posted_fields, rating_of
from portal.responses.forms.rate_form import RateForm, add_errors, build_rate_form
from portal.responses.forms.tokens import STALE_FORM, FormToken, Origin, new_token, nonce_of, read_token, refusal
from portal.responses.keeping import keep, sender_of_request
from portal.responses.queries import asked_of, is_known_key, visited_on
from portal.settings.shown import shown_settings
from portal.surveys.queries import PublishedSurvey, current_survey, survey_by_key

bp = Blueprint("responses", __name__)
_TOKEN_PLACE = "TOKEN-GOES-HERE"


@bp.get("/rate/<slug:service>")
def rate(service: str) -> str | Response:
    """The empty form: rendered once for each service and language, with a fresh token put in."""
    rated = service_by_slug(service)
    visited = visited_on(rated, today())
    if visited is None:
        return _closed(rated)
    survey = current_survey()
    asked = asked_of(rated, survey, visited.year)
    kept: dict[object, str] = current_app.extensions.setdefault("rate_forms", {})
    around = (current_language(), is_sample_city(), shown_settings())
    key = (rated.slug, rated.name, rated.unit.name, survey.id, asked, visited.year, around)
    if key not in kept:
        form = build_rate_form(survey.questionnaire, asked, current_language())
        kept[key] = _page(form, rated, _TOKEN_PLACE)
    return kept[key].replace(_TOKEN_PLACE, new_token(service, survey.questionnaire.key))


@bp.post("/rate/<slug:service>")
@limiter.limit(FLOOD)
def send(service: str) -> Response | tuple[str, int]:
    """Keep the rating and lead to its receipt, or show the form again with what is wrong."""
    if cross_site():
        raise Forbidden("cross_site")
    rated, posted = service_by_slug(service), posted_fields()
    token, survey = _opened(posted.get("token", ""), service)
    form = build_rate_form(survey.questionnaire, _asked(rated, survey), current_language(), posted)
    try:
        check_fields(survey.questionnaire.codes, posted)
        return _kept(form, rated, token, posted.get("proof"))
    except InvalidInput as error:
        add_errors(form, error.errors, field_message)
        return _page(form, rated, _token_after(error, token, posted, survey), _asked_again(error, rated, token)), 422
    except ProofRequired as asked:
        return _page(form, rated, posted["token"], asked.challenge), 428


def _closed(service: Service) -> Response:
    """On to what stands in the place of a service that is no longer given; NotFound where nothing does."""
    successor = successor_of(service)
    if successor is None:
        raise NotFound("closed_service")
    return redirect(url_for("responses.rate", service=successor.slug), 303)


def _opened(sent: str, service: str) -> tuple[FormToken | None, PublishedSurvey]:
    """The token if it is ours, and the questionnaire that its form showed; without a token, today's."""
    token = read_token(sent, service)
    survey = survey_by_key(token.survey) if token else None
    return (token, survey) if survey else (None, current_survey())


def _kept(form: RateForm, rated: Service, token: FormToken | None, proof: str | None) -> Response:
    """A form sent before leads to its receipt, however old it is; only one that was never kept can be stale."""
    if token is None:
        raise refusal("foreign")
    if token.is_stale(now()) and not is_known_key(rated, token.key):
        raise refusal("stale")
    nonce = nonce_of(token.key)
    taken = keep(
        rating=rating_of(form, rated.slug, token.survey),
        service=rated,
        key=token.key,
        nonce=nonce,
        source=Source.WEB,
        sender=sender_of_request(proof, can_prove=proof is not None),
        filled=token.filled(),
    )
    answer = redirect(url_for("receipts.receipt", receipt=taken.kept.receipt) + f"#{nonce}", 303)
    taken.give_cookie(answer)
    return answer


def _token_after(
    error: InvalidInput, token: FormToken | None, posted: MultiDict[str, str], survey: PublishedSurvey
) -> str:
    """The token of a form that is shown again: its own, as long as that can still be sent."""
    if error.code == "key_reused" and token is not None:
        return new_token(token.service, survey.questionnaire.key, Origin.SENT)
    if token is None or error.code == STALE_FORM:
        return new_token((request.view_args or {})["service"], survey.questionnaire.key, Origin.AGAIN)
    return posted["token"]


def _asked_again(error: InvalidInput, service: Service, token: FormToken | None) -> Mapping[str, Any] | None:
    """A new challenge where the proof of the old one was refused."""
    if token is None or all(wrong.field != "proof" for wrong in error.errors):
        return None
    return new_challenge(service=service.slug, key=token.key, at=now())


def _asked(service: Service, survey: PublishedSurvey) -> tuple[str, ...]:
    return asked_of(service, survey, (visited_on(service, today()) or today()).year)


def _page(form: RateForm, service: Service, token: str, challenge: Mapping[str, Any] | None = None) -> str:
    values = {"form": form, "service": service, "unit": service.unit, "token": token, "challenge": challenge}
    has_ended = not is_given(service, today().year)
    successor = successor_of(service) if has_ended else None
    return render_template("responses/rate.html", has_ended=has_ended, successor=successor, **values)
