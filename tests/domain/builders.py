"""Plain builders of the domain tests: histograms of real respondents, and strategies that hypothesis draws from."""

from __future__ import annotations

import csv
from pathlib import Path

from hypothesis import strategies as st

from portal.domain.histograms import Histogram

CASES = Path(__file__).parent / "cases"
ELEMENTS = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana")

histograms = st.tuples(*[st.integers(0, 400)] * 4)
answered_histograms = histograms.filter(any)


def sekadau_rows() -> list[dict[str, int]]:
    with (CASES / "sekadau_2019.csv").open(encoding="utf-8") as file:
        return [{code: int(answer) for code, answer in row.items()} for row in csv.DictReader(file)]


def histograms_of(rows: list[dict[str, int]]) -> dict[str, Histogram]:
    return {code: histogram_of([row[code] for row in rows]) for code in ELEMENTS}


def histogram_of(answers: list[int]) -> Histogram:
    return (answers.count(1), answers.count(2), answers.count(3), answers.count(4))


def unanimous(answer: int, n: int) -> dict[str, Histogram]:
    return {code: histogram_of([answer] * n) for code in ELEMENTS}
