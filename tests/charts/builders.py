"""Plain builders of chart values, and what is read back from a drawn chart."""

import re
from decimal import Decimal
from xml.etree import ElementTree

from portal.charts.values import BandPoint, ChartWords, ElementPoint, FigureWords, TrendPoint

GRADE_BANDS = (("A", Decimal("88.31")), ("B", Decimal("76.61")), ("C", Decimal("65.00")), ("D", Decimal("25.00")))
THRESHOLDS = {"A": "batas A 88,31", "B": "batas B 76,61"}
HOSTILE = "\"><script>alert('x')</script>&"
REASON = "kurang dari 10 jawaban"
SVG = "{http://www.w3.org/2000/svg}"


def printed(value: Decimal) -> str:
    return f"{value:.2f}".replace(".", ",")


def a_band_point(index="85.50", low="82.60", high="88.50", grade="B") -> BandPoint:
    return BandPoint(Decimal(index), Decimal(low), Decimal(high), grade, printed(Decimal(index)))


def an_element(code="waktu", index="78.00", low="75.00", high="80.50", grade="B", label="Waktu") -> ElementPoint:
    value = Decimal(index)
    return ElementPoint(code, label, value, Decimal(low), Decimal(high), grade, None, printed(value))


def a_hidden_element(label="Penanganan pengaduan", reason=REASON) -> ElementPoint:
    return ElementPoint("pengaduan", label, None, None, None, None, reason, "99,99")


def a_trend_point(label="TW3 26", index="84.20", low="82.10", high="86.00", n=412) -> TrendPoint:
    value = Decimal(index)
    return TrendPoint(label, value, Decimal(low), Decimal(high), n, printed(value), f"n {n}")


def a_hidden_period(label="TW2 26", reason=REASON) -> TrendPoint:
    return TrendPoint(label, None, None, None, 0, reason)


def chart_words(title="Nilai per unsur", description="Uraian", axis="Sumbu mulai dari {start}") -> ChartWords:
    return ChartWords("unsur", title, description, axis, THRESHOLDS)


def figure_words() -> FigureWords:
    return FigureWords("Nilai", "Selang 95 %", "penilaian", printed, "Sumbu mulai dari {start}", ",.", THRESHOLDS)


def parse(chart: str) -> ElementTree.Element:
    return ElementTree.fromstring(chart)


def marked(chart: str, css: str) -> list[ElementTree.Element]:
    """The elements that carry a class, in the order drawn."""
    return [element for element in parse(chart).iter() if css in element.get("class", "").split()]


def shown_text(chart: str) -> str:
    """All printed text and tooltips, lines joined by spaces."""
    return re.sub(r"\s+", " ", " ".join(parse(chart).itertext()))


def coordinate(element: ElementTree.Element, name: str) -> float:
    return float(element.attrib[name])
