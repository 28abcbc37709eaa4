"""Public pages: units, services, the whole city; with each chart its CSV and its interactive figure."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, render_template, request

from portal.catalogue.queries import service_by_slug, service_in, unit_by_slug, unit_in
from portal.core.arguments import UnknownArgument, check_arguments, page_of
from portal.core.clock import this_month, today
from portal.core.errors import error_answer
from portal.dashboards import drawings, sentences
from portal.dashboards.forms import EVERYWHERE, FILTERS, asked_filter, asked_words
from portal.dashboards.previews import Preview, city_preview, service_preview, unit_preview
from portal.dashboards.queries import (
    CityUnits,
    Result,
    UnknownChoice,
    city_result,
    city_units,
    ended,
    found_services,
    sample_needed,
    service_result,
    services_of_unit,
    unit_comparison,
    unit_result,
)
from portal.dashboards.tables import city_csv, result_csv
from portal.domain.errors import NotFound
from portal.followups import words as promise_words
from portal.followups.queries import open_first, promise_counts
from portal.integrity.forms import GROUND_WORDS, REASON_WORDS
from portal.publication.queries import account, respondents_of
from portal.responses.forms.respondent_words import respondent_words
from portal.reviews.forms import PREDICATE_WORDS
from portal.reviews.queries import last_signed_review
from portal.visits.queries import code_months

bp = Blueprint("dashboards", __name__)
FIRST = 5
"""Open promises that a unit's page names; the others are a link away."""
_ALLOWED = {
    "dashboards.units": FILTERS,
    "dashboards.accountability": FILTERS,
    "dashboards.accountability_csv": FILTERS,
    "dashboards.accountability_figure": FILTERS,
    "dashboards.services": {"lang", "q", "page"},
}


@bp.before_request
def refuse_unknown_arguments() -> None:
    """A page answers what it was asked, or says what can be asked."""
    check_arguments(request.args, _ALLOWED.get(request.endpoint or "", EVERYWHERE))


@bp.get("/units")
def units() -> str:
    """All units by kind and name: no league table."""
    units = _city_units()
    preview = city_preview(units.chosen, units.period)
    return render_template("dashboards/units.html", units=units, preview=preview, say=sentences)


@bp.get("/units/<slug:unit>")
def unit(unit: str) -> str:
    """A unit in a period."""
    return render_template("dashboards/unit.html", **_unit_page(unit))


@bp.get("/units/<slug:unit>/agenda")
def agenda(unit: str) -> str:
    """One sheet of paper on which a forum discusses the unit."""
    return render_template("dashboards/agenda.html", **_unit_page(unit))


@bp.get("/services")
def services() -> str:
    """What a search for a service finds, a page at a time."""
    words = asked_words(request.args)
    found = found_services(words, page_of(request.args), today().year)
    if found.page > 1 and not found.services:
        raise NotFound
    return render_template("dashboards/services.html", found=found, words=words, say=sentences)


@bp.get("/services/<slug:service>")
def service(service: str) -> str:
    """A service in a period: its own blocks."""
    found = service_by_slug(service)
    result = service_result(found, _period(), this_month())
    then = service_in(found, result.period.year)
    shown = _shown(result, service_preview(then, result.period))
    needed = sample_needed(then)
    return render_template("dashboards/service.html", service=then, ended=ended(found), needed=needed, **shown)


@bp.get("/accountability")
def accountability() -> str:
    """The whole city, or the units of a kind or a distrik."""
    chosen, result = asked_filter(request.args), _city_result()
    name = sentences.scope_name(chosen, current_app.extensions["portal"].city.name)
    shown = _shown(result, city_preview(chosen, result.period))
    promises = promise_words.summary_sentence(promise_counts(today()))
    return render_template("dashboards/accountability.html", units=_city_units(), name=name, promises=promises, **shown)


@bp.get("/units/<slug:unit>/<slug:chart>.csv")
def unit_csv(unit: str, chart: str) -> Response:
    """The numbers behind a chart of a unit."""
    return _csv(result_csv(chart, unit_result(unit_by_slug(unit), _period(), this_month())))


