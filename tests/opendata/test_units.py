"""`/api/v1/units`: every unit and service, a page at a time, kept by caches until something is published."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import a_service, a_unit, close


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()


def test_units_come_with_their_services(client: FlaskClient) -> None:
    assert client.get("/api/v1/units").get_json() == {
        "units": [
            {
                "unit": "dukcapil",
                "name": "Dinas Dukcapil",
                "kind": "dinas",
                "distrik": "Sorong",
                "services": [{"service": "ktp-el", "name": "KTP-el"}],
            }
        ],
        "next": None,
    }


def test_many_units_come_in_pages(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.opendata.api.PAGE", 2)
    for slug in ("a", "b", "c", "d"):
        a_unit(slug)
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = client.get("/api/v1/units", query_string={"after": after}).get_json()
        assert len(page["units"]) <= 2
        seen += [unit["unit"] for unit in page["units"]]
        after = page["next"]
    assert seen == ["a", "b", "c", "d", "dukcapil"]


@pytest.mark.parametrize("after", ["a\x00", "é", "x" * 81])
def test_a_bad_cursor_is_named(client: FlaskClient, after: str) -> None:
    answer = client.get("/api/v1/units", query_string={"after": after})
    assert answer.status_code == 400
    assert answer.get_json()["errors"][0]["field"] == "after"


def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/api/v1/units/dukcapil/scorecard")
    again = client.get("/api/v1/units/dukcapil/scorecard", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    close("2026-07")
    renewed = client.get("/api/v1/units/dukcapil/scorecard", headers={"If-None-Match": first.headers["ETag"]})
    assert renewed.status_code == 200
    assert renewed.headers["ETag"] != first.headers["ETag"]


def test_a_changed_catalogue_is_sent_again(
    client: FlaskClient, app: Flask, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = client.get("/api/v1/units")
    file = tmp_path_factory.mktemp("c") / "katalog.csv"
    file.write_text("unit,unit_name,service,service_name\ndukcapil,Nama Baru,ktp-el,KTP-el\n")
    assert app.test_cli_runner().invoke(args=["catalogue", "import", str(file)]).exit_code == 0
    assert client.get("/api/v1/units", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
