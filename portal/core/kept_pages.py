"""In front of Flask: a public page that was sent once is sent again from memory until the next publication.

It costs no query, no routing and no rendering, and it goes on while the database is away. The application says which
answers may be kept (`core.caching`); nothing else ever enters the store.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags

from portal.core.logging import log_request, request_id
from portal.core.page_store import MAX_ADDRESS, Headers, Kept, PageKey, PageStore
from portal.core.revision import KnownState, PublicState
from portal.core.turns import Turns

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

ASKED = "portal.page_key"
"""In the WSGI environment: the key of the page asked for; absent while the public state is not known."""
KEEP = "portal.keep"
"""In the WSGI environment: endpoint and ETag, put there by the application if the answer may be kept."""

PATIENCE = 3.0
"""Seconds that one waits for a page which another request is making."""

READS = frozenset({"GET", "HEAD"})
_ENCODINGS = ("br", "gzip")
_OF_ONE_REQUEST = frozenset({"x-request-id", "date"})
_OF_THE_BODY = frozenset({"content-length", "content-type", "content-encoding"})


class KeptPages:
    """A WSGI application around another one."""

    def __init__(
        self,
        inner: WSGIApplication,
        *,
        known: KnownState,
        store: PageStore,
        apart: frozenset[str],
        is_public: Callable[[str], bool],
    ) -> None:
        """`apart`: paths that never wait for the database, such as /healthz. `is_public`: of a path."""
        self._inner = inner
        self._apart = apart
        self._is_public = is_public
        self.known = known
        self.store = store
        self.turns = Turns(PATIENCE)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        started = time.perf_counter()
        if environ["REQUEST_METHOD"] not in READS or environ["PATH_INFO"] in self._apart:
            return self._inner(environ, start_response)
        state = self.known.now()
        if state is None:
            return self._inner(environ, start_response)
        key = environ[ASKED] = _key(environ, state)
        page = self.store.get(key)
        if page is not None:
            return _answer(page, environ, start_response, started)
        if key.length > MAX_ADDRESS or not self._is_public(key.path):
            return self._inner(environ, start_response)
        with self.turns.take(key):
            page = self.store.get(key)
            if page is None:
                return self._render(environ, start_response, key)
        return _answer(page, environ, start_response, started)

    def forget(self) -> None:
        """Know and keep nothing."""
        self.known.forget()
        self.store.clear()

    def _render(self, environ: WSGIEnvironment, start_response: StartResponse, key: PageKey) -> Iterable[bytes]:
        """Let the application answer, and keep the answer if it may be kept."""
        sent: dict[str, Any] = {}

        def listen(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            sent.update(status=status, headers=headers)
            return start_response(status, headers, *error)

        chunks = self._inner(environ, listen)
        mark = environ.get(KEEP)
        if mark is None or environ["REQUEST_METHOD"] != "GET" or not _is_for_all(sent["status"], sent["headers"]):
            return chunks
        body = b"".join(chunks)
        _close(chunks)
        endpoint, etag = mark
        if self.known.is_last(key.state):
            self.store.put(key, Kept(endpoint, etag, _without(sent["headers"], _OF_ONE_REQUEST), body))
        return [body]


def _key(environ: WSGIEnvironment, state: PublicState) -> PageKey:
    """Also leaves the one encoding to send as the only one that was asked for."""
    encoding = environ["HTTP_ACCEPT_ENCODING"] = _encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return PageKey(
        state,
        environ["wsgi.url_scheme"],
        environ.get("HTTP_HOST", ""),
        environ["PATH_INFO"],
        _canonical(environ.get("QUERY_STRING", "")),
        encoding,
    )


def _answer(page: Kept, environ: WSGIEnvironment, start_response: StartResponse, started: float) -> Iterable[bytes]:
    number = request_id(environ.get("HTTP_X_REQUEST_ID", ""))
    asked = environ.get("HTTP_IF_NONE_MATCH")
    unchanged = asked is not None and _matches(asked, page.etag)
    headers = _without(page.headers, _OF_THE_BODY) if unchanged else page.headers
    start_response("304 NOT MODIFIED" if unchanged else "200 OK", [*headers, ("X-Request-ID", number)])
    method = environ["REQUEST_METHOD"]
    log_request(page.endpoint, method, 304 if unchanged else 200, started, request_id=number)
    return [] if unchanged or method == "HEAD" else [page.body]


def _is_for_all(status: str, headers: Iterable[tuple[str, str]]) -> bool:
    """A 200 that sets no cookie and depends on nothing of the request but its address and its encodings."""
    varies = {part.strip().lower() for name, value in headers if name.lower() == "vary" for part in value.split(",")}
    cookie = any(name.lower() == "set-cookie" for name, _value in headers)
    return status.startswith("200 ") and varies <= {"accept-encoding"} and not cookie


def _without(headers: Iterable[tuple[str, str]], names: frozenset[str]) -> Headers:
    return tuple((name, value) for name, value in headers if name.lower() not in names)


def _matches(given: str, etag: str) -> bool:
    """Whether If-None-Match names the page: weak comparison, a list, or `*` (RFC 9110, section 13.1.2)."""
    if given == f'W/"{etag}"':
        return True
    etags = parse_etags(given)
    return etags.star_tag or etags.contains_weak(etag)


@lru_cache(maxsize=256)
def _encoding(accepted: str) -> str:
    """The one encoding to send, so that all ways of asking for it share a page: `br`, `gzip` or none."""
    asked = parse_accept_header(accepted, Accept)
    best = max(_ENCODINGS, key=asked.quality)
    return best if asked.quality(best) > 0 else ""


def _canonical(query: str) -> str:
    """The query in the order of its names; those given twice keep their own order."""
    if "&" not in query:
        return query
    return "&".join(sorted(filter(None, query.split("&")), key=lambda pair: pair.partition("=")[0]))


def _close(chunks: Iterable[bytes]) -> None:
    close = getattr(chunks, "close", None)
    if close is not None:
        close()
