"""Public pages."""

from flask import Blueprint

bp = Blueprint("dashboards", __name__)


@bp.get("/units")
def units() -> str:
    return ""


@bp.get("/units/<slug:unit>")
def unit(unit: str) -> str:
    return ""


@bp.get("/services")
def services() -> str:
    return ""


@bp.get("/services/<slug:service>")
def service(service: str) -> str:
    return ""


@bp.get("/accountability")
def accountability() -> str:
    return ""
