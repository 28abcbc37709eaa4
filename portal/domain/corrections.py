"""Which published ratings move between counted and excluded: by whole blocks, and so that nobody is left over.

Whoever kept every publication can add and subtract all blocks of a key. A block of twelve, less eleven of them taken
back, would leave one person's answers bare, however many others stand in the key. So ratings that share a history (they
stand and stood in the same blocks) are looked at together: what moves and what stays must be told apart nowhere, or in
ten ratings at least. Any sum of blocks, with any factors, that contains the new block has at least
sum(min(moves, stays)) ratings in it; see docs/adr/0009.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from portal.domain.blocks import MINIMUM_BLOCK, BlockKey, PlannedBlock
from portal.domain.entries import BlockKind

_Shuffle = Callable[[list[bytes]], None]
_Ids = AbstractSet[bytes]
_History = frozenset[bytes]


@dataclass(frozen=True)
class MadeBlock:
    """A block as it was published."""

    id: bytes
    key: BlockKey
    kind: BlockKind
    sign: int
    members: frozenset[bytes]


def plan_corrections(made: Iterable[MadeBlock], misplaced: _Ids, shuffle: _Shuffle) -> list[PlannedBlock]:
    """Blocks that move `misplaced` ratings out of the kind in which they stand, as far as that may be done now.

    `made`: all blocks of each key that holds one. The blocks come in pairs of equal members: one that takes them back,
    and one that adds them to the other kind under the same key. A pair tells no more than one block; if the members
    joined others on their way, those others could be told. What cannot be moved yet stays as it is. `shuffle` as in
    `plan_draw`.
    """
    by_key: defaultdict[BlockKey, list[MadeBlock]] = defaultdict(list)
    for block in made:
        by_key[block.key].append(block)
    planned: list[PlannedBlock] = []
    for key, blocks in sorted(by_key.items()):
        for kind, other in ((BlockKind.COUNTED, BlockKind.EXCLUDED), (BlockKind.EXCLUDED, BlockKind.COUNTED)):
            moved = tuple(sorted(_movable(blocks, kind, misplaced, shuffle)))
            if moved:
                planned += [PlannedBlock(key, moved, kind, -1), PlannedBlock(key, moved, other, 1)]
    return planned


def standing(blocks: Iterable[MadeBlock], kind: BlockKind) -> set[bytes]:
    """The ratings that stand in a kind, over these blocks."""
    sums: Counter[bytes] = Counter()
    for block in blocks:
        if block.kind is kind:
            for member in block.members:
                sums[member] += block.sign
    return {member for member, total in sums.items() if total}


def _movable(blocks: Sequence[MadeBlock], kind: BlockKind, misplaced: _Ids, shuffle: _Shuffle) -> set[bytes]:
    """The ratings of one key that may leave a kind together: none, or at least ten."""
    stand = standing(blocks, kind)
    wanted = stand & misplaced
    if len(wanted) < MINIMUM_BLOCK:
        return set()
    if wanted == stand:
        return wanted
    whole = _whole_blocks((b for b in blocks if b.kind is kind and b.sign > 0), wanted)
    return whole | _balanced(_classes(blocks, stand - whole), wanted - whole, shuffle)


def _whole_blocks(blocks: Iterable[MadeBlock], wanted: _Ids) -> set[bytes]:
    """The members of blocks that are wanted to the last rating: to take a block back as it is tells nothing new."""
    whole: set[bytes] = set()
    for block in sorted(blocks, key=lambda b: b.id):
        if block.members <= wanted - whole:
            whole |= block.members
    return whole


def _classes(blocks: Iterable[MadeBlock], ratings: _Ids) -> list[list[bytes]]:
    """The ratings by their history, each class sorted by id."""
    histories: defaultdict[bytes, set[bytes]] = defaultdict(set)
    for block in blocks:
        for member in block.members & ratings:
            histories[member].add(block.id)
    classes: defaultdict[_History, list[bytes]] = defaultdict(list)
    for rating in sorted(histories):
        classes[frozenset(histories[rating])].append(rating)
    return sorted(classes.values())


def _balanced(classes: Sequence[Sequence[bytes]], wanted: _Ids, shuffle: _Shuffle) -> set[bytes]:
    """As many wanted ratings as leave sum(min(moves, stays)) >= 10 over the classes; none where that cannot be.

    Where nearly a whole class is wanted, some of it, chosen at random, stays behind for the sake of the few others.
    """
    moves = [[rating for rating in one if rating in wanted] for one in classes]
    stays = [len(one) - len(moving) for one, moving in zip(classes, moves, strict=True)]
    lacking = MINIMUM_BLOCK - sum(min(len(moving), n) for moving, n in zip(moves, stays, strict=True))
    for moving, n in zip(moves, stays, strict=True):
        behind = min(max(lacking, 0), max(len(moving) - n, 0) // 2)
        shuffle(moving)
        del moving[:behind]
        lacking -= behind
    return {rating for moving in moves for rating in moving} if lacking <= 0 else set()
