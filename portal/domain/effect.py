"""Whether an element really rose after a promise about it was done: its change beside that of the kind's other units.

Method: DESIGN.md section 6, made stricter where services shift and where units move by themselves (ADR 12). What moves
the whole kind moves nothing here, and the period whose bad result led to the promise is left out: the weakest element
rises by itself. All is computed from published two-decimal figures. A promise is not proved to be the cause: the words
say "after", never "because".
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from portal.domain.change import Difference, Direction, Stratum, difference, fixed_mix
from portal.domain.intervals import PRECISION, Interval, Z
from portal.domain.periods import Period, holding, month_of, quarter_of
from portal.domain.rounding import half_up
from portal.domain.scoring import ElementScore

MINIMUM_OTHERS = 5
"""Other units of the kind with 30 answers to the element at both times; fewer say too little about the usual change."""

# Student's t at .975 for 4, 5, 6 … 30 degrees of freedom: few others tell little of how far units move by themselves.
STUDENT = tuple(
    Decimal(t) / 1000
    for t in (
        *(2776, 2571, 2447, 2365, 2306, 2262, 2228, 2201, 2179, 2160, 2145, 2131, 2120, 2110),
        *(2101, 2093, 2086, 2080, 2074, 2069, 2064, 2060, 2056, 2052, 2048, 2045, 2042),
    )
)


class Silence(StrEnum):
    """Why nothing can be said about the effect of a promise."""

    WITHDRAWN = "withdrawn"
    NOT_DONE = "not_done"
    NOT_OVER = "not_over"
    """The first whole period after the promise is not closed yet."""
    TOO_FEW_RATINGS = "too_few_ratings"
    """Fewer than 30 answers to the element before or after, or it was not asked."""
    TOO_FEW_UNITS = "too_few_units"


@dataclass(frozen=True)
class Span:
    """Three periods of one length: before what triggered a promise, what triggered it, and after it was done."""

    before: Period
    trigger: Period
    after: Period


@dataclass(frozen=True)
class Pair:
    """One element of one unit at both times, in one channel; `strata` count the answers to it in each service."""

    before: ElementScore
    after: ElementScore
    strata: Sequence[Stratum]


@dataclass(frozen=True)
class Effect:
    """Index points (two decimals): the unit's own change, the others' mean change, and the difference of the two.

    `spread`: standard deviation of the others' changes beyond chance. `at_fixed_mix`: the effect if every service had
    kept its share; None where too little compares.
    """

    before: Decimal
    after: Decimal
    change: Decimal
    usual: Decimal
    spread: Decimal
    others: int
    effect: Decimal
    interval: Interval
    at_fixed_mix: Decimal | None
    direction: Direction


def span(trigger: Period | None, *, made_on: datetime.date, done_on: datetime.date) -> Span:
    """The periods in which the effect of a promise shows; all have the length of the one that triggered it.

    Where none was noted, the last quarter that was over when the promise was made stands for it. The baseline is the
    one before; the later period is the first that begins after the promise was done, and after the trigger.
    """
    first = trigger or quarter_of(month_of(made_on)).previous
    running = max(holding(first.kind, month_of(done_on)), first, key=lambda period: period.first_month)
    return Span(first.previous, first, running.next)


def effect(own: Pair, others: Sequence[Pair]) -> Effect | Silence:
    """The unit's change less the mean change of the kind's other units, or why it cannot be said.

    Others with fewer than 30 answers at either time are passed over. Limits: the unit's side, the mean of the opposite
    sides of the others (MOVER; Zou and Donner, 2008), and how far units of the kind move beyond chance, in quadrature.
    """
    moved = difference(own.before, own.after)
    if moved is None or own.before.index is None or own.after.index is None:
        return Silence.TOO_FEW_RATINGS
    like = [(pair, found) for pair in others if (found := difference(pair.before, pair.after)) is not None]
    if len(like) < MINIMUM_OTHERS:
        return Silence.TOO_FEW_UNITS
    changes = [found for _pair, found in like]
    with localcontext(prec=PRECISION):
        usual = _mean([found.difference for found in changes])
        between = _between(changes, usual)
        beyond, (down, up) = moved.difference - usual, _sides(moved, changes, between)
        interval = (_rounded(beyond - down), _rounded(beyond + up))
        at_fixed_mix = _at_fixed_mix(own, [pair for pair, _found in like])
        return Effect(
            before=own.before.index,
            after=own.after.index,
            change=moved.difference,
            usual=_rounded(usual),
            spread=_rounded(between.sqrt()),
            others=len(like),
            effect=_rounded(beyond),
            interval=interval,
            at_fixed_mix=at_fixed_mix,
            direction=_direction(_rounded(beyond), interval, at_fixed_mix),
        )


def _between(changes: Sequence[Difference], usual: Decimal) -> Decimal:
    """Variance (squared points) of the others' changes that chance does not explain, by moments; 0 where it does."""
    squares = sum(((one.difference - usual) ** 2 for one in changes), Decimal(0)) / (len(changes) - 1)
    chance = _mean([((one.down + one.up) / (2 * Z)) ** 2 for one in changes])
    return max(Decimal(0), squares - chance)


def _sides(own: Difference, others: Sequence[Difference], between: Decimal) -> tuple[Decimal, Decimal]:
    """How far the limits lie below and above: where the others rose more, the unit's effect is lower."""
    count = len(others)
    student = STUDENT[min(count - MINIMUM_OTHERS, len(STUDENT) - 1)]
    own_ways = student**2 * between * (1 + Decimal(1) / count)
    down = own.down**2 + sum((one.up**2 for one in others), Decimal(0)) / count**2 + own_ways
    up = own.up**2 + sum((one.down**2 for one in others), Decimal(0)) / count**2 + own_ways
    return down.sqrt(), up.sqrt()


def _at_fixed_mix(own: Pair, others: Sequence[Pair]) -> Decimal | None:
    """The effect if every service had kept its share of the answers; of the others, those of which that is known."""
    moved, usual = _kept_mix(own), [found for pair in others if (found := _kept_mix(pair)) is not None]
    if moved is None or len(usual) < MINIMUM_OTHERS:
        return None
    return _rounded(moved - _mean(usual))


def _kept_mix(pair: Pair) -> Decimal | None:
    return fixed_mix(pair.before.n, pair.after.n, pair.strata).change


def _direction(beyond: Decimal, interval: Interval, at_fixed_mix: Decimal | None) -> Direction:
    """Up or down only where the interval excludes 0, as it is and moved to the effect at fixed mix (ADR 12)."""
    if at_fixed_mix is None:
        return Direction.UNCLEAR
    by = at_fixed_mix - beyond
    if min(interval[0], interval[0] + by) > 0:
        return Direction.UP
    if max(interval[1], interval[1] + by) < 0:
        return Direction.DOWN
    return Direction.UNCLEAR


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _rounded(value: Decimal) -> Decimal:
    """Two decimals, ties away from zero so that a fall mirrors a rise; adding 0 turns -0.00 into 0.00."""
    return half_up(value) + 0
