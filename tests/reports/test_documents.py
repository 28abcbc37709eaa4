"""The SKM report and the poster: the numbers of the API, PDF/UA, both languages, and text that stays text."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from flask import Flask

from portal.core.database import transaction
from portal.followups.queries import promise_by_number
from portal.followups.services import withdraw
from tests.cast import signed_in
from tests.followups.making import a_promise
from tests.reports.conftest import Card
from tests.reports.reading import is_accessible, opened, tags, text_of

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
DESK = "/workplace/dukcapil/reports"


def indonesian(number: float, places: int = 2) -> str:
    return f"{number:.{places}f}".replace(".", ",")


def test_the_report_says_the_numbers_of_the_api(app: Flask, scorecard: Callable[[str], Card]) -> None:
    said = scorecard("dukcapil")
    answer = signed_in(app, "manager", "dukcapil").get(f"{DESK}/2026-Q3/skm.pdf")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    text = text_of(answer.data)
    for channel in said["channels"].values():
        assert f"{indonesian(channel['interval'][0])}–{indonesian(channel['interval'][1])}" in text
        assert indonesian(channel["index"]) in text
    headline = said["channels"][said["headline"]]
    for element in headline["elements"].values():
        row = [*map(str, element["histogram"]), str(element["n"])]
        assert " ".join([*row, indonesian(element["mean"], 4), indonesian(element["index"])]) in text
    assert "Kartu Keluarga 1.200 0 291 belum cukup" in text
    assert "Jenis kelamin Laki-laki 80 61,54 %" in text
    assert "%%" not in text
    assert f"penerbitan ke-{said['publication']}" in text


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", ["skm", "poster"])
def test_documents_are_pdf_ua_in_both_languages(app: Flask, city: None, name: str, lang: str) -> None:
    body = app.test_client().get(f"/units/dukcapil/2026-Q3/{name}.pdf?lang={lang}").data
    with opened(body) as pdf:
        is_accessible(pdf, lang)
        found = tags(pdf)
        assert "/Title" in found
        assert [float(size) for size in pdf.pages[0].MediaBox][2:] == pytest.approx([595.28, 841.89], abs=0.1)
        if name == "poster":
            assert len(pdf.pages) == 1
        else:
            assert found.count("/THead") == found.count("/Table") > 6
            assert "/TOC" in found
    number = "80,51" if lang == "id" else "80.51"
    assert number in text_of(app.test_client().get(f"/units/dukcapil/2025-Q4/{name}.pdf?lang={lang}").data)


def test_the_same_numbers_give_the_same_bytes(app: Flask, city: None) -> None:
    first, second = (signed_in(app, "reviewer", name=name).get(f"{DESK}/2026-Q3/skm.pdf").data for name in "ab")
    assert first == second


@pytest.mark.parametrize("name", ["skm.pdf", "poster.pdf"])
def test_a_hostile_name_is_text_and_nothing_else(app: Flask, city: None, name: str) -> None:
    answer = signed_in(app, "reviewer").get(f"/workplace/musuh/reports/2026-Q3/{name}")
    assert answer.status_code == 200
    text = text_of(answer.data)
    assert '=cmd|"/c calc"!A1 #let x = $a$ @b \\n <i> `c` *d* □ □ gnol' in text
    assert '=HYPERLINK("x") #panic()' in text
    assert "W" * 60 in text.replace(" ", "")
    with opened(answer.data) as pdf:
        is_accessible(pdf, "id")


def test_a_result_that_is_withheld_is_explained(app: Flask, city: None) -> None:
    for name in ("skm", "poster"):
        text = text_of(app.test_client().get(f"/units/sepi/2026-Q3/{name}.pdf").data)
        assert "Belum cukup penilaian: nilai ditampilkan mulai sepuluh penilaian." in text
        assert "Baik" not in text.replace("Kurang baik", "").split("Batas mutu")[0]


@pytest.mark.parametrize("period", ["2026-Q9", "2024-Q1", "x", "2026-Q3%00"])
def test_there_is_no_report_of_a_period_without_ratings(app: Flask, city: None, period: str) -> None:
    staff = signed_in(app, "reviewer")
    assert staff.get(f"{DESK}/{period}/skm.pdf").status_code == 404
    assert staff.get(f"{DESK}/{period}/skm.xlsx").status_code == 404
    assert app.test_client().get(f"/units/dukcapil/{period}/skm.pdf").status_code == 404


def test_the_desk_offers_what_there_is(app: Flask, city: None) -> None:
    manager = signed_in(app, "manager", "dukcapil")
    page = manager.get(f"{DESK}?period=2026-Q3").text
    for name in ("skm.pdf", "poster.pdf", "skm.xlsx"):
        assert f"{DESK}/2026-Q3/{name}" in page
        assert f"{DESK}/2026-Q3/{name}?lang=en" in page
    assert "belum ada yang dapat dilaporkan" in signed_in(app, "reviewer").get("/workplace/kosong/reports").text
    assert f"{DESK}?period=" in manager.get("/workplace/dukcapil").text
    assert manager.get(f"{DESK}/2026-Q3/lain.pdf").status_code == 404
    assert manager.get(f"{DESK}?period=lalu").status_code == 400


def test_the_public_files_are_the_report_and_the_poster_alone(app: Flask, city: None) -> None:
    client = app.test_client()
    assert client.get("/units/dukcapil/2026-Q3/sheet.pdf").status_code == 404
    assert client.get("/units/dukcapil/2026-Q3/skm.pdf?a=1").status_code == 400
    answer = client.get("/units/dukcapil/2026-Q3/skm.pdf")
    assert "skm-dukcapil-2026-Q3.pdf" in answer.headers["Content-Disposition"]
    assert (
        client.get("/units/dukcapil/2026-Q3/skm.pdf", headers={"If-None-Match": answer.headers["ETag"]}).status_code
        == 304
    )
    page = client.get("/units/dukcapil?period=2026-Q3").text
    assert "/units/dukcapil/2026-Q3/skm.pdf" in page


def test_promises_stand_in_the_documents_from_the_weakest_element(app: Flask, city: None) -> None:
    with app.app_context():
        day = datetime.date(2026, 8, 7)
        for element, due in (("biaya", datetime.date(2026, 10, 31)), ("sarana", datetime.date(2027, 3, 31))):
            a_promise(element=element, action=f"Perbaikan {element}", due_on=due)
        gone = a_promise(element="waktu", action="Yang ditarik")
        with transaction():
            withdraw(promise=promise_by_number(gone), reason="Diganti janji lain", day=day)
    staff = signed_in(app, "manager", "dukcapil")
    for name in ("skm.pdf", "followup.pdf"):
        body = staff.get(f"{DESK}/2026-Q3/{name}").data
        text = text_of(body)
        first, second = text.index("Perbaikan sarana"), text.index("Perbaikan biaya")
        assert first < second
        assert "TW III 2026 – TW I 2027 Bidang Pelayanan" in text
        assert "TW III–IV 2026 Bidang Pelayanan" in text
        assert "Yang ditarik" not in text
        with opened(body) as pdf:
            is_accessible(pdf, "id")
    assert "Rp25.000.000 (APBD)" in text
    assert app.test_client().get("/units/dukcapil/2026-Q3/followup.pdf").status_code == 200


def test_the_review_sheet_holds_what_was_signed(app: Flask, city: None) -> None:
    staff = signed_in(app, "reviewer")
    body = staff.get(f"{DESK}/2026-Q3/review.pdf").data
    text = text_of(body)
    assert "bukti yang dapat dinilai bukan bukti penilaian kinerja" in text
    assert "Belum ada penilaian kinerja yang ditandatangani untuk periode ini." in text
    with opened(body) as pdf:
        is_accessible(pdf, "id")
    assert app.test_client().get("/units/dukcapil/2026-Q3/review.pdf").status_code == 404
