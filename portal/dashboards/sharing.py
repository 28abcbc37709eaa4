"""Results outside the portal: the picture of a shared link, a badge, and a page for a frame on a unit's own site."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from portal.catalogue.models import Unit
from portal.catalogue.queries import service_by_slug, service_in, unit_by_slug, unit_in
from portal.charts.pictures import Busy, Picture, png
from portal.core.arguments import check_arguments
from portal.core.clock import this_month
from portal.core.errors import error_answer
from portal.dashboards import drawings, sentences
from portal.dashboards.badges import unit_badge
from portal.dashboards.forms import EVERYWHERE, FILTERS, asked_filter
from portal.dashboards.previews import city_picture, service_picture, unit_picture
from portal.dashboards.queries import Result, city_result, service_result, unit_result

bp = Blueprint("sharing", __name__)
embeds = Blueprint("embeds", __name__)
_FILTERED = "sharing.accountability_preview"
AGAIN_AFTER = "2"
"""Seconds."""


@bp.before_request
@embeds.before_request
def refuse_unknown_arguments() -> None:
    """As on the pages themselves."""
    check_arguments(request.args, FILTERS if request.endpoint == _FILTERED else EVERYWHERE)


@bp.get("/units/<slug:unit>/preview.png")
def unit_preview(unit: str) -> Response:
    """The picture of a unit in a period."""
    found, result = _unit(unit)
    return _png(unit_picture(found, result))


@bp.get("/services/<slug:service>/preview.png")
def service_preview(service: str) -> Response:
    """The picture of a service in a period."""
    found = service_by_slug(service)
    result = service_result(found, request.args.get("period"), this_month())
    return _png(service_picture(service_in(found, result.period.year), result))


@bp.get("/accountability/preview.png")
def accountability_preview() -> Response:
    """The picture of the whole city in a period."""
    chosen = asked_filter(request.args)
    return _png(city_picture(chosen, city_result(chosen, request.args.get("period"), this_month())))


@bp.get("/units/<slug:unit>/badge.svg")
def badge(unit: str) -> Response:
    """A unit's result as a small picture for its own site."""
    found, result = _unit(unit)
    return Response(unit_badge(found, result), content_type="image/svg+xml; charset=utf-8")


@embeds.get("/units/<slug:unit>/embed")
def embed(unit: str) -> str:
    """A unit's result for a frame on its own site."""
    found, result = _unit(unit)
    return render_template("dashboards/embed.html", unit=found, result=result, say=sentences, draw=drawings)


@bp.errorhandler(Busy)
def busy(_error: Busy) -> Response:
    """Too many pictures at once: later."""
    answer = error_answer(503, "too_many_requests")
    answer.headers["Retry-After"] = AGAIN_AFTER
    return answer


def _unit(slug: str) -> tuple[Unit, Result]:
    """A unit as it was in the period asked for, and its result."""
    found = unit_by_slug(slug)
    result = unit_result(found, request.args.get("period"), this_month())
    return unit_in(found, result.period.year), result


def _png(picture: Picture) -> Response:
    return Response(png(picture), content_type="image/png")
