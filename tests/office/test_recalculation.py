"""LibreOffice reckons our workbooks anew and arrives at the published index, for units of many kinds of answers."""

from __future__ import annotations

import csv
import io
import random
import re
import zipfile
from pathlib import Path

import pytest
from flask import Flask

from portal.domain.questionnaire import Channel
from tests.builders import a_service, close, ratings
from tests.cast import signed_in
from tests.office.conftest import Convert

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
UNITS = 6


@pytest.fixture
def city(app: Flask) -> None:
    """Units whose citizens answer by chance, each set of another size, with blanks; one is all content."""
    chance = random.Random(3)
    with app.app_context():
        for number in range(UNITS):
            a_service(f"layanan-{number}", unit=f"unit-{number}")
            for channel, n in ((Channel.OPEN, chance.randint(10, 90)), (Channel.VERIFIED, chance.randint(30, 60))):
                packed = ["".join(chance.choices("01234", (1, 2, 4, 9, 9), k=9)) for _one in range(n)]
                service = f"layanan-{number}"
                ratings(n, service=service, channel=channel, packed=["444444444"] * n if number == 0 else packed)
        close("2026-07")


def emptied(body: bytes) -> bytes:
    """The workbook without any value that we reckoned: what comes back, LibreOffice has reckoned."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v>0</v>", content)
            target.writestr(name, content)
    return written.getvalue()


def test_libreoffice_arrives_at_the_published_numbers(
    app: Flask, city: None, recalculated: Convert, tmp_path: Path
) -> None:
    reviewer, client, compared = signed_in(app, "reviewer"), app.test_client(), 0
    for number in range(UNITS):
        said = client.get(f"/api/v1/units/unit-{number}/scorecard?period=2026-Q3").get_json()
        body = reviewer.get(f"/workplace/unit-{number}/reports/2026-Q3/skm.xlsx").data
        file = tmp_path / f"unit-{number}.xlsx"
        file.write_bytes(emptied(body))
        for sheet, channel in enumerate(sorted(("verified", "open"), key=lambda one: one != said["headline"]), start=2):
            score = said["channels"][channel]
            rows = {row[0]: row for row in csv.reader(io.StringIO(recalculated(file, sheet))) if row}
            if score["index"] is None:
                assert "IKM, dibulatkan setengah ke atas" not in rows
                continue
            assert float(rows["IKM, dibulatkan setengah ke atas"][1]) == score["index"]
            assert rows["Mutu pelayanan (mulai 30 penilaian)"][1] == (score["grade"] or "-")
            element = rows["Waktu Penyelesaian"]
            assert float(element[10]) == score["elements"]["waktu"]["index"]
            assert element[11] == (score["elements"]["waktu"]["grade"] or "-")
            compared += 1
    print(f"LibreOffice reckoned {compared} indices anew; each is the published one")
    assert compared >= UNITS
