"""Plain builders of chart values, and what is read back from a drawn chart."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Literal
from xml.etree import ElementTree

from portal.charts.values import (
    BandPoint,
    ChartWords,
    ElementPoint,
    FigureWords,
    FunnelLimits,
    FunnelPoint,
    TrendPoint,
)

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


def a_funnel_point(
    label: str = "Kelurahan Rufei",
    n: int = 120,
    index: str = "84.20",
    side: Literal["higher", "lower", "equal"] = "equal",
) -> FunnelPoint:
    return FunnelPoint(label, n, Decimal(index), side, printed(Decimal(index)))


def funnel_limits(end: int = 400, mean: str = "84.20", steps: int = 20) -> list[FunnelLimits]:
    """The funnel around the mean for ratings that deviate by 15 points and units that differ by 2."""
    counts = sorted({round(30 * (end / 30) ** (step / (steps - 1))) for step in range(steps)})
    return [FunnelLimits(n, _around(mean, n, "1.96"), _around(mean, n, "3.09")) for n in counts]


def _around(mean: str, n: int, z: str) -> tuple[Decimal, Decimal]:
    half = Decimal(z) * (Decimal(225) / n + 4).sqrt()
    low, high = Decimal(mean) - half, min(Decimal(mean) + half, Decimal(100))
    return round(low, 2), round(high, 2)


def a_kind(count: int = 41, outside: int = 4, end: int = 400, seed: int = 0) -> list[FunnelPoint]:
    """Units around 84.20, the first ones outside the funnel; the same for the same seed."""
    chance = Random(seed)
    counts = [round(30 * (end / 30) ** chance.random()) for _ in range(count)]
    return [_a_unit(position, n, chance, is_outside=position < outside) for position, n in enumerate(counts)]


def _a_unit(position: int, n: int, chance: Random, *, is_outside: bool) -> FunnelPoint:
    low, high = _around("84.20", n, "3.09" if is_outside else "1.96")
    label = f"Kelurahan {_KELURAHAN[position % len(_KELURAHAN)]}"
    if not is_outside:
        return a_funnel_point(label, n, str(round(low + (high - low) * Decimal(str(chance.random())), 2)))
    if chance.random() < 0.5 and high < 99:
        return a_funnel_point(label, n, str(round(high + (100 - high) * Decimal(str(chance.random())), 2)), "higher")
    return a_funnel_point(label, n, str(round(low - 12 * Decimal(str(chance.random())), 2)), "lower")


_KELURAHAN: Sequence[str] = ("Rufei", "Malawei", "Klawuyuk", "Remu Selatan", "Klasabi", "Saoka", "Klabulu", "Giwu")


def chart_words(title="Nilai per unsur", description="Uraian", axis="Sumbu mulai dari {start}") -> ChartWords:
    return ChartWords("unsur", title, description, axis, THRESHOLDS)


def funnel_words(mean_label: str = "rata-rata jenisnya 84,2", count_axis: str = "penilaian →") -> ChartWords:
    words = chart_words("Unit mana yang sungguh berbeda?")
    return replace(words, mean_label=mean_label, count_axis=count_axis, format_number=counted)


def counted(value: Decimal) -> str:
    return f"{value:,.0f}".replace(",", ".")


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
