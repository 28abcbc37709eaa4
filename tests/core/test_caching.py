"""Kept pages: the same bytes without a query until something is published, in every process."""

from __future__ import annotations

import datetime
import gzip
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

import portal
from portal.core.caching import CACHE_CONTROL
from portal.core.database import transaction
from portal.core.kept_pages import ASKED
from portal.core.page_store import PageStore
from portal.core.revision import KnownState, bump_public_revision
from tests.backends import Backend
from tests.core.kept import Clock, Queries, engine_of, pages, publish

PAGES = ("/", "/units", "/units/dukcapil", "/services", "/services/ktp-el", "/accountability", "/api/v1/units")
OF_ONE_REQUEST = {"X-Request-ID", "Date"}

pytestmark = pytest.mark.usefixtures("city")


@pytest.mark.parametrize("address", PAGES)
def test_an_unchanged_page_costs_no_query(client: FlaskClient, clock: Clock, queries: Queries, address: str) -> None:
    first = client.get(address)
    assert queries.take()
    again = client.get(address)
    unchanged = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert queries.take() == []
    assert (again.status_code, again.data) == (200, first.data)
    assert (unchanged.status_code, unchanged.data) == (304, b"")


def test_not_sending_a_page_that_is_not_kept_costs_no_query_either(
    app: Flask, client: FlaskClient, clock: Clock, queries: Queries
) -> None:
    etag = client.get("/units").headers["ETag"]
    pages(app).store.clear()
    queries.take()
    assert client.get("/units", headers={"If-None-Match": etag}).status_code == 304
    assert queries.take() == []


@pytest.mark.parametrize("address", PAGES)
def test_a_kept_page_carries_the_headers_of_the_first(client: FlaskClient, address: str) -> None:
    first, again = (client.get(address, headers={"Accept-Encoding": "br"}).headers for _time in range(2))
    assert {n: v for n, v in first if n not in OF_ONE_REQUEST} == {n: v for n, v in again if n not in OF_ONE_REQUEST}
    assert again["Cache-Control"] == CACHE_CONTROL == "public, max-age=60, stale-while-revalidate=600"
    assert again["Vary"] == "Accept-Encoding"
    assert "Content-Security-Policy" in again
    assert "Set-Cookie" not in again
    assert "Date" not in again  # the server's own: a kept one would age the page in every cache on the way
    assert first["X-Request-ID"] != again["X-Request-ID"]


def test_a_kept_page_answers_with_the_request_id_it_was_given(client: FlaskClient) -> None:
    client.get("/units")
    assert client.get("/units", headers={"X-Request-ID": "abc-12345678"}).headers["X-Request-ID"] == "abc-12345678"


def test_a_kept_page_is_logged_like_any_other(client: FlaskClient) -> None:
    with capture_logs(processors=[merge_contextvars]) as lines:
        for _time in range(2):
            client.get("/units", headers={"X-Request-ID": "abc-12345678"})
    first, again = ({k: v for k, v in line.items() if k != "ms"} for line in lines)
    assert first == again
    assert again["endpoint"] == "dashboards.units"
    assert again["request_id"] == "abc-12345678"


def test_head_gives_the_headers_alone(client: FlaskClient) -> None:
    before = client.head("/units")
    first = client.get("/units")
    kept = client.head("/units")
    for head in (before, kept):
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["Content-Length"] == first.headers["Content-Length"] == str(len(first.data))
        assert head.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize(
    ("given", "status"),
    [("{etag}", 304), ('"x", {etag}', 304), ("{strong}", 304), ("*", 304), ('W/"x"', 200), ("x", 200), ("", 200)],
)
def test_if_none_match_is_compared_weakly(app: Flask, client: FlaskClient, given: str, status: int, kept: bool) -> None:
    etag = client.get("/units").headers["ETag"]
    if not kept:
        pages(app).store.clear()
    asked = given.format(etag=etag, strong=etag.removeprefix("W/"))
    answer = client.get("/units", headers={"If-None-Match": asked})
    assert answer.status_code == status
    assert answer.headers["ETag"] == etag
    assert answer.headers["Cache-Control"] == CACHE_CONTROL
    assert ("Content-Encoding" in answer.headers) is False


def test_what_does_not_exist_is_not_unchanged(client: FlaskClient) -> None:
    etag = client.get("/units/dukcapil").headers["ETag"]
    for given in ("*", etag):
        assert client.get("/units/tidak-ada", headers={"If-None-Match": given}).status_code == 404


def test_a_publication_renews_every_page_at_once(app: Flask, client: FlaskClient, clock: Clock) -> None:
    first = {address: client.get(address) for address in PAGES}
    publish(app)
    for address, before in first.items():
        again = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
        assert again.status_code == 200
        assert again.headers["ETag"] != before.headers["ETag"]
    assert client.get("/units").data != first["/units"].data


