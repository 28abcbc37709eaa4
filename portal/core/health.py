"""Two addresses for whoever runs the portal: is the process alive, and can it serve."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portal.core.extensions import db

bp = Blueprint("core", __name__)


@bp.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
def readyz() -> tuple[Response, int]:
    """The database answers; shows when limits are off, as then nothing guards the portal."""
    limits = "on" if current_app.extensions["portal"].settings.limits else "off"
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(status="unavailable", database="down", limits=limits), 503
    return jsonify(status="ok", database="up", limits=limits), 200
