"""Putting names beside marks: greedily, one after the other, so that none covers a mark, a name or the edge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Self

_MARK = 6.0
_DISTANCES = (1.0, 10.0, 20.0, 32.0, 46.0, 62.0, 80.0)
_LEADER_START = 8.0
_LEADER_FROM = 9.0
_DOT_COST, _FAR_COST, _WRONG_SIDE_COST, _ASIDE_COST = 12.0, 1.0, 8.0, 3.0


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
    """A name that wants a place: the mark's centre, the name's size, and -1 to stand above the mark, 1 below it."""

    x: float
    y: float
    width: float
    height: float
    upright: int


@dataclass(frozen=True)
class Spot:
    """Where a name stands; `leader` joins it to its mark where it stands apart."""

    box: Box
    leader: tuple[tuple[float, float], tuple[float, float]] | None


def place(
    names: Sequence[Wanted], marks: Sequence[tuple[float, float]], dots: Sequence[tuple[float, float]], frame: Box
) -> list[Spot | None]:
    """A spot for each name in the order given, None where there is no room; dots may be covered, but at a price."""
    taken = [Box.around(x, y, 2 * _MARK, 2 * _MARK) for x, y in marks]
    small = [Box.around(x, y, _MARK, _MARK) for x, y in dots]
    spots: list[Spot | None] = []
    for name in names:
        spot = _best(name, taken, small, frame)
        spots.append(spot)
        if spot is not None:
            taken += [spot.box, *_along(spot)]
    return spots


def _best(name: Wanted, taken: Sequence[Box], dots: Sequence[Box], frame: Box) -> Spot | None:
    free = [
        (cost + _DOT_COST * sum(spot.box.overlaps(dot) for dot in dots), spot)
        for cost, spot in _candidates(name, frame)
        if spot.box.is_within(frame) and not any(part.overlaps(one) for part in _parts(spot) for one in taken)
    ]
    return min(free, key=lambda priced: priced[0])[1] if free else None


def _candidates(name: Wanted, frame: Box) -> Iterator[tuple[float, Spot]]:
    """Spots around the mark, drawn in from the sides of the frame, each with the price of standing there."""
    for distance in _DISTANCES:
        away = _MARK + distance
        for down in (name.upright, 0, -name.upright):
            for across in (0.0, -0.5, 0.5, -1.0, 1.0):
                if not down and abs(across) < 1:
                    continue
                x = name.x + across * (name.width / 2 + (away if abs(across) == 1 else 0))
                half = name.width / 2
                x = min(max(x, frame.left + half), frame.right - half)
                box = Box.around(x, name.y + down * (name.height / 2 + away), name.width, name.height)
                wrong = _WRONG_SIDE_COST * (down != name.upright)
                yield _FAR_COST * distance + wrong + _ASIDE_COST * abs(across), _spot(name, box)


def _spot(name: Wanted, box: Box) -> Spot:
    x, y = box.nearest(name.x, name.y)
    distance = hypot(x - name.x, y - name.y)
    if distance - _MARK < _LEADER_FROM:
        return Spot(box, None)
    share = _LEADER_START / distance
    start = name.x + share * (x - name.x), name.y + share * (y - name.y)
    return Spot(box, (start, (x, y)))


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