def test_a_page_that_was_slow_to_make_does_not_sweep_out_newer_ones(
    app: Flask, client: FlaskClient, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner, newer = pages(app)._inner, []

    def slow(environ, start_response):
        monkeypatch.setattr(pages(app), "_inner", inner)
        answer = inner(environ, start_response)
        publish(app)
        newer.append(app.test_client().get("/units").data)
        return answer

    monkeypatch.setattr(pages(app), "_inner", slow)
    older = client.get("/accountability").data
    assert len(pages(app).store) == 1
    assert client.get("/units").data == newer[0]
    assert client.get("/accountability").data != older


def test_a_page_that_many_ask_for_at_once_is_made_once(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner, made, all_wait = pages(app)._inner, [], threading.Event()

    def slow(environ, start_response):
        made.append(environ[ASKED])
        assert all_wait.wait(30)
        return inner(environ, start_response)

    def read(_number: int) -> str:
        return app.test_client().get("/units").text

    monkeypatch.setattr(pages(app).turns, "_patience", 60)
    monkeypatch.setattr(pages(app), "_inner", slow)
    pages(app).known.now()  # else one asks for the state while the others go by the one before
    with ThreadPoolExecutor(4) as readers:
        answers = readers.map(read, range(4))
        for _try in range(1000):
            if made and pages(app).turns.takers(made[0]) == 4:
                break
            time.sleep(0.01)
        all_wait.set()
        assert len(set(answers)) == 1
    assert len(made) == 1
    assert pages(app).turns.takers(made[0]) == 0


def test_what_was_taken_back_renews_nothing(app: Flask, client: FlaskClient, clock: Clock) -> None:
    etag = client.get("/units").headers["ETag"]

    def half() -> None:
        with app.app_context(), transaction():
            bump_public_revision()
            raise LookupError

    with pytest.raises(LookupError):
        half()
    assert client.get("/units").headers["ETag"] == etag


def test_another_process_sees_a_publication_within_a_second(backend: Backend, app: Flask, clock: Clock) -> None:
    other = portal.create_app(app.extensions["portal"].settings)
    first = app.test_client().get("/units").data
    publish(other)
    clock.seconds = KnownState.PAUSE - 0.01
    assert app.test_client().get("/units").data == first
    clock.seconds = KnownState.PAUSE
    second = app.test_client().get("/units").data
    assert second != first
    assert second == other.test_client().get("/units").data
    engine_of(other).dispose()


def test_a_page_is_not_kept_beyond_the_day(
    client: FlaskClient, app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = datetime.date(2026, 11, 30)
    monkeypatch.setattr("portal.core.caching.today", lambda: day)
    etag = client.get("/units").headers["ETag"]
    day += datetime.timedelta(days=1)
    assert client.get("/units").headers["ETag"] == etag
    clock.seconds += KnownState.PAUSE
    assert client.get("/units", headers={"If-None-Match": etag}).status_code == 200
    assert len(pages(app).store) == 1


def test_languages_encodings_hosts_and_schemes_are_kept_apart(client: FlaskClient, app: Flask) -> None:
    plain = client.get("/units")
    for _time in range(2):
        english = client.get("/units?lang=en")
        assert '<html lang="en">' in english.text
        assert '<html lang="id">' in client.get("/units").text
        packed = client.get("/units", headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        safe = client.get("/units", base_url="https://localhost")
        assert "Strict-Transport-Security" in safe.headers
        assert client.get("/units", headers={"Host": "other.example"}).status_code == 200
    assert len(pages(app).store) == 5


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("deflate", None),
        ("*", "br"),
        ("GZIP", "gzip"),
        ("", None),
        (";;=,q", None),
    ],
)
def test_each_way_of_asking_for_an_encoding_is_understood(
    client: FlaskClient, accepted: str, encoding: str | None
) -> None:
    for _time in range(2):
        answer = client.get("/units", headers={"Accept-Encoding": accepted})
        assert answer.headers.get("Content-Encoding") == encoding


def test_the_order_of_a_query_makes_no_second_page(client: FlaskClient, app: Flask, queries: Queries) -> None:
    client.get("/units?lang=en&kind=dinas")
    queries.take()
    client.get("/units?kind=dinas&lang=en&")
    assert len(pages(app).store) == 1


def test_odd_addresses_do_not_fill_the_memory(client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    store = PageStore(max_bytes=100_000)
    monkeypatch.setattr(pages(app), "store", store)
    for number in range(60):
        assert client.get(f"/units?utm_x={number}").status_code == 200
        assert 0 < store.bytes <= 100_000
    assert len(store) < 30
    before = len(store)
    client.get("/units?utm_x=" + "x" * 2000)
    assert len(store) == before


@pytest.mark.parametrize(
    "address", ["/units/tidak-ada", "/units?period=x", "/rate/ktp-el", "/login", "/workplace", "/healthz", "/readyz"]
)
def test_errors_forms_and_staff_pages_are_never_kept(client: FlaskClient, app: Flask, address: str) -> None:
    client.get(address)
    assert len(pages(app).store) == 0


def test_only_reading_is_answered_from_what_is_kept(client: FlaskClient) -> None:
    client.get("/units")
    assert client.post("/units").status_code == 405


@pytest.mark.parametrize("header", [("Set-Cookie", "a=b"), ("Vary", "Cookie")])
def test_an_answer_for_one_reader_is_never_kept(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch, header: tuple[str, str]
) -> None:
    inner = pages(app)._inner

    def personal(environ, start_response):
        return inner(environ, lambda status, headers, *rest: start_response(status, [*headers, header], *rest))

    monkeypatch.setattr(pages(app), "_inner", personal)
    assert header in client.get("/units").headers.items()
    assert len(pages(app).store) == 0
