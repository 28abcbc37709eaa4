"""What the pages say of change and difference, and that they say it only where the method allows."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import MIXED, a_kind, a_service, close, published, ratings

FAIR, GOOD, POOR = "333333333", "444444444", "222222222"


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service()


def read(client: FlaskClient, address: str) -> str:
    """The text of a page without its tags, blanks run together."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:300]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def two_quarters(before: str, after: str, n: int = 40) -> None:
    published(n, month="2026-02", packed=before)
    published(n, month="2026-05", packed=after)


@pytest.mark.parametrize(("before", "after", "word"), [(FAIR, GOOD, "naik"), (GOOD, FAIR, "turun")])
def test_a_real_change_has_its_word_everywhere(client: FlaskClient, before: str, after: str, word: str) -> None:
    two_quarters(before, after)
    for address in ("/units/dukcapil", "/services/ktp-el", "/units"):
        assert f"{word} dari triwulan sebelumnya" in read(client, f"{address}?period=2026-Q2")
    assert word in read(client, "/accountability?period=2026-Q2")
    with ThreadPoolExecutor(1) as apart:  # the context that the tests hold open keeps the language of its first request
        english = apart.submit(read, client, "/units/dukcapil?period=2026-Q2&lang=en").result()
    assert {"naik": "; rose from", "turun": "; fell from"}[word] in english


def test_an_unchanged_unit_neither_rose_nor_fell(client: FlaskClient) -> None:
    ratings(40, month="2026-02", packed=MIXED * 5)
    ratings(40, month="2026-05", packed=MIXED * 5)
    close("2026-05")
    text = read(client, "/units/dukcapil?period=2026-Q2")
    assert "belum dapat dibedakan dari triwulan sebelumnya" in text
    assert "Selisih dari triwulan sebelumnya: 0,0" in text


def test_another_mix_of_services_is_not_a_rise(client: FlaskClient) -> None:
    a_service("kk")
    for month, fair, good in (("2026-02", 80, 20), ("2026-05", 20, 80)):
        ratings(fair, month=month, packed=FAIR)
        ratings(good, service="kk", month=month, packed=GOOD)
        close(month)
    text = read(client, "/units/dukcapil?period=2026-Q2")
    assert "campuran layanan yang dinilai juga berubah" in text
    assert "naik dari" not in text


def test_fewer_than_thirty_are_not_compared(client: FlaskClient) -> None:
    two_quarters(FAIR, GOOD, n=29)
    text = read(client, "/units/dukcapil?period=2026-Q2")
    assert "naik dari" not in text
    assert "29 penilaian" in text


def test_a_unit_far_outside_the_funnel_is_called_different(client: FlaskClient) -> None:
    a_kind(12)
    assert "lebih rendah daripada dinas lain" in read(client, "/units/dinas-11?period=2026-Q3")
    assert "setara dengan dinas lain" in read(client, "/units/dinas-0?period=2026-Q3")
    text = read(client, "/accountability?period=2026-Q3")
    assert "1 dari 12 unit jelas berbeda dari rata-rata jenisnya" in text
    assert "lebih rendah daripada sejenisnya, nilainya di bawah B" in text
    table = client.get("/accountability/comparison.csv?period=2026-Q3").text.splitlines()
    assert len(table) == 13
    assert any(line.startswith("2026-Q3,dinas,open,dinas-11,40,50.00,") and ",lower," in line for line in table)
    figure = client.get("/accountability/funnel-dinas.json?period=2026-Q3").get_json()
    assert sum(len(trace["x"]) for trace in figure["data"] if trace.get("mode", "").startswith("markers")) == 12


def test_nine_units_are_too_few_to_compare(client: FlaskClient) -> None:
    a_kind(9)
    text = read(client, "/units/dinas-8?period=2026-Q3")
    assert "daripada dinas lain" not in text
    assert "Tidak dibandingkan dengan dinas lain" in text
    assert client.get("/accountability/funnel-dinas.json?period=2026-Q3").status_code == 404


def test_a_filter_pools_its_units_and_says_whose_result_it_is(client: FlaskClient) -> None:
    a_service("poli", unit="puskesmas-remu")
    ratings(30, packed=GOOD)
    ratings(30, service="poli", packed=POOR)
    close("2026-07")
    assert "Layanan Kota Sorong dinilai kurang baik" in read(client, "/accountability?period=2026-Q3")
    assert "Layanan dinas di Kota Sorong" in read(client, "/accountability?kind=dinas&period=2026-Q3")
    elements = client.get("/accountability/elements.csv?distrik=Sorong&period=2026-Q3").text
    assert ",60," in elements


def test_changes_are_numbers_in_the_file(client: FlaskClient) -> None:
    two_quarters(GOOD, FAIR)
    answer = client.get("/accountability/changes.csv?period=2026-Q2")
    assert answer.headers["Content-Disposition"] == "attachment; filename=accountability-changes-2026-Q2.csv"
    assert answer.text.splitlines()[1].split(",")[-5:][0] == "-25.00"
    assert answer.text.splitlines()[1].endswith(",-25.00,down")


@pytest.mark.parametrize("address", ["/units", "/accountability", "/units/dukcapil", "/services/ktp-el"])
def test_an_argument_that_nobody_knows_is_refused_with_those_that_are(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}?from=2026-01-01&to=2026-02-01")
    assert answer.status_code == 400
    assert "«from»" in answer.text
    assert "period" in answer.text
    assert client.get(f"{address}?utm_source=wa&fbclid=x").status_code == 200


def test_a_period_is_provisional_until_its_months_are_closed(client: FlaskClient) -> None:
    published(12, month="2026-07")
    assert "sementara" in read(client, "/units/dukcapil?period=2026-Q3")
    assert "sementara" not in read(client, "/units/dukcapil?period=2026-07")


def test_the_agenda_names_the_weakest_three(client: FlaskClient) -> None:
    published(12, packed="344124444")
    text = read(client, "/units/dukcapil/agenda?period=2026-07")
    assert text.index("Biaya") < text.index("Produk") < text.index("Persyaratan")
    assert "Prosedur" not in text


def test_a_period_without_ratings_says_how_to_take_part(client: FlaskClient) -> None:
    published(12, month="2026-07")
    for address in ("/units/dukcapil", "/services/ktp-el", "/accountability"):
        assert "Pindai kode QR di loket" in read(client, f"{address}?period=2025-Q1")


@pytest.mark.parametrize("address", ["/units/dukcapil", "/services/ktp-el", "/accountability", "/units"])
def test_a_period_that_has_not_begun_is_not_found(client: FlaskClient, address: str) -> None:
    published(12)
    answer = client.get(f"{address}?period=2199-Q4")
    assert answer.status_code == 404
    assert "Periode ini belum mulai" in answer.text
