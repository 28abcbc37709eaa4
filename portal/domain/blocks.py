"""Which waiting ratings become which blocks: the atom of publication is never smaller than ten (DESIGN.md section 4).

Whoever is drawn, and in which order, must say nothing about when a rating came: draws are random and members are
sorted by their random id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from portal.domain.entries import BlockKind
from portal.domain.periods import Period, quarter_of, year_of
from portal.domain.rules import MINIMUM_PUBLISHED

MINIMUM_BLOCK = MINIMUM_PUBLISHED
DRAW_THRESHOLD = 2 * MINIMUM_BLOCK
OTHER_SERVICE = 0


@dataclass(frozen=True)
class Waiting:
    """A rating of the unit that no block holds yet; month is that of its arrival, `2026-09`."""

    response_id: bytes
    service_id: int
    channel: str
    survey_id: int
    month: str


@dataclass(frozen=True, order=True)
class BlockKey:
    """Where a block counts; service_id is OTHER_SERVICE for "layanan lain", period a month, quarter or year."""

    service_id: int
    channel: str
    survey_id: int
    period: str


@dataclass(frozen=True)
class PlannedBlock:
    """At least ten members, sorted by id; a sign of -1 takes them back from the kind (`domain.corrections`)."""

    key: BlockKey
    members: tuple[bytes, ...]
    kind: BlockKind = BlockKind.COUNTED
    sign: int = 1


def plan_draw(
    waiting: Iterable[Waiting],
    running_months: Container[str],
    shuffle: Callable[[list[bytes]], None],
) -> list[PlannedBlock]:
    """Blocks to draw while a month runs: all but ten at random, where at least twenty wait in a cell.

    `shuffle` puts a list into random order in place; it is given each cell sorted by id, cells in order of their key.
    """
    cells = _cells((w for w in waiting if w.month in running_months), _month_key)
    planned = []
    for key, cell in sorted(cells.items()):
        if len(cell) < DRAW_THRESHOLD:
            continue
        ids = sorted(w.response_id for w in cell)
        shuffle(ids)
        planned.append(PlannedBlock(key, tuple(sorted(ids[MINIMUM_BLOCK:]))))
    return planned


def plan_close(waiting: Iterable[Waiting], through: str) -> list[PlannedBlock]:
    """Blocks to make of everything that waits in months up to `through`, with the quarters and years ended by then.

    A cell of ten or more is a block of its month; smaller remainders pool in their quarter, then as "layanan lain" of
    the quarter, then of the year. What still falls short stays waiting, and is in no block.
    """
    rest = [w for w in waiting if w.month <= through]
    planned: list[PlannedBlock] = []
    levels: tuple[Callable[[Waiting], BlockKey | None], ...] = (
        _month_key,
        lambda w: _pooled_key(w, w.service_id, quarter_of(w.month), through),
        lambda w: _pooled_key(w, OTHER_SERVICE, quarter_of(w.month), through),
        lambda w: _pooled_key(w, OTHER_SERVICE, year_of(w.month), through),
    )
    for key_of in levels:
        blocks, rest = _take_full(rest, key_of)
        planned.extend(blocks)
    return planned


def _take_full(
    waiting: list[Waiting], key_of: Callable[[Waiting], BlockKey | None]
) -> tuple[list[PlannedBlock], list[Waiting]]:
    """The cells of ten or more as blocks, and all others; a key of None means not at this level."""
    blocks: list[PlannedBlock] = []
    rest: list[Waiting] = []
    for key, cell in _cells(waiting, key_of).items():
        if key is None or len(cell) < MINIMUM_BLOCK:
            rest.extend(cell)
        else:
            blocks.append(PlannedBlock(key, tuple(sorted(w.response_id for w in cell))))
    return sorted(blocks, key=lambda block: block.key), rest


def _month_key(w: Waiting) -> BlockKey:
    return BlockKey(w.service_id, w.channel, w.survey_id, w.month)


def _pooled_key(w: Waiting, service_id: int, period: Period, through: str) -> BlockKey | None:
    if period.last_month > through:
        return None
    return BlockKey(service_id, w.channel, w.survey_id, period.text)


_Key = TypeVar("_Key", bound=Hashable)


def _cells(waiting: Iterable[Waiting], key_of: Callable[[Waiting], _Key]) -> dict[_Key, list[Waiting]]:
    cells: defaultdict[_Key, list[Waiting]] = defaultdict(list)
    for w in waiting:
        cells[key_of(w)].append(w)
    return cells
