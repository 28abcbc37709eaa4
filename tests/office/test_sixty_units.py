"""A whole cycle over sixty units by its cast in the browser, to public summaries, a PDF/UA and a workbook that reckons.

Manager, head and reviewer take every step of every unit by its button; the auditor reads each review afterwards.
"""

from __future__ import annotations

import csv
import datetime
import io
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.builders import close
from tests.cast import signed_in
from tests.e2e.cycle import SUMMARY, Walk
from tests.office.conftest import Convert
from tests.office.test_recalculation import emptied
from tests.reviews.cycle import a_reviewed_unit

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
UNITS = [f"unit-{number}" for number in range(60)]
FEW = {f"unit-{number}" for number in range(0, 60, 6)}
"""Every sixth unit has fewer than thirty verified ratings: limited evidence."""


def test_a_cycle_over_sixty_units(
    app: Flask, live_server: str, page: Page, browser: Browser, recalculated: Convert, tmp_path: Path
) -> None:
    with app.app_context():
        for unit in UNITS:
            a_reviewed_unit(unit, f"layanan-{unit}", n=16 if unit in FEW else 40)
        close("2026-09")
    first, started = datetime.datetime.now(ZoneInfo("Asia/Jayapura")).date(), time.monotonic()
    days = tuple((first + datetime.timedelta(days=7 * step)).isoformat() for step in range(1, 5))
    walk = Walk(app, browser, live_server, lambda _page, _name: None, units=len(UNITS))
    with walk.person("reviewer") as reviewer:
        walk.open_cycle(reviewer, "Penilaian triwulan III", days)
        print(f"\nopened over {len(UNITS)} units after {time.monotonic() - started:.1f} s")
        for unit in UNITS:
            walk.review(reviewer, unit)
        reviewer.goto(f"{live_server}/admin/reviews")
        expect(reviewer.get_by_text("60 dari 60 unit selesai")).to_be_visible()
    with walk.person("auditor") as auditor:
        for unit in UNITS:
            auditor.goto(f"{live_server}/workplace/{unit}/reviews/1")
            words = "bukti terbatas" if unit in FEW else "bukti yang dapat dinilai"
            expect(auditor.get_by_text(words, exact=True)).to_be_visible()
    for unit in UNITS:
        page.goto(f"{live_server}/units/{unit}/reviews")
        expect(page.get_by_text(SUMMARY)).to_be_visible()
    print(f"sixty reviews signed and public after {time.monotonic() - started:.0f} s")
    _documents(app, recalculated, tmp_path)


def _documents(app: Flask, recalculated: Convert, folder: Path) -> None:
    """The review as PDF/UA, and a workbook that arrives at the published index when LibreOffice reckons it anew."""
    person = signed_in(app, "reviewer", name="-cetak")
    sheet = person.get("/workplace/unit-1/reports/2026-Q3/review.pdf")
    assert sheet.status_code == 200
    with pikepdf.open(io.BytesIO(sheet.data)) as pdf, pdf.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert pdf.Root.MarkInfo.Marked
    file = folder / "unit-1.xlsx"
    file.write_bytes(emptied(person.get("/workplace/unit-1/reports/2026-Q3/skm.xlsx").data))
    said = app.test_client().get("/api/v1/units/unit-1/scorecard?period=2026-Q3").get_json()
    place = 2 if said["headline"] == "verified" else 3
    rows = {row[0]: row for row in csv.reader(io.StringIO(recalculated(file, place))) if row}
    reckoned = float(rows["IKM, dibulatkan setengah ke atas"][1])
    print(f"LibreOffice: {reckoned}; published: {said['channels']['verified']['index']}")
    assert reckoned == said["channels"]["verified"]["index"]
