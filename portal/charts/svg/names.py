"""Putting names beside marks: greedily, one after the other, so that none covers a mark, a name or the edge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import hypot
from typing import Self

_MARK = 6.0
_DISTANCES = (0.0, 6.0, 14.0, 24.0, 36.0)
_SIDES = (
    *product((0.0, -0.5, 0.5, -1.0, 1.0), (-1, 1)),
    (-1.0, 0),
    (1.0, 0),
)
_LEADER_START, _LEADER_FROM = 8.0, 9.0
# Prices in units of distance: a dot that is covered, the wrong side of the mark, beside it, in more lines.
_DOT_COST, _WRONG_COST, _ASIDE_COST, _BROKEN_COST = 12.0, 30.0, 3.0, 4.0


@dataclass(frozen=True)
class Box:
    """An upright rectangle of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> Self:
        """The box of that size with its centre at x, y."""
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def overlaps(self, other: "Box") -> bool:
        """Whether they share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def is_within(self, other: "Box") -> bool:
        """Whether no part lies outside the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Its point that is closest to x, y."""
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)


@dataclass(frozen=True)
class Wanted:
    """A name that wants a place: its mark's centre, its width and height in each way it can be broken into lines, the
    best first, and whether it belongs above the mark.
    """

    x: float
    y: float
    sizes: Sequence[tuple[float, float]]
    is_above: bool


@dataclass(frozen=True)
class Spot:
    """Where a name stands, and in which of its sizes; `leader` joins it to its mark where it stands apart."""

    box: Box
    size: int
    leader: tuple[tuple[float, float], tuple[float, float]] | None


def place(
    names: Sequence[Wanted],
    marks: Sequence[tuple[float, float]],
    dots: Sequence[tuple[float, float]],
    frame: Box,
) -> list[Spot | None]:
    """A spot for each name in the order given, None where there is no room; dots may be covered, but at a price."""
    taken = [Box.around(x, y, 2 * _MARK, 2 * _MARK) for x, y in marks]
    small = [Box.around(x, y, _MARK, _MARK) for x, y in dots]
    spots: list[Spot | None] = []
    for name in names:
        spot = _best(name, taken, small, frame)
        spots.append(spot)
        if spot is not None:
            taken += _parts(spot)
    return spots


def _best(name: Wanted, taken: Sequence[Box], dots: Sequence[Box], frame: Box) -> Spot | None:
    free = [
        (cost + _DOT_COST * sum(spot.box.overlaps(dot) for dot in dots), spot)
        for cost, spot in _candidates(name, frame)
        if spot.box.is_within(frame) and not any(part.overlaps(one) for part in _parts(spot) for one in taken)
    ]
    return min(free, key=lambda priced: priced[0])[1] if free else None


def _candidates(name: Wanted, frame: Box) -> Iterator[tuple[float, Spot]]:
    """Spots around the mark, each with the price of standing there."""
    for (size, (width, height)), distance in product(enumerate(name.sizes), _DISTANCES):
        for across, down in _SIDES:
            x = name.x + across * (width / 2 + (_MARK + distance) * (abs(across) == 1))
            y = name.y + down * (height / 2 + _MARK + distance)
            box = Box.around(_drawn_in(x, width, frame), y, width, height)
            wrong = _WRONG_COST * (down != (-1 if name.is_above else 1))
            yield distance + wrong + _ASIDE_COST * abs(across) + _BROKEN_COST * size, _spot(name, box, size)


def _drawn_in(x: float, width: float, frame: Box) -> float:
    """The centre moved so far that nothing stands out of the frame's sides."""
    return min(max(x, frame.left + width / 2), frame.right - width / 2)


def _spot(name: Wanted, box: Box, size: int) -> Spot:
    x, y = box.nearest(name.x, name.y)
    distance = hypot(x - name.x, y - name.y)
    if distance - _MARK < _LEADER_FROM:
        return Spot(box, size, None)
    share = _LEADER_START / distance
    start = name.x + share * (x - name.x), name.y + share * (y - name.y)
    return Spot(box, size, (start, (x, y)))


def _parts(spot: Spot) -> list[Box]:
    return [spot.box, *_along(spot)]


def _along(spot: Spot) -> list[Box]:
    """The leader as a row of small boxes, without its ends, which touch mark and name."""
    if spot.leader is None:
        return []
    (x, y), (end_x, end_y) = spot.leader
    count = max(int(hypot(end_x - x, end_y - y) / 3), 2)
    shares = [step / count for step in range(1, count)]
    return [Box.around(x + share * (end_x - x), y + share * (end_y - y), 2, 2) for share in shares]
