"""Cumulative sums: each day adds how much likelier its figures are under an attack than under what is usual.

The attack that each sum looks for doubles the unit's ratings by one kind of answer. Sums never fall below nothing, so
the days since one left it are those that the alarm is about. Page, E. S. (1954), Continuous inspection schemes,
Biometrika 41, 100-115; the weights of evidence are log likelihood ratios.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from math import log

from portal.domain.monitors.counters import Counters
from portal.domain.monitors.usual import Usual

SPREAD = 6.0
"""Of counts: a day's level varies by about forty per cent round the usual (negative binomial, variance n + n²/6); this
alone keeps a pay day from being an attack, and a hundred ratings a day from being a hundredfold proof."""
ALIKE = 0.02
"""Correlation of the ratings of a day: people who come together, a good or bad day at the counter."""
ANSWERS_ALIKE = 0.5
"""How much less a rating's mean scatters than a single yes or no of the same mean would."""
ENDS_AT = 0.5
"""An alarm ends when its sum has fallen to this share of where it began, not at the first quiet day."""
KEPT = 1.25
"""Sums rise no further than this, so that an alarm ends soon after the attack."""

Evidence = Callable[[Counters, Usual], float]


@dataclass(frozen=True)
class Span:
    """Days on which a sum said alarm: `since` it left nothing, `raised` when it was high enough, `last` the last."""

    since: datetime.date
    raised: datetime.date
    last: datetime.date


def of_count(day: Counters, usual: Usual) -> float:
    """Twice as many as usual, or as usual."""
    return _negative_binomial(day.n, usual.n)


def _negative_binomial(n: float, expected: float) -> float:
    base = log((SPREAD + 2 * expected) / (SPREAD + expected))
    return n * (log(2) - base) - SPREAD * base


def of_straight_lines(day: Counters, usual: Usual) -> float:
    """As many straight lines again as there are ratings, or the usual share."""
    return _binomial(day.straight, day.measured, usual.straight, (1 + usual.straight) / 2)


def of_rise(day: Counters, usual: Usual) -> float:
    """As many ratings of the best answers again, or the usual mean."""
    return _of_mean(day, usual.high, (1 + usual.high) / 2)


def of_fall(day: Counters, usual: Usual) -> float:
    """As many ratings of the worst answers again, or the usual mean."""
    return _of_mean(day, usual.low, usual.low / 2)


def _of_mean(day: Counters, expected: float, attacked: float) -> float:
    if not day.answers:
        return 0.0
    return _binomial(day.mean * day.measured, day.measured, expected, attacked) / ANSWERS_ALIKE


def _binomial(hits: float, n: int, expected: float, attacked: float) -> float:
    for_hit, for_other = log(attacked / expected), log((1 - attacked) / (1 - expected))
    return (hits * for_hit + (n - hits) * for_other) / (1 + ALIKE * max(n - 1, 0))


def spans(days: Iterable[tuple[datetime.date, float]], threshold: float) -> Iterator[Span]:
    """The alarms of a sum over days in order, each with what the day adds."""
    total, since, span = 0.0, datetime.date.min, None
    for day, evidence in days:
        if total == 0:
            since = day
        total = min(max(total + evidence, 0.0), KEPT * threshold)
        if span is None and total >= threshold:
            span = Span(since, day, day)
        elif span is not None and total >= ENDS_AT * threshold:
            span = replace(span, last=day)
        elif span is not None:
            yield span
            total, span = 0.0, None
    if span is not None:
        yield span
