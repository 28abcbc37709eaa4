"""What the charts take: values with their printed form and their words, already in the reader's language."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

GradeBands = Sequence[tuple[str, Decimal]]
"""Each grade's letter with its lower bound, in any order."""

SCALE_START = Decimal(25)
SCALE_END = Decimal(100)


@dataclass(frozen=True)
class BandPoint:
    """One index with its interval; where `index` is None, `value_text` gives the reason instead of the number."""

    index: Decimal | None
    low: Decimal | None
    high: Decimal | None
    grade: str | None
    value_text: str


@dataclass(frozen=True)
class ElementPoint:
    """One element; where `index` is None only `hidden_text`, the reason, is shown."""

    code: str
    label: str
    index: Decimal | None
    low: Decimal | None
    high: Decimal | None
    grade: str | None
    hidden_text: str | None
    value_text: str


@dataclass(frozen=True)
class TrendPoint:
    """One period; where `index` is None, `value_text` gives the reason. `count_text` ("n 412") is for the axis."""

    label: str
    index: Decimal | None
    low: Decimal | None
    high: Decimal | None
    n: int
    value_text: str
    count_text: str = ""


@dataclass(frozen=True)
class FunnelPoint:
    """One unit among its like; `side` says whether it lies outside the outer limits, and where."""

    label: str
    n: int
    index: Decimal
    side: Literal["higher", "lower", "equal"]
    value_text: str


@dataclass(frozen=True)
class FunnelLimits:
    """What chance and the usual differences allow at n ratings: lower and upper limit, 95 % and 99.8 %, in points."""

    n: int
    inner: tuple[Decimal, Decimal]
    outer: tuple[Decimal, Decimal]


@dataclass(frozen=True)
class DayPoint:
    """One day: how many came, how many are usual, and whether an alarm is about it."""

    label: str
    n: int
    usual: float
    is_alarm: bool
    value_text: str


@dataclass(frozen=True)
class ChartWords:
    """The words of one SVG: `id` is unique in the page and free of spaces; `axis` may hold `{start}`.

    `thresholds` names the lower bound of a grade by its letter ("batas A 88,31"); grades without a name get no line.
    A funnel names its mean ("rata-rata jenisnya 84,2") and its axis of counts, whose numbers `format_number` prints.
    """

    id: str
    title: str
    description: str
    axis: str = ""
    thresholds: Mapping[str, str] = field(default_factory=dict)
    mean_label: str = ""
    count_axis: str = ""
    format_number: Callable[[Decimal], str] = str


@dataclass(frozen=True)
class FigureWords:
    """The words of one figure; `axis` may hold `{start}`, `separators` are Plotly's decimal and thousands marks."""

    value: str
    interval: str
    count: str
    format_number: Callable[[Decimal], str]
    axis: str = ""
    separators: str = ",."
    thresholds: Mapping[str, str] = field(default_factory=dict)
    mean_label: str = ""
    count_axis: str = ""


def interval(point: BandPoint | ElementPoint | TrendPoint) -> tuple[Decimal, Decimal, Decimal] | None:
    """Low, index and high, a missing limit being the index itself; None where the value is hidden."""
    if point.index is None:
        return None
    low = point.index if point.low is None else point.low
    high = point.index if point.high is None else point.high
    return low, point.index, high


def grade_spans(grade_bands: GradeBands) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Letter, lower and upper bound of each grade from the lowest, without the gaps of the printed table."""
    ordered = sorted(grade_bands, key=lambda grade_band: grade_band[1])
    uppers = [lower for _, lower in ordered[1:]] + [SCALE_END]
    for (letter, lower), upper in zip(ordered, uppers, strict=False):
        yield letter, lower, upper
