"""The citizen's form: seen on a phone, sent without a cookie, answered with a receipt."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.catalogue.models import Service
from portal.catalogue.queries import is_given, is_sample_city, service_by_slug, successor_of
from portal.core.access import cross_site
from portal.core.clock import now, today
from portal.core.database import transaction
from portal.core.extensions import limiter
from portal.core.i18n import current_language
from portal.core.messages import field_message
from portal.domain.errors import Forbidden, InvalidInput, NotFound
from portal.domain.questionnaire import Source
from portal.responses.forms.posted import check_fields, posted_fields, rating_of
from portal.responses.forms.rate_form import RateForm, add_errors, build_rate_form
from portal.responses.forms.tokens import STALE_FORM, FormToken, new_token, nonce_of, read_token, refusal
from portal.responses.guesses import counted_guesses
from portal.responses.queries import asked_of, is_known_key, visited_on
from portal.responses.services import Kept, submit
from portal.settings.shown import shown_settings
from portal.surveys.queries import PublishedSurvey, current_survey, survey_by_key

bp = Blueprint("responses", __name__)
FLOOD = "1200 per minute"
"""Per address and far above honest use: a village behind one address sends a thousand ratings an hour."""
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
        kept, nonce = _submit(form, rated, token)
    except InvalidInput as error:
        add_errors(form, error.errors, field_message)
        is_spent = token is None or error.code in {"key_reused", STALE_FORM}
        return _page(form, rated, new_token(service, survey.questionnaire.key) if is_spent else posted["token"]), 422
    return redirect(url_for("receipts.receipt", receipt=kept.receipt) + f"#{nonce}", 303)


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


def _submit(form: RateForm, rated: Service, token: FormToken | None) -> tuple[Kept, str]:
    """A form sent before leads to its receipt, however old it is; only one that was never kept can be stale."""
    if token is None:
        raise refusal("foreign")
    nonce = nonce_of(token.key)
    with transaction():
        if token.is_stale(now()) and not is_known_key(rated, token.key):
            raise refusal("stale")
        rating = rating_of(form, rated.slug, token.survey)
        with counted_guesses(rating.visit_code):
            kept = submit(rating=rating, key=token.key, nonce=nonce, source=Source.WEB, day=today())
    return kept, nonce


def _asked(service: Service, survey: PublishedSurvey) -> tuple[str, ...]:
    return asked_of(service, survey, (visited_on(service, today()) or today()).year)


def _page(form: RateForm, service: Service, token: str) -> str:
    values = {"form": form, "service": service, "unit": service.unit, "token": token}
    has_ended = not is_given(service, today().year)
    successor = successor_of(service) if has_ended else None
    return render_template("responses/rate.html", has_ended=has_ended, successor=successor, **values)
