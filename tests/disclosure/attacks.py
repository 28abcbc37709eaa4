"""What an onlooker who keeps everything can work out: sums and differences that leave one to nine ratings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations, product
from random import Random
from typing import TypeVar

from portal.domain.periods import Period, PeriodKind
from portal.domain.questionnaire import Channel
from tests.disclosure.block_lists import BlockLists, Cell, Listed

MINIMUM = 10
_Member = TypeVar("_Member", bound=Hashable)
_EXHAUSTIVE = 6
"""Up to so many blocks of one key every sum is tried, else many at random."""
_AT_RANDOM = 400
PublishedN = Mapping[tuple[str, str, str], int]
"""By unit, channel and period."""


def isolates(n: int) -> bool:
    """Whether so many ratings are too few to be told by themselves."""
    return 0 < abs(n) < MINIMUM


def few_in_blocks(lists: BlockLists) -> Iterator[str]:
    """Blocks below ten, and cells that sum to one to nine."""
    for block in lists.blocks:
        if block.n < MINIMUM or len(block.members) != block.n:
            yield f"a block of {block.n} in {block.cell}"
    for cell, sums in lists.sums.items():
        if sums.n < 0 or isolates(sums.n):
            yield f"{sums.n} in {cell}"


def few_between_publications(lists: BlockLists) -> Iterator[str]:
    """Cells in which a publication differs from the one before in one to nine ratings.

    Cells share no rating, so a figure over many cells differs in none at all or in ten at least as well.
    """
    changes: defaultdict[tuple[Cell, int], list[Listed]] = defaultdict(list)
    for block in lists.blocks:
        changes[block.cell, block.publication].append(block)
    for (cell, publication), blocks in changes.items():
        change: Counter[Hashable] = Counter()
        for block in blocks:
            for member in block.members:
                change[member] += block.sign
        if isolates(sum(1 for total in change.values() if total)):
            yield f"publication {publication} in {cell}"


def few_in_sums(lists: BlockLists) -> Iterator[str]:
    """Keys of which some sum of blocks, of any publications and kinds and with any signs, holds one to nine ratings."""
    by_key: defaultdict[tuple[object, ...], list[Listed]] = defaultdict(list)
    for block in lists.blocks:
        cell = block.cell
        by_key[cell.unit_id, cell.service_id, cell.channel, cell.survey_id, cell.period].append(block)
    for key, blocks in by_key.items():
        if len({member for block in blocks for member in block.members}) == sum(block.n for block in blocks):
            continue  # no two blocks share a rating, so that a sum holds whole blocks
        if isolates(smallest_sum(list({block.members for block in blocks}))):
            yield f"blocks of {key}"


def few_between_periods(n_of: PublishedN, periods: Iterable[Period]) -> Iterator[str]:
    """Published n of a period less those of periods inside it, any of them, where one to nine are left."""
    scopes = {(unit, channel) for unit, channel, _period in n_of}
    for whole, kind in product(periods, PeriodKind):
        if kind.value >= whole.kind.value:
            continue
        parts = [Period(kind, whole.year, number) for number in range(1, 12 // kind.value + 1)]
        inside = [part for part in parts if whole.first_month <= part.first_month <= whole.last_month]
        for unit, channel in scopes:
            published = [n_of[unit, channel, part.text] for part in inside]
            if any(isolates(left) for left in parts_left(n_of[unit, channel, whole.text], published)):
                yield f"{unit} {channel} {whole} less {kind.name}"


def few_between_levels(lists: BlockLists, periods: Iterable[Period]) -> Iterator[str]:
    """The city less some unit, and a unit less some of its services, where one to nine are left."""
    services: defaultdict[int, set[int]] = defaultdict(set)
    for cell in lists.sums:
        services[cell.unit_id].add(cell.service_id)
    for period, channel in product(periods, Channel):
        within = partial(lists.total, channel=channel.value, periods=period.block_periods)
        city = within()[0]
        for unit_id, of_unit in services.items():
            unit = within(unit_id=unit_id)[0]
            parts = [within(unit_id=unit_id, service_id=service)[0] for service in of_unit]
            if isolates(city - unit) or any(isolates(left) for left in parts_left(unit, parts)):
                yield f"unit {unit_id} {channel} {period}"


def parts_left(whole: int, parts: Sequence[int]) -> set[int]:
    """What is left of a published n when any of its published parts are taken away."""
    told = [part for part in parts if part]
    return {whole - sum(chosen) for size in range(len(told) + 1) for chosen in combinations(told, size)}


def smallest_sum(blocks: Sequence[Collection[_Member]], rng: Random | None = None) -> int:
    """The fewest ratings, but none, that a sum of blocks with factors -1, 0 or 1 holds; 0 if every sum is empty."""
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
    pairs = ([int(n == i) - int(n == j) for n in range(blocks)] for i, j in combinations(range(blocks), 2))
    return [*pairs, *(rng.choices((-1, 0, 0, 1), k=blocks) for _ in range(_AT_RANDOM))]
