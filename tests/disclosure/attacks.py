"""What an onlooker who keeps everything can work out: sums and differences that leave one to nine ratings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import combinations, product
from random import Random
from typing import TypeVar

MINIMUM = 10
_Member = TypeVar("_Member", bound=Hashable)
_EXHAUSTIVE = 7
"""Up to so many blocks of one key every sum is tried, else many at random."""


def isolates(n: int) -> bool:
    """Whether so many ratings are too few to be told by themselves."""
    return 0 < abs(n) < MINIMUM


def smallest_sum(blocks: Sequence[Collection[_Member]], rng: Random | None = None) -> int:
    """The fewest ratings, but none, that a sum of blocks with factors -1, 0 or 1 holds; 0 if every sum is empty.

    A sum with other factors holds no fewer, as far as one with the signs of those factors can tell them apart.
    """
    memberships: defaultdict[_Member, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        for member in block:
            memberships[member].append(number)
    classes = Counter(tuple(numbers) for numbers in memberships.values())
    return min((n for n in (_held(classes, f) for f in _factors(len(blocks), rng or Random(1))) if n), default=0)


def _held(classes: Mapping[tuple[int, ...], int], factors: Sequence[int]) -> int:
    return sum(size for numbers, size in classes.items() if sum(factors[number] for number in numbers))


def _factors(blocks: int, rng: Random) -> Iterable[Sequence[int]]:
    if blocks <= _EXHAUSTIVE:
        return product((-1, 0, 1), repeat=blocks)
    return [rng.choices((-1, 0, 0, 1), k=blocks) for _ in range(3000)]


def parts_left(whole: int, parts: Sequence[int]) -> set[int]:
    """What is left of a published n when any of its published parts are taken away."""
    return {whole - sum(chosen) for size in range(len(parts) + 1) for chosen in combinations(parts, size)}
