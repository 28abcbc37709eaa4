"""Public pages: units, services, the whole city; with each chart its CSV and its interactive figure."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, render_template, request

from portal.catalogue.queries import service_by_slug, unit_by_slug
from portal.core.clock import this_month
from portal.core.errors import error_answer
from portal.dashboards import drawings, sentences
from portal.dashboards.forms import asked_filter, asked_page, asked_words
from portal.dashboards.previews import Preview, city_preview, service_preview, unit_preview
from portal.dashboards.queries import (
    CityUnits,
    Result,
    UnknownChoice,
    city_result,
    city_units,
    found_services,
    sample_needed,
    service_result,
    services_of_unit,
    unit_result,
)
from portal.dashboards.tables import matrix_csv, result_csv, scores_csv
from portal.domain.errors import NotFound

bp = Blueprint("dashboards", __name__)


@bp.get("/units")
def units() -> str:
    """All units by kind and name: no league table."""
    units = _city_units()
    return render_template("dashboards/units.html", units=units, say=sentences, preview=city_preview(units.period))


@bp.get("/units/<slug:unit>")
def unit(unit: str) -> str:
    """A unit in a period."""
    found = unit_by_slug(unit)
    result = unit_result(found, request.args.get("period"), this_month())
    services = services_of_unit(found, result.period, result.channel)
    return render_template(
        "dashboards/unit.html", unit=found, services=services, **_shown(result, unit_preview(found, result.period))
    )


@bp.get("/services")
def services() -> str:
    """What a search for a service finds, a page at a time."""
    words = asked_words(request.args)
    found = found_services(words, asked_page(request.args))
    if found.page > 1 and not found.services:
        raise NotFound
    return render_template("dashboards/services.html", found=found, words=words, say=sentences)


@bp.get("/services/<slug:service>")
def service(service: str) -> str:
    """A service in a period: its own blocks."""
    found = service_by_slug(service)
    result = service_result(found, request.args.get("period"), this_month())
    shown = _shown(result, service_preview(found, result.period))
    return render_template("dashboards/service.html", service=found, needed=sample_needed(found), **shown)


@bp.get("/accountability")
def accountability() -> str:
    """The whole city."""
    result = city_result(request.args.get("period"), this_month())
    return render_template(
        "dashboards/accountability.html", units=_city_units(), **_shown(result, city_preview(result.period))
    )


@bp.get("/units/<slug:unit>/<slug:chart>.csv")
def unit_csv(unit: str, chart: str) -> Response:
    """The numbers behind a chart of a unit."""
    return _csv(result_csv(chart, unit_result(unit_by_slug(unit), request.args.get("period"), this_month())))


@bp.get("/units/<slug:unit>/<slug:chart>.json")
def unit_figure(unit: str, chart: str) -> Response:
    """A chart of a unit as a Plotly figure."""
    return _figure(chart, unit_result(unit_by_slug(unit), request.args.get("period"), this_month()))


@bp.get("/services/<slug:service>/<slug:chart>.csv")
def service_csv(service: str, chart: str) -> Response:
    """The numbers behind a chart of a service."""
    return _csv(result_csv(chart, service_result(service_by_slug(service), request.args.get("period"), this_month())))


@bp.get("/services/<slug:service>/<slug:chart>.json")
def service_figure(service: str, chart: str) -> Response:
    """A chart of a service as a Plotly figure."""
    return _figure(chart, service_result(service_by_slug(service), request.args.get("period"), this_month()))


@bp.get("/accountability/<slug:chart>.csv")
def accountability_csv(chart: str) -> Response:
    """The numbers behind a chart of the whole city; matrix and scores take the page's filters."""
    tables = {"matrix": matrix_csv, "scores": scores_csv}
    if chart in tables:
        return _csv(tables[chart](_city_units()))
    return _csv(result_csv(chart, city_result(request.args.get("period"), this_month())))


@bp.get("/accountability/<slug:chart>.json")
def accountability_figure(chart: str) -> Response:
    """A chart of the whole city as a Plotly figure."""
    return _figure(chart, city_result(request.args.get("period"), this_month()))


@bp.errorhandler(UnknownChoice)
def unknown_choice(error: UnknownChoice) -> Response:
    """A filter that does not exist is answered with what does."""
    return error_answer(400, error.code, error.errors, sentences.unknown_choice(error))


def _city_units() -> CityUnits:
    return city_units(asked_filter(request.args), request.args.get("period"), this_month())


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
    return Response(text, content_type="text/csv; charset=utf-8")


def _figure(chart: str, result: Result) -> Response:
    if not (result.elements if chart == "elements" else result.trend):
        raise NotFound
    return Response(drawings.figure(chart, result), content_type="application/json")
