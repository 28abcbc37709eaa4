"""Public pages are the same for everyone until something is published: each has an ETag, and is kept in memory."""

from __future__ import annotations

import hashlib

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from portal.core.access import Audience, audience_of_request
from portal.core.clock import today
from portal.core.extensions import db
from portal.core.kept_pages import ASKED, KEEP, READS, KeptPages
from portal.core.page_store import PageKey, PageStore
from portal.core.revision import KnownState, PublicState, read_public_revision

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600"
_CACHED = {Audience.PUBLIC, Audience.EMBED, Audience.OPEN_DATA}


def configure_caching(app: Flask) -> None:
    """Answer 304 to whoever has the page, and mark each page with its ETag and as one to keep."""
    app.before_request(_not_modified)
    app.after_request(_mark)


def kept_pages(app: Flask) -> KeptPages:
    """What stands in front of the application, once all its routes are known."""
    audiences = app.extensions["portal"].audiences
    routes = app.url_map.bind("localhost")

    def audience(endpoint: str) -> Audience | None:
        found: Audience | None = audiences.get(endpoint.partition(".")[0])
        return found

    def is_public(path: str) -> bool:
        try:
            endpoint, _arguments = routes.match(path, method="GET")
        except HTTPException:
            return False
        return audience(endpoint) in _CACHED

    def read() -> PublicState:
        with app.app_context():
            return PublicState(read_public_revision(db.engine), today())

    return KeptPages(
        app.wsgi_app,
        known=KnownState(read),
        store=PageStore(),
        apart=frozenset(rule.rule for rule in app.url_map.iter_rules() if audience(rule.endpoint) is Audience.OPERATOR),
        is_public=is_public,
    )


def page_etag() -> str | None:
    """From what is public, the build of the portal and the address; None while what is public is not known."""
    key: PageKey | None = request.environ.get(ASKED)
    if key is None:
        return None
    build = current_app.extensions["portal"].build
    text = f"{key.state.revision}/{key.state.day}/{build}/{key.path}?{key.query}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _is_cached() -> bool:
    return request.method in READS and request.endpoint != "static" and audience_of_request() in _CACHED


def _not_modified() -> Response | None:
    """304 before any view runs, for a page that is not kept; `*` waits for the view, which may know no such page."""
    given = request.if_none_match
    if not given or given.star_tag or not _is_cached():
        return None
    etag = page_etag()
    return Response(status=304) if etag and given.contains_weak(etag) else None


def _mark(response: Response) -> Response:
    if not _is_cached() or response.status_code not in {200, 304}:
        return response
    response.headers["Cache-Control"] = CACHE_CONTROL
    etag = page_etag()
    if etag is None:
        return response
    response.set_etag(etag, weak=True)
    if response.is_streamed:
        return response
    request.environ[KEEP] = (request.endpoint, etag)
    response.make_conditional(request)
    return response
