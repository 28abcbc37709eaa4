"""Structured logs: one JSON line an event, with the request's id and never with anything that finds a person."""

from __future__ import annotations

import logging
import re
import secrets
import sys
import time

import structlog
from flask import Flask, Response, g, request

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def configure_logging(app: Flask) -> None:
    """Send structlog and the standard library's loggers to standard error as JSON lines, and log each request."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    app.before_request(_begin)
    app.after_request(_end)


def request_id(given: str) -> str:
    """The id that a proxy gave, if it is harmless; else one of our own."""
    return given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


def log_request(endpoint: str | None, method: str, status: int, started: float, **more: str) -> None:
    """Log endpoint and status, not the path: a receipt in a log beside a time would say when somebody rated.

    `started` is of `time.perf_counter`.
    """
    ms = round((time.perf_counter() - started) * 1000, 1)
    structlog.get_logger().info("request", endpoint=endpoint, method=method, status=status, ms=ms, **more)


def _begin() -> None:
    g.request_id = request_id(request.headers.get("X-Request-ID", ""))
    g.started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    if request.endpoint not in {"static", "core.healthz"}:
        log_request(request.endpoint, request.method, response.status_code, g.started)
    return response
