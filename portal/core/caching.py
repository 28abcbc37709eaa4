"""Public pages are the same for everyone until something is published: one ETag for all, answered before any work."""

from __future__ import annotations

import hashlib

from flask import Flask, Response, current_app, request

from portal.core.access import Audience, audience_of_request
from portal.core.i18n import current_language
from portal.core.revision import public_revision

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600"
_CACHED = {Audience.PUBLIC, Audience.EMBED, Audience.OPEN_DATA}


def configure_caching(app: Flask) -> None:
    """Answer 304 to whoever has the page, and mark each page with its ETag."""
    app.before_request(_not_modified)
    app.after_request(_mark)


def page_etag() -> str:
    """Revision of what is public, build of the portal, language."""
    revision, build = public_revision(), current_app.extensions["portal"].build
    return hashlib.sha256(f"{revision}/{build}/{current_language()}".encode()).hexdigest()[:16]


def _is_cached() -> bool:
    return request.method in {"GET", "HEAD"} and request.endpoint != "static" and audience_of_request() in _CACHED


def _not_modified() -> Response | None:
    if request.if_none_match and _is_cached() and request.if_none_match.contains_weak(page_etag()):
        return Response(status=304)
    return None


def _mark(response: Response) -> Response:
    if _is_cached() and response.status_code in {200, 304}:
        response.set_etag(page_etag(), weak=True)
        response.headers["Cache-Control"] = CACHE_CONTROL
    return response
