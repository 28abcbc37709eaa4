"""The citizen's form: seen on a phone, sent without a cookie, answered with a receipt."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.catalogue.models import Service
from portal.catalogue.queries import is_sample_city, service_by_slug
from portal.core.access import cross_site
from portal.core.clock import today
from portal.core.database import transaction
from portal.core.extensions import limiter
from portal.core.i18n import current_language
from portal.core.messages import field_message
from portal.domain.errors import Forbidden, InvalidInput
from portal.domain.questionnaire import Source
from portal.responses.forms.posted import check_fields, posted_fields, rating_of
from portal.responses.forms.rate_form import RateForm, add_errors, build_rate_form
from portal.responses.forms.tokens import key_of, new_token, nonce_of
from portal.responses.queries import asked_of
from portal.responses.services import Kept, submit
from portal.surveys.queries import PublishedSurvey, current_survey

bp = Blueprint("responses", __name__)
FLOOD = "1200 per minute"
"""Per address and far above honest use: a village behind one address sends a thousand ratings an hour."""
_TOKEN_PLACE = "TOKEN-GOES-HERE"


@bp.get("/rate/<slug:service>")
def rate(service: str) -> str:
    """The empty form: rendered once for each service and language, with a fresh token put in."""
    rated = service_by_slug(service)
    survey = current_survey()
    asked = asked_of(rated, survey, today().year)
    kept: dict[object, str] = current_app.extensions.setdefault("rate_forms", {})
    key = (rated.slug, rated.name, rated.unit.name, survey.id, asked, current_language(), is_sample_city())
    if key not in kept:
        form = build_rate_form(survey.questionnaire, asked, current_language())
        kept[key] = _page(form, rated, _TOKEN_PLACE)
    return kept[key].replace(_TOKEN_PLACE, new_token(service))


@bp.post("/rate/<slug:service>")
@limiter.limit(FLOOD)
def send(service: str) -> Response | tuple[str, int]:
    """Keep the rating and lead to its receipt, or show the form again with what is wrong."""
    if cross_site():
        raise Forbidden("cross_site")
    rated = service_by_slug(service)
    survey = current_survey()
    asked = asked_of(rated, survey, today().year)
    posted = posted_fields()
    form = build_rate_form(survey.questionnaire, asked, current_language(), posted)
    try:
        check_fields(survey.questionnaire.codes, posted)
        kept, nonce = _submit(form, service, posted.get("token", ""), survey)
    except InvalidInput as error:
        add_errors(form, error.errors, field_message)
        return _page(form, rated, _token_again(service, posted.get("token", ""), error)), 422
    return redirect(url_for("receipts.receipt", receipt=kept.receipt) + f"#{nonce}", 303)


def _submit(form: RateForm, service: str, token: str, survey: PublishedSurvey) -> tuple[Kept, str]:
    key = key_of(token, service)
    nonce = nonce_of(key)
    with transaction():
        rating = rating_of(form, service, survey.questionnaire.key)
        kept = submit(rating=rating, key=key, nonce=nonce, source=Source.WEB, day=today())
    return kept, nonce


def _token_again(service: str, sent: str, error: InvalidInput) -> str:
    """The token that was sent, if it is still good: correcting a form must not make a second rating of it."""
    if error.code == "key_reused":
        return new_token(service)
    try:
        key_of(sent, service)
    except InvalidInput:
        return new_token(service)
    return sent


def _page(form: RateForm, service: Service, token: str) -> str:
    return render_template("responses/rate.html", form=form, service=service, unit=service.unit, token=token)
