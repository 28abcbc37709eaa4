"""The front page: the city in one sentence, and a service of each of six units to begin with."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import a_service, published


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    """The builders need one."""


def offered(client: FlaskClient) -> list[str]:
    """Slugs of the services that the page offers, in their order."""
    return re.findall(r'href="/rate/([a-z0-9-]+)"', client.get("/").text)


def test_an_empty_city_reads_well(client: FlaskClient) -> None:
    text = client.get("/").text
    assert "Belum ada nilai yang dapat diterbitkan." in text
    assert "Belum ada layanan yang terdaftar." in text


def test_nine_ratings_make_no_sentence_about_the_city_and_thirty_make_one(client: FlaskClient) -> None:
    a_service()
    published(9)
    assert "Belum ada nilai yang dapat diterbitkan." in client.get("/").text
    published(30, month="2026-08")
    assert "77,8 dari 100" in client.get("/").text


def test_six_units_offer_the_service_that_most_people_use(client: FlaskClient) -> None:
    for number in range(7):
        a_service(f"sedikit-{number}", unit=f"unit-{number}", users=10)
        a_service(f"banyak-{number}", unit=f"unit-{number}", users=1000 - number)
    a_service("entah", unit="unit-0")
    assert offered(client) == [f"banyak-{number}" for number in range(6)]


def test_the_front_page_sets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/").headers
