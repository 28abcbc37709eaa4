"""Errors: a page that helps for people, one JSON shape for machines, and never a bare failure."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

import portal
from config import Settings

SHAPE = {"status", "code", "message", "errors", "request_id"}


def test_an_unknown_page_helps(client: FlaskClient) -> None:
    answer = client.get("/tidak-ada")
    assert answer.status_code == 404
    assert "Kembali ke beranda" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/api/v1/tidak-ada", "/api/v1/units/tidak-ada/scorecard", "/r/1-x.json"])
def test_machines_get_the_one_shape(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert set(answer.get_json()) == SHAPE
    assert answer.get_json()["request_id"] == answer.headers["X-Request-ID"]


def test_a_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    answer = client.delete("/api/v1/ratings")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_english_errors_are_english(client: FlaskClient) -> None:
    answer = client.get("/api/v1/units/tidak-ada/scorecard?lang=en")
    assert answer.get_json()["message"] == "This unit was not found."


def test_a_database_that_is_away_is_a_matter_of_waiting(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_arguments: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("connection refused"))

    monkeypatch.setattr("portal.opendata.api.unit_by_slug", away)
    answer = client.get("/api/v1/units/dukcapil/scorecard")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.get_json()["code"] == "unavailable"


def test_without_any_database_people_are_told_to_wait(tmp_path: Path) -> None:
    away = portal.create_app(
        Settings(instance=tmp_path, database_url="postgresql://nobody@127.0.0.1:1/x", testing=True)
    )
    for address in ("/", "/units", "/rate/ktp-el"):
        answer = away.test_client().get(address)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "5"
        assert "Tidak ada yang hilang" in answer.text


def test_a_fault_of_ours_is_a_500_without_details(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("rahasia")

    monkeypatch.setattr("portal.opendata.api.unit_by_slug", broken)
    answer = client.get("/api/v1/units/dukcapil/scorecard")
    assert answer.status_code == 500
    assert "rahasia" not in answer.text


def test_a_given_request_id_is_kept_only_if_it_is_harmless(client: FlaskClient) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": "abc-12345678"}).headers["X-Request-ID"] == "abc-12345678"
    assert client.get("/healthz", headers={"X-Request-ID": "a b"}).headers["X-Request-ID"] != "a b"


def test_health_and_readiness(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert client.get("/readyz").get_json() == {"status": "ok", "database": "up", "limits": "on"}
