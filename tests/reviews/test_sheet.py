"""The review sheet: exactly the public numbers, what each channel is worth, and only for those who may see it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.core.extensions import db
from portal.domain.questionnaire import Channel
from tests.builders import a_service, close, ratings
from tests.cast import signed_in

SHEET = "/workplace/dukcapil/review?period=2026-Q3"
SEKADAU = Path(__file__).parents[1] / "domain" / "cases" / "sekadau_2019.csv"
MIXED = ["343443332", "444444444", "232333232", "333433333", "344443433", "222423321", "443443443"] * 7


@pytest.fixture(autouse=True)
def city(app: Flask) -> None:
    """No context stays open here: requests would share what belongs to one of them alone."""
    with app.app_context():
        a_service()
        a_service("poli", unit="puskesmas")


def test_the_sheet_shows_the_numbers_of_the_api(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        ratings(49, packed=MIXED)
        ratings(35, channel=Channel.VERIFIED)
        close("2026-07")
    channels = client.get("/api/v1/units/dukcapil/scorecard?period=2026-Q3").get_json()["channels"]
    page = signed_in(app, "manager", "dukcapil").get(SHEET).text
    for score in channels.values():
        for number in (score["index"], *score["interval"]):
            assert f"{number:.2f}".replace(".", ",") in page
        for element in score["elements"].values():
            assert f"{element['mean']:.4f}".replace(".", ",") in page
            assert f"{element['index']:.2f}".replace(".", ",") in page
    assert "bukti yang dapat dinilai" in page
    assert "bukan bukti penilaian kinerja" in page
    assert "belum terverifikasi" in page


def test_the_sheet_shows_the_known_result_of_sekadau(app: Flask) -> None:
    imported = app.test_cli_runner().invoke(
        args=["responses", "import", str(SEKADAU), "--service", "ktp-el", "--on", "2019-06-20"]
    )
    assert imported.exit_code == 0, imported.output
    with app.app_context():
        close("2019-06")
    page = signed_in(app, "reviewer").get("/workplace/dukcapil/review?period=2019-S1").text
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "Penilaian yang dihitung (n) 0 49 " in text
    assert " 78,74 Mutu pelayanan – mutu B , mungkin C Selang 95 % – 74,58–82,46 " in text


def test_an_index_withheld_for_one_element_is_explained_on_staff_pages_too(app: Flask) -> None:
    with app.app_context():
        ratings(12, packed=["344443330"] * 3 + ["344443334"] * 9)
        close("2026-07")
    reviewer = signed_in(app, "reviewer")
    for address in (SHEET, "/workplace/dukcapil?period=2026-Q3", "/workplace?period=2026-Q3"):
        page = reviewer.get(address).text
        assert "12 penilaian sudah diterbitkan, tetapi ada unsur dengan kurang dari sepuluh jawaban" in page, address


@pytest.mark.parametrize(
    ("n", "worth"), [(9, "tidak ada"), (10, "bukti terbatas"), (29, "bukti terbatas"), (30, "bukti yang dapat dinilai")]
)
def test_verified_scores_are_graded_evidence_from_thirty_on(app: Flask, n: int, worth: str) -> None:
    with app.app_context():
        ratings(n, channel=Channel.VERIFIED)
        close("2026-07")
    assert worth in signed_in(app, "reviewer").get(SHEET).text


@pytest.mark.parametrize(
    ("role", "unit", "own", "foreign"),
    [
        ("manager", "dukcapil", 200, 403),
        ("unit_head", "dukcapil", 200, 403),
        ("reviewer", None, 200, 200),
        ("auditor", None, 200, 200),
        ("moderator", None, 403, 403),
        ("integrity", None, 403, 403),
        ("administrator", None, 403, 403),
    ],
)
def test_each_role_sees_what_the_matrix_allows(app: Flask, role: str, unit: str | None, own: int, foreign: int) -> None:
    client = signed_in(app, role, unit)
    for page in ("/workplace/dukcapil", "/workplace/dukcapil/review"):
        assert client.get(page).status_code == own
    for page in ("/workplace/puskesmas", "/workplace/puskesmas/review"):
        assert client.get(page).status_code == foreign
    with app.app_context():
        denied = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "access.denied")).all()
    assert len(denied) == (2 if own == 403 else 0) + (2 if foreign == 403 else 0)
    assert client.get("/workplace", follow_redirects=True).status_code == 200


@pytest.mark.parametrize("address", ["/workplace", "/workplace/dukcapil", "/workplace/dukcapil/review"])
def test_strangers_are_led_to_sign_in(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/login")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_bad_period_and_an_unknown_unit(app: Flask) -> None:
    client = signed_in(app, "reviewer")
    assert client.get("/workplace/dukcapil/review?period=2026-13").status_code == 400
    assert client.get("/workplace/tidak-ada/review").status_code == 404
