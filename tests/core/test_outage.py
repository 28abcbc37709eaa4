"""A database that is away: kept pages are served on, everything else says when to come back."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

import portal
from tests.core.kept import Clock, no_database, publish

pytestmark = pytest.mark.usefixtures("city")


def test_kept_pages_outlive_the_database(app: Flask, client: FlaskClient, clock: Clock) -> None:
    first = client.get("/units")
    with no_database(app):
        clock.seconds += 10
        again = client.get("/units")
        assert (again.status_code, again.data) == (200, first.data)
        assert client.get("/units", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("address", ["/accountability", "/units/dukcapil", "/rate/ktp-el", "/api/v1/units"])
def test_a_page_that_is_not_kept_says_when_to_come_back(
    app: Flask, client: FlaskClient, clock: Clock, address: str
) -> None:
    client.get("/units")
    with no_database(app):
        answer = client.get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Cache-Control"] == "no-store"
    assert ("Portal sedang sibuk" in answer.text) != address.startswith("/api/")


def test_a_portal_that_starts_without_its_database_says_to_wait(app: Flask) -> None:
    fresh = portal.create_app(app.extensions["portal"].settings)
    with no_database(fresh):
        assert fresh.test_client().get("/units").status_code == 503
        assert fresh.test_client().get("/healthz").status_code == 200
        assert fresh.test_client().get("/readyz").status_code == 503


def test_pages_are_renewed_when_the_database_is_back(app: Flask, client: FlaskClient, clock: Clock) -> None:
    first = client.get("/units").data
    with no_database(app):
        clock.seconds += 10
        assert client.get("/units").data == first
    publish(app)
    assert client.get("/units").data != first
