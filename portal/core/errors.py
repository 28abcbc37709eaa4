"""Every error becomes a page that helps, or the one JSON shape; never a bare traceback."""

from __future__ import annotations

from collections.abc import Mapping

import structlog
from flask import Flask, Response, g, jsonify, make_response, render_template, request
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from portal.core.access import Audience, audience_of_request
from portal.core.messages import field_message, page_message
from portal.domain.errors import (
    DomainError,
    FieldError,
    Forbidden,
    InvalidInput,
    MalformedRequest,
    NotFound,
    ProofRequired,
    Refused,
    TooManyTries,
    Unauthorized,
)

_STATUS: dict[type[DomainError], int] = {
    TooManyTries: 429,
    InvalidInput: 422,
    MalformedRequest: 400,
    NotFound: 404,
    Unauthorized: 401,
    Forbidden: 403,
    Refused: 409,
    ProofRequired: 428,
}
_HTTP_CODES = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    429: "too_many_requests",
    503: "unavailable",
}


def configure_errors(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(UnicodeDecodeError, _bad_encoding)
    app.register_error_handler(DBAPIError, _database_error)
    app.register_error_handler(PoolTimeout, _database_error)
    app.register_error_handler(Exception, _server_error)


def error_answer(
    status: int,
    code: str,
    errors: tuple[FieldError, ...] = (),
    message: str | None = None,
    more: Mapping[str, object] | None = None,
) -> Response:
    """The answer for an error: JSON for machines (with `more` beside the one shape), a page for people."""
    message = message or page_message(code)
    request_id = g.get("request_id", "")
    if wants_json():
        fields = [{"field": e.field, "code": e.code, "message": field_message(e)} for e in errors]
        body = {"status": status, "code": code, "message": message, "errors": fields, "request_id": request_id}
        body |= more or {}
        answer = jsonify(body)
    else:
        answer = _error_page(status=status, message=message, errors=errors, code=code, request_id=request_id)
    answer.status_code = status
    return answer


def _error_page(*, message: str, **values: object) -> Response:
    """The page, or its message alone where the page cannot be had: it asks the database too."""
    try:
        return make_response(render_template("errors/page.html", message=message, **values))
    except (DBAPIError, PoolTimeout):
        return Response(message, content_type="text/plain; charset=utf-8")


def wants_json() -> bool:
    """Whether a machine asks: the API, an address that ends in .json, or a JSON body."""
    if request.path.startswith("/api/") or request.path.endswith(".json") or request.is_json:
        return True
    return audience_of_request() in {Audience.API, Audience.OPEN_DATA, Audience.OPERATOR}


def _domain_error(error: DomainError) -> Response:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 409)
    answer = error_answer(status, error.code, getattr(error, "errors", ()))
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _http_error(error: HTTPException) -> Response:
    if error.response is not None and isinstance(error.response, Response) and error.code is None:
        return error.response
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    code = _HTTP_CODES.get(status, "bad_request" if status < 500 else "server_error")
    if isinstance(error, RequestEntityTooLarge) and _within_length():
        code = "too_many_fields"
    answer = error_answer(status, code)
    for name, value in error.get_headers(request.environ):
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


def _within_length() -> bool:
    return (request.content_length or 0) <= (request.max_content_length or 0)


def _bad_encoding(_error: UnicodeDecodeError) -> Response:
    return error_answer(400, "bad_encoding")


def _database_error(error: Exception) -> Response:
    """A database that is away or busy is a matter of waiting; everything else of it is our fault."""
    if isinstance(error, DBAPIError) and not (isinstance(error, OperationalError) or error.connection_invalidated):
        return _server_error(error)
    structlog.get_logger().error("database unavailable", exc_info=error)
    g.database_away = True
    answer = error_answer(503, "unavailable")
    answer.headers["Retry-After"] = "5"
    return answer


def _server_error(error: Exception) -> Response:
    structlog.get_logger().error("unhandled", exc_info=error)
    return error_answer(500, "server_error")
