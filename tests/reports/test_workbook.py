"""The workbook: formulas from the counts to the published index, reckoned here once more, and texts that stay texts."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from portal.domain.skm import SKM
from tests.cast import signed_in
from tests.reports.conftest import Card
from tests.reports.reckoning import Reckoner, label_row

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
SHEETS = {"Hitung terverifikasi": "verified", "Hitung terbuka": "open"}


def book_of(app: Flask, unit: str, *, cached: bool = False, lang: str = "id", period: str = "2026-Q3") -> Workbook:
    name = f"{unit}{cached}{lang}{period}".lower()
    answer = signed_in(app, "reviewer", name=name).get(f"/workplace/{unit}/reports/{period}/skm.xlsx?lang={lang}")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.data), data_only=cached)


def test_the_formulas_give_the_index_of_the_api(app: Flask, scorecard: Callable[[str], Card]) -> None:
    channels = scorecard("dukcapil")["channels"]
    live, cached = book_of(app, "dukcapil"), book_of(app, "dukcapil", cached=True)
    for sheet, channel in SHEETS.items():
        reckoner, score = Reckoner(live[sheet]), channels[channel]
        index = label_row(live[sheet], "IKM, dibulatkan setengah ke atas")
        assert str(live[sheet].cell(index, 2).value).startswith("=INT(ROUND(")
        assert reckoner.value(f"B{index}") == cached[sheet].cell(index, 2).value == score["index"]
        assert reckoner.value(f"B{index + 1}") == cached[sheet].cell(index + 1, 2).value == score["grade"]
        for row, element in enumerate((score["elements"][code] for code in SKM.codes), start=5):
            assert [live[sheet].cell(row, column).value for column in range(2, 6)] == element["histogram"]
            assert reckoner.value(f"F{row}") == cached[sheet].cell(row, 6).value == element["n"]
            assert round(reckoner.value(f"H{row}"), 4) == element["mean"]
            assert reckoner.value(f"K{row}") == cached[sheet].cell(row, 11).value == element["index"]
            assert reckoner.value(f"L{row}") == cached[sheet].cell(row, 12).value == (element["grade"] or "-")


def test_every_step_is_a_live_formula(app: Flask, city: None) -> None:
    sheet = book_of(app, "dukcapil")["Hitung terbuka"]
    formulas = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    steps = {f"{column}{row}" for row in range(5, 14) for column in "FGHIJKL"}
    assert formulas == steps | {"B16", "B17", "B18"}


def test_texts_are_texts(app: Flask, city: None) -> None:
    book = book_of(app, "musuh")
    cover = [cell for row in book["Sampul"].iter_rows() for cell in row if cell.value]
    names = [cell for cell in cover if "=cmd" in str(cell.value)]
    assert names
    assert all(cell.data_type == "s" for cell in cover)
    assert all(str(cell.value).startswith("'=cmd") and cell.hyperlink is None for cell in names)


def test_a_withheld_result_has_no_formula_for_an_index(app: Flask, city: None) -> None:
    book = book_of(app, "sepi")
    for name in SHEETS:
        said = [str(cell.value) for row in book[name].iter_rows() for cell in row if cell.value is not None]
        assert not any(text.startswith("=") for text in said)
        assert any("Belum" in text for text in said)


def test_the_workbook_speaks_english_too(app: Flask, city: None) -> None:
    assert len(book_of(app, "dukcapil", lang="en").sheetnames) == 6
