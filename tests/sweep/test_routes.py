"""House rule: every route has an audience, every answer the strict headers, and no public page a cookie."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.core.access import Audience
from tests.sweep.city import City

OPEN = tuple(audience for audience in Audience if audience is not Audience.STAFF)
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def test_each_route_belongs_to_a_blueprint_with_an_audience(app: Flask) -> None:
    audiences = app.extensions["portal"].audiences
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()} - {"static"}
    assert {endpoint for endpoint in endpoints if endpoint.split(".")[0] not in audiences} == set()


def test_each_answer_carries_the_headers(city: City) -> None:
    lacking = []
    for address in [*map(city.address, city.rules()), "/tidak-ada", "/static/tidak-ada"]:
        answer = city.app.test_client().get(address)
        lacking += [f"{address}: {name}" for name, value in HEADERS.items() if answer.headers.get(name) != value]
    assert lacking == []


def test_the_embed_alone_may_stand_in_a_foreign_frame(city: City) -> None:
    embeds = {city.address(rule) for rule in city.rules(Audience.EMBED)}
    assert embeds == {f"/units/{city.parts['unit']}/embed"}
    addresses = [*map(city.address, city.rules()), "/tidak-ada", "/static/tidak-ada", "/units/tidak-ada/embed"]
    policies = {
        address: city.app.test_client().get(address).headers.get("Content-Security-Policy") for address in addresses
    }
    framed = {address: policy for address, policy in policies.items() if policy != CONTENT_SECURITY_POLICY}
    assert framed == dict.fromkeys(embeds, CONTENT_SECURITY_POLICY.replace("ancestors 'none'", "ancestors *"))


def test_each_answer_over_tls_asks_for_tls_again(city: City) -> None:
    client = city.app.test_client()
    addresses = [city.address(rule) for rule in city.rules()]
    answers = {address: client.get(address, base_url="https://localhost").headers for address in addresses}
    assert [address for address, headers in answers.items() if "Strict-Transport-Security" not in headers] == []
    assert "Strict-Transport-Security" not in client.get(addresses[0]).headers


def test_each_open_page_answers(city: City) -> None:
    client = city.app.test_client()
    answers = {address: client.get(address).status_code for address in map(city.address, city.rules(*OPEN))}
    assert len(answers) > 8
    known = {address: code for address, code in answers.items() if "tidak-ada" not in address}
    assert {address: code for address, code in known.items() if code not in {200, 302, 303}} == {}
    assert {address: code for address, code in answers.items() if code >= 500} == {}


def test_no_open_page_sets_a_cookie(city: City) -> None:
    talkative = []
    for address in map(city.address, city.rules(*OPEN)):
        headers = city.app.test_client().get(address).headers
        if "Set-Cookie" in headers or "cookie" in headers.get("Vary", "").lower():
            talkative.append(address)
    assert talkative == []


def test_staff_pages_citizens_pages_and_feeds_are_never_kept(city: City) -> None:
    rules = city.rules(Audience.STAFF, Audience.CITIZEN, Audience.FEED)
    assert {rule.endpoint.split(".")[0] for rule in rules} != set()
    caching = {
        address: city.app.test_client().get(address).headers.get("Cache-Control", "")
        for address in map(city.address, rules)
    }
    assert {address: value for address, value in caching.items() if "no-store" not in value} == {}


def test_staff_pages_are_closed_to_strangers(city: City) -> None:
    client = city.app.test_client()
    doors = {"/login", "/logout", "/reset", "/verify", "/recover", "/setup", "/confirm"}
    addresses = [city.address(rule) for rule in city.rules(Audience.STAFF)]
    inside = [address for address in addresses if not any(address.startswith(door) for door in doors)]
    assert any(address.startswith("/workplace") for address in inside)
    answers = {address: client.get(address).status_code for address in inside}
    assert {address: code for address, code in answers.items() if code not in {302, 303, 401, 403, 404}} == {}