@bp.get("/units/<slug:unit>/<slug:chart>.json")
def unit_figure(unit: str, chart: str) -> Response:
    """A chart of a unit as a Plotly figure."""
    return _figure(drawings.figure(chart, unit_result(unit_by_slug(unit), _period(), this_month())))


@bp.get("/services/<slug:service>/<slug:chart>.csv")
def service_csv(service: str, chart: str) -> Response:
    """The numbers behind a chart of a service."""
    return _csv(result_csv(chart, service_result(service_by_slug(service), _period(), this_month())))


@bp.get("/services/<slug:service>/<slug:chart>.json")
def service_figure(service: str, chart: str) -> Response:
    """A chart of a service as a Plotly figure."""
    return _figure(drawings.figure(chart, service_result(service_by_slug(service), _period(), this_month())))


@bp.get("/accountability/<slug:chart>.csv")
def accountability_csv(chart: str) -> Response:
    """The numbers behind a chart or a list of the page, for the units that it is filtered to."""
    text = city_csv(chart, _city_units) or result_csv(chart, _city_result())
    return _csv(text)


@bp.get("/accountability/<slug:chart>.json")
def accountability_figure(chart: str) -> Response:
    """A chart of the page as a Plotly figure; the funnel of a kind is `funnel-<kind>`."""
    if chart.startswith("funnel-"):
        return _figure(drawings.funnel_figure(chart.removeprefix("funnel-"), _city_units()))
    return _figure(drawings.figure(chart, _city_result()))


@bp.app_errorhandler(UnknownChoice)
def unknown_choice(error: UnknownChoice) -> Response:
    """A filter that does not exist is answered with what does."""
    return error_answer(400, error.code, error.errors, sentences.unknown_choice(error))


@bp.app_errorhandler(UnknownArgument)
def unknown_argument(error: UnknownArgument) -> Response:
    """An argument that does not exist is answered with those that do."""
    return error_answer(400, error.code, error.errors, sentences.unknown_argument(error.name, error.allowed))


def _period() -> str | None:
    return request.args.get("period")


def _city_units() -> CityUnits:
    return city_units(asked_filter(request.args), _period(), this_month())


def _city_result() -> Result:
    return city_result(asked_filter(request.args), _period(), this_month())


def _unit_page(slug: str) -> dict[str, Any]:
    """What a page about one unit hands to its template."""
    now = unit_by_slug(slug)
    result = unit_result(now, _period(), this_month())
    unit = unit_in(now, result.period.year)
    compared = unit_comparison(unit, result.period, result.channel)
    placed = compared.comparison.members.get(unit.slug) if compared else None
    return {
        "unit": unit,
        "ended": ended(now),
        "compared": compared,
        "placed": placed,
        "sentence": sentences.unit_sentence(result, placed, unit.kind),
        "services": services_of_unit(unit, result.period, result.channel),
        "account": account(now, result.period),
        "account_words": {"held": REASON_WORDS, "decided": GROUND_WORDS},
        "codes": code_months(unit.id, result.period.months),
        "respondents": respondents_of(unit.id),
        "respondent_words": respondent_words(),
        "promises": {"counts": promise_counts(today(), unit_id=unit.id), "open": open_first(unit.id, today(), FIRST)},
        "promise_words": promise_words,
        "reviewed": last_signed_review(unit.id),
        "predicate_words": PREDICATE_WORDS,
        **_shown(result, unit_preview(unit, result.period)),
    }


def _shown(result: Result, preview: Preview) -> dict[str, Any]:
    """What every page with a result hands to its template."""
    return {
        "result": result,
        "preview": preview,
        "names": drawings.element_names(result),
        "say": sentences,
        "draw": drawings,
        "city": current_app.extensions["portal"].city.name,
    }


def _csv(text: str) -> Response:
    """A file whose name says what it holds, so that two downloads are not taken for one another."""
    name = "-".join([*request.path.strip("/").removesuffix(".csv").split("/"), *filter(None, [_period()])])
    answer = Response(text, content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return answer


def _figure(text: str) -> Response:
    return Response(text, content_type="application/json")
