"""From histograms to the published score; the one place where an index, a grade or a withheld value is decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from portal.domain.histograms import Histogram, answered, mean_of, pooled, share_satisfied
from portal.domain.intervals import Interval, element_interval, index_interval, share_interval
from portal.domain.rounding import half_up
from portal.domain.rules import (
    MINIMUM_GRADED,
    MINIMUM_PUBLISHED,
    PERMENPANRB_14_2017,
    RULES,
    Grade,
    Rule,
    grade,
    grades_within,
)

__all__ = [
    "ElementScore",
    "Hidden",
    "Histogram",
    "Interval",
    "MeanSteps",
    "Score",
    "element_index",
    "empty_score",
    "index_from_histograms",
    "index_from_means",
    "mean_steps",
    "pooled",
    "possible_grades",
    "published_index",
    "score",
    "weakest_first",
]


class Hidden(StrEnum):
    """Why a value is withheld."""

    NO_RATINGS = "no_ratings"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class ElementScore:
    """One element: n answers, mean 1 to 4, index and interval 25 to 100, share 0 to 100; None where withheld."""

    n: int
    mean: Decimal | None
    index: Decimal | None
    grade: Grade | None
    interval: Interval | None
    histogram: Histogram | None
    share_satisfied: Decimal | None
    hidden: Hidden | None


@dataclass(frozen=True)
class Score:
    """n ratings (0 or at least ten), index and interval 25 to 100, shares 0 to 100; None where withheld."""

    n: int
    index: Decimal | None
    grade: Grade | None
    interval: Interval | None
    share_satisfied: Decimal | None
    share_interval: Interval | None
    hidden: Hidden | None
    elements: Mapping[str, ElementScore]


@dataclass(frozen=True)
class MeanSteps:
    """How an index comes about: the means of the elements (1 to 4), their sum, the weight, x 25, and one rounding."""

    means: tuple[Fraction, ...]
    total: Fraction
    weight: Fraction
    unrounded: Fraction
    index: Decimal


def score(
    *,
    n: int,
    histograms: Mapping[str, Histogram],
    received: bool,
    rule: Rule = PERMENPANRB_14_2017,
    weight: Decimal | None = None,
) -> Score:
    """Score of n ratings in whole blocks, given the histogram of each element asked (DESIGN.md 6, DOMAIN.md 1.2).

    `received`: whether any rating came at all, published or not. `weight`: a named cut weight of an old report; the
    interval of such an index is withheld, as the method holds for 1/k only. ValueError on counts that cannot be.
    """
    for code, histogram in histograms.items():
        if min(histogram) < 0 or answered(histogram) > n:
            raise ValueError(f"{code}: {histogram} cannot come from {n} ratings")
    if n < MINIMUM_PUBLISHED or not histograms:
        return empty_score(histograms, received)
    elements = {code: _element(histogram, rule.name) for code, histogram in histograms.items()}
    if any(element.hidden for element in elements.values()):
        return Score(n, None, None, None, None, None, Hidden.TOO_FEW, elements)
    columns = list(histograms.values())
    index = index_from_histograms(columns, weight)
    return Score(
        n=n,
        index=index,
        grade=grade(index, rule) if n >= MINIMUM_GRADED else None,
        interval=_index_interval(tuple(columns)) if weight is None else None,
        share_satisfied=half_up(100 * share_satisfied(columns)),
        share_interval=share_interval(columns, n),
        hidden=None,
        elements=elements,
    )


def empty_score(asked: Iterable[str], received: bool) -> Score:
    """The score of a cell with no block: every value withheld, n and each element's n 0."""
    hidden = Hidden.TOO_FEW if received else Hidden.NO_RATINGS
    return Score(0, None, None, None, None, None, hidden, {code: _withheld(0, hidden) for code in asked})


def published_index(histograms: Mapping[str, Histogram]) -> Decimal | None:
    """The index alone, as `score` would give it; None where an element has fewer than ten answers."""
    columns = list(histograms.values())
    if not columns or min(map(answered, columns)) < MINIMUM_PUBLISHED:
        return None
    return index_from_histograms(columns)


def index_from_histograms(histograms: Sequence[Histogram], weight: Decimal | None = None) -> Decimal:
    """Index (25 to 100, two decimals) over these elements; weight 1/k unless a cut one is named."""
    return index_from_means([mean_of(histogram) for histogram in histograms], weight)


def index_from_means(means: Sequence[Fraction | Decimal], weight: Decimal | None = None) -> Decimal:
    """IKM = sum(NRR x weight) x 25, two decimals, half up (PermenPAN-RB 14/2017); weight None is exactly 1/k."""
    return mean_steps(means, weight).index


def mean_steps(means: Sequence[Fraction | Decimal], weight: Decimal | None = None) -> MeanSteps:
    """The same with all that leads there."""
    exact = tuple(Fraction(mean) for mean in means)
    factor = Fraction(1, len(exact)) if weight is None else Fraction(weight)
    total = sum(exact, Fraction(0))
    unrounded = total * factor * 25
    return MeanSteps(exact, total, factor, unrounded, half_up(unrounded))


def element_index(histogram: Histogram) -> Decimal:
    """NRR x 25 of one element (25 to 100, two decimals); ValueError without answers."""
    return half_up(mean_of(histogram) * 25)


def possible_grades(of: Score | ElementScore, rule: Rule = PERMENPANRB_14_2017) -> tuple[Grade, ...]:
    """Grades that the interval touches, best first, the own one among them; none where there is no grade."""
    if of.grade is None or of.interval is None:
        return ()
    return grades_within(of.interval, rule)


def weakest_first(elements: Mapping[str, ElementScore]) -> tuple[tuple[str, ElementScore], ...]:
    """Elements by index, equals in the order asked, withheld ones at the end."""

    def place(pair: tuple[str, ElementScore]) -> tuple[bool, Decimal]:
        index = pair[1].index
        return index is None, index or Decimal(0)

    return tuple(sorted(elements.items(), key=place))


_index_interval = lru_cache(maxsize=4096)(index_interval)


# A page of a whole city scores thousands of histograms, most of them the same as at its last reading.
@lru_cache(maxsize=16384)
def _element(histogram: Histogram, rule_name: str) -> ElementScore:
    rule = RULES[rule_name]
    n = answered(histogram)
    if n < MINIMUM_PUBLISHED:
        return _withheld(n, Hidden.TOO_FEW)
    index = element_index(histogram)
    return ElementScore(
        n=n,
        mean=half_up(mean_of(histogram), 4),
        index=index,
        grade=grade(index, rule) if n >= MINIMUM_GRADED else None,
        interval=element_interval(histogram),
        histogram=histogram,
        share_satisfied=half_up(100 * share_satisfied([histogram])),
        hidden=None,
    )


def _withheld(n: int, hidden: Hidden) -> ElementScore:
    return ElementScore(n, None, None, None, None, None, None, hidden)
