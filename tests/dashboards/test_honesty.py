"""What a page may not gloss over: both channels apart, whose counts are whose, and why a number is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from portal.domain.questionnaire import Channel
from tests.builders import a_service, a_unit, close, published, ratings

SEKADAU = Path(__file__).parents[1] / "domain" / "cases" / "sekadau_2019.csv"


@pytest.fixture(autouse=True)
def city(app: Flask, app_context: None) -> None:
    a_service(users=500)


def read(client: FlaskClient, address: str) -> str:
    """The text of a page without its tags, blanks run together."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(address).text))


def test_sekadau_is_shown_as_it_was_published(client: FlaskClient, cli: FlaskCliRunner) -> None:
    imported = cli.invoke(
        args=["responses", "import", str(SEKADAU), "--service", "ktp-el", "--on", "2019-06-20"],
    )
    assert imported.exit_code == 0, imported.output
    close("2019-06")
    for address in ("/units/dukcapil", "/services/ktp-el", "/accountability"):
        text = read(client, f"{address}?period=2019-S1")
        assert "78,7 dari 100, dari 49 penilaian yang belum terverifikasi." in text
        assert "49 78,74 B, mungkin C 74,58–82,46" in text


def test_an_index_withheld_for_one_element_is_not_called_too_few_ratings(client: FlaskClient) -> None:
    published(12, packed=["344443330"] * 3 + ["344443334"] * 9)
    text = read(client, "/units/dukcapil?period=2026-07")
    assert "12 penilaian sudah diterbitkan, tetapi ada unsur dengan kurang dari sepuluh jawaban" in text
    assert "ditampilkan mulai sepuluh penilaian. Dengan kode" not in text


def test_a_service_speaks_in_the_channel_of_its_unit(client: FlaskClient) -> None:
    a_service("kk")
    for month in ("2025-02", "2025-05", "2025-08", "2025-11"):
        ratings(30, month=month, channel=Channel.VERIFIED)
    ratings(30, service="kk", month="2026-02", channel=Channel.VERIFIED)
    close("2026-02")
    for address in ("/units/dukcapil", "/services/kk"):
        assert "dari 30 penilaian terverifikasi" in read(client, f"{address}?period=2026-Q1")


def test_what_the_whole_unit_received_is_not_said_of_one_service(client: FlaskClient) -> None:
    a_service("kk")
    ratings(12, service="kk")
    published(30)
    assert "Diterima 42 =" in read(client, "/units/dukcapil")
    assert "Diterima" not in read(client, "/services/ktp-el")


def test_an_open_score_wears_its_label_in_the_matrix(client: FlaskClient) -> None:
    published(30)
    assert re.search(r"Dinas Dukcapil\s+belum terverifikasi", read(client, "/accountability"))


@pytest.mark.parametrize("address", ["/units", "/accountability"])
def test_a_filter_that_nothing_passes_leads_back(client: FlaskClient, address: str) -> None:
    a_unit("puskesmas", name="Puskesmas", kind="puskesmas")
    shown = read(client, f"{address}?kind=badan&distrik=Sorong")
    assert "Tidak ada unit yang cocok" in shown
    assert "Belum ada unit yang terdaftar" not in shown


def test_filters_are_narrowed_one_by_the_other(client: FlaskClient) -> None:
    assert "kind=dinas&amp;distrik=Sorong" in client.get("/units?kind=dinas").text
    assert "kind=dinas&amp;distrik=Sorong" in client.get("/units?distrik=Sorong").text
