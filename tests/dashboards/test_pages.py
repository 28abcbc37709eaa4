"""Public pages: the API's numbers in words and tables, hidden where too few, the same for everyone."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.questionnaire import Channel
from tests.builders import a_service, a_unit, close, published, ratings

PAGES = ("/", "/units", "/units/dukcapil", "/services", "/services/ktp-el", "/accountability")
CHARTS = ("/units/dukcapil", "/services/ktp-el", "/accountability")


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service(users=500)


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).text)))


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_each_page_reads_before_and_after_the_first_publication(client: FlaskClient, address: str, lang: str) -> None:
    for n in (0, 9, 10, 30):
        published(n)
        answer = client.get(address, query_string={"lang": lang})
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert "None" not in answer.text


@pytest.mark.parametrize(
    ("n", "shown", "graded"), [(9, False, False), (10, True, False), (29, True, False), (30, True, True)]
)
def test_nine_are_hidden_ten_shown_and_thirty_graded_in_every_format(
    client: FlaskClient, n: int, shown: bool, graded: bool
) -> None:
    published(n)
    for chart in CHARTS:
        page = client.get(f"{chart}?period=2026-Q3").text
        assert ("77,78" in client.get("/units?period=2026-Q3").text) == shown
        assert ("grade--B" in page) == graded
        assert ("77,8 dari 100" in page) == shown
        elements = rows(client, f"{chart}/elements.csv?period=2026-Q3")
        assert bool(elements) == shown
        assert {bool(row["grade"]) for row in elements} == ({graded} if shown else set())
        trend = rows(client, f"{chart}/trend.csv?period=2026-Q3")
        assert trend[-1]["index"] == ("77.78" if shown else "")
        assert client.get(f"{chart}/elements.json?period=2026-Q3").status_code == (200 if shown else 404)
    matrix = rows(client, "/accountability/matrix.csv?period=2026-Q3")
    assert {bool(row["index"]) for row in matrix} == {shown}
    scores = rows(client, "/accountability/scores.csv?period=2026-Q3")
    assert [(row["index"], bool(row["grade"])) for row in scores] == [("77.78" if shown else "", graded)]


def test_page_and_files_give_the_numbers_of_the_api(client: FlaskClient) -> None:
    published(
        49, packed=["343443332", "444444444", "232333232", "333433333", "344443433", "222423321", "443443443"] * 7
    )
    score = client.get("/api/v1/units/dukcapil/scorecard?period=2026-Q3").get_json()["channels"]["open"]
    found = rows(client, "/units/dukcapil/elements.csv?period=2026-Q3")
    for row in found:
        element = score["elements"][row["element"]]
        assert (float(row["index"]), float(row["mean"]), int(row["n"])) == (
            element["index"],
            element["mean"],
            element["n"],
        )
        assert [float(row["interval_low"]), float(row["interval_high"])] == element["interval"]
    assert [float(row["index"]) for row in found] == sorted(float(row["index"]) for row in found)
    page = client.get("/units/dukcapil?period=2026-Q3").text
    assert f"{score['index']:.2f}".replace(".", ",") in client.get("/units?period=2026-Q3").text
    assert f"{score['interval'][0]:.1f}".replace(".", ",") in page


def test_the_other_channel_stands_beside_with_its_label(client: FlaskClient) -> None:
    ratings(30)
    ratings(12, channel=Channel.VERIFIED, packed="444444444")
    close("2026-07")
    page = client.get("/units/dukcapil").text
    assert "belum terverifikasi" in page
    assert "100,0" in page
    assert "Diterima 42 = diterbitkan 42" in page


@pytest.mark.parametrize("address", [page for page in PAGES if page not in {"/", "/services"}])
def test_a_bad_period_is_named(client: FlaskClient, address: str) -> None:
    assert client.get(f"{address}?period=2026-13").status_code == 400


@pytest.mark.parametrize("address", ["/units", "/accountability", "/accountability/matrix.csv"])
@pytest.mark.parametrize("choice", ["kind=kantor", "distrik=Jakarta"])
def test_an_unknown_filter_names_what_is_allowed(client: FlaskClient, address: str, choice: str) -> None:
    answer = client.get(f"{address}?{choice}")
    assert answer.status_code == 400
    assert ("dinas" if choice.startswith("kind") else "Sorong") in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/units/tidak-ada",
        "/services/tidak-ada",
        "/units/dukcapil/peta.csv",
        "/accountability/peta.json",
        "/units/dukcapil/matrix.csv",
    ],
)
def test_what_does_not_exist_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [*PAGES, "/units/dukcapil/elements.csv"])
def test_an_unchanged_page_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    assert "max-age" in first.headers["Cache-Control"]
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    published(10)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_english_pages_write_numbers_in_english(client: FlaskClient) -> None:
    published(30)
    page = client.get("/units/dukcapil?lang=en").text
    assert "77.8" in page
    assert "77,8" not in page


def test_the_search_finds_by_service_and_unit_and_helps_when_it_does_not(client: FlaskClient) -> None:
    a_service("poli", unit="puskesmas", name="Poli umum")
    assert "Nilai Poli umum" in client.get("/services?q=poli").text
    assert "Nilai KTP-el" in client.get("/services?q=dinas ktp").text
    assert "Tidak ada layanan" in client.get("/services?q=paspor").text
    assert client.get("/services", query_string={"q": "\x00%_"}).status_code == 200
    assert client.get("/services?page=x").status_code == 400


def test_cells_that_a_spreadsheet_would_run_are_text(client: FlaskClient) -> None:
    a_service("x", unit="jahat")
    with_formula = a_unit("formula", name="=HYPERLINK(1)")
    assert with_formula.name.startswith("=")
    close("2026-07")
    assert "'=HYPERLINK(1)" in client.get("/accountability/scores.csv").text


def test_few_staff_have_no_column_about_them(client: FlaskClient) -> None:
    a_service("domisili", unit="kelurahan", staff=4)
    published(12, service="domisili", packed="444440044")
    assert "kompetensi" not in client.get("/units/kelurahan/elements.csv").text
