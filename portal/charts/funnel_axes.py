"""The two axes of a funnel: counts on a logarithm from thirty up, indices fitted to all that is drawn."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from portal.charts.values import SCALE_END, SCALE_START, FunnelLimits, FunnelPoint

COUNT_START = 30
_LEAST_COUNT_END = 100
_NEAR = 1.4
_ROOM = 1
_NAME_SHARE = 6
_LEAST_SPAN = Decimal(10)
# The steps of the index, each with the widest span that it divides well.
_STEPS = ((Decimal(5), Decimal(40)), (Decimal(10), SCALE_END))


def count_end(points: Sequence[FunnelPoint], limits: Sequence[FunnelLimits]) -> int:
    """Where the axis of counts ends: the largest count, or the tick after it where that is near."""
    reach = max([_LEAST_COUNT_END, *(one.n for one in points), *(one.n for one in limits)])
    following = next(tick for tick in _ticks(reach * 10) if tick >= reach)
    return following if following <= reach * _NEAR else reach


def count_ticks(end: int) -> list[int]:
    """30, 100, 300, 1000 and so on, as far as the axis goes."""
    return [tick for tick in _ticks(end) if tick <= end]


def _ticks(end: int) -> list[int]:
    """Ticks up to the end and at least one beyond it."""
    return [first * 10**power for power in range(1, len(str(end)) + 1) for first in (3, 10)]


def index_axis(
    points: Sequence[FunnelPoint],
    limits: Sequence[FunnelLimits],
    mean: Decimal,
) -> tuple[Decimal, Decimal, Decimal]:
    """Start, end and step of the axis of indices: whole steps around all points and limits, and names below them."""
    values = [mean, *(point.index for point in points), *(edge for limit in limits for edge in limit.outer)]
    names = (max(values) - min(values)) / _NAME_SHARE if any(point.side == "lower" for point in points) else 0
    for step, widest in _STEPS:
        start = max(_whole(min(values) - _ROOM - names, step, ROUND_FLOOR), SCALE_START)
        end = min(max(_whole(max(values) + _ROOM, step, ROUND_CEILING), start + _LEAST_SPAN), SCALE_END)
        if end - start <= widest:
            break
    return min(start, end - _LEAST_SPAN), end, step


def index_ticks(start: Decimal, end: Decimal, step: Decimal) -> list[Decimal]:
    """The start, then every whole step that is not too close to it."""
    first = _whole(start + step / 2, step, ROUND_CEILING)
    return [start, *(first + step * position for position in range(int((end - first) // step) + 1))]


def _whole(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).to_integral_value(rounding=rounding) * step
