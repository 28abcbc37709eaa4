"""Structured logs: one JSON line an event, with the request's id and never with anything that finds a person."""

from __future__ import annotations

import logging
import re
import secrets
import sys
import time
import traceback
from collections.abc import Iterator

import structlog
from flask import Flask, Response, g, request
from structlog.typing import EventDict, WrappedLogger

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def configure_logging(app: Flask) -> None:
    """Send structlog and the standard library's loggers to standard error as JSON lines, and log each request."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            describe_exception,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=lambda *_arguments: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    if not any(isinstance(handler, _ForeignLogs) for handler in root.handlers):
        root.addHandler(_ForeignLogs())
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    app.before_request(_begin)
    app.after_request(_end)


def describe_exception(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Say of an exception what it is and where it rose, never its message.

    PostgreSQL quotes the whole row that failed, and a ValueError what somebody typed: comments stand in no log.
    """
    error = event.pop("exc_info", None)
    if isinstance(error, tuple):
        error = error[1]
    elif error is True:
        error = sys.exception()
    if isinstance(error, BaseException):
        event["exception"] = [_described(link) for link in _chain(error)]
    return event


def _described(error: BaseException) -> dict[str, object]:
    """Its type, its SQLSTATE where there is one, and its frames, the innermost last."""
    sqlstate = getattr(error, "sqlstate", None)
    frames = [
        f"{frame.f_code.co_filename}:{line} in {frame.f_code.co_qualname}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return {"type": kind, **({"sqlstate": sqlstate} if sqlstate else {}), "frames": frames}


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and what led to it, each once."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        yield link
        seen.add(id(link))
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


class _ForeignLogs(logging.Handler):
    """Loggers of the standard library: their messages without the values, since an address may hold a receipt.

    Flask writes the address of a fault into the message itself, so a fault without values says only where it rose.
    """

    def emit(self, record: logging.LogRecord) -> None:
        is_plain = isinstance(record.msg, str) and (record.args or not record.exc_info)
        event = record.msg if is_plain else "fault"
        structlog.get_logger().log(record.levelno, event, logger=record.name, exc_info=record.exc_info)


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
