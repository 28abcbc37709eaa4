"""The block lists as an onlooker has them, gathered release by release, and what whole blocks of them sum to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from portal.core.extensions import db
from portal.domain.entries import BlockKind
from portal.domain.histograms import Histogram
from portal.domain.tallies import Tally, tally
from portal.publication.models import Block, BlockMember
from portal.responses.models import Response
from portal.surveys.queries import current_survey

RatingId = tuple[int, bytes]


@dataclass(frozen=True)
class Cell:
    """Where blocks add up: a key of blocks in one unit, and a kind."""

    unit_id: int
    service_id: int
    channel: str
    survey_id: int
    period: str
    kind: str


@dataclass(frozen=True)
class Listed:
    """A block, which publication made it, its members, and its answers question by question."""

    cell: Cell
    sign: int
    n: int
    publication: int
    members: frozenset[RatingId]
    tallies: dict[str, Tally]


@dataclass
class Sums:
    """What whole blocks of a cell add up to."""

    n: int = 0
    tallies: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 5))

    def add(self, sign: int, n: int, tallies: dict[str, Tally]) -> None:
        """Add a block or take one back."""
        self.n += sign * n
        for code, counts in tallies.items():
            total = self.tallies[code]
            for answer, count in enumerate(counts):
                total[answer] += sign * count


@dataclass
class BlockLists:
    """All blocks so far."""

    blocks: list[Listed] = field(default_factory=list)
    sums: dict[Cell, Sums] = field(default_factory=lambda: defaultdict(Sums))
    stands: dict[RatingId, int] = field(default_factory=lambda: defaultdict(int))
    """Per rating: how often it stands in counted blocks; 0 or 1."""
    stands_excluded: dict[RatingId, int] = field(default_factory=lambda: defaultdict(int))
    _last_entry: int = 0
    _of_unit: dict[int, set[Cell]] = field(default_factory=lambda: defaultdict(set))

    def read_on(self, publication: int) -> None:
        """Take in the blocks that this publication made."""
        codes = current_survey().questionnaire.codes
        made = db.session.scalars(select(Block).where(Block.entry_id > self._last_entry).order_by(Block.entry_id)).all()
        for block in made:
            self._last_entry = block.entry_id
            rows = db.session.execute(
                select(Response.id, Response.ratings)
                .join(BlockMember, (BlockMember.unit_id == Response.unit_id) & (BlockMember.response_id == Response.id))
                .where(BlockMember.unit_id == block.unit_id, BlockMember.block_id == block.id)
            ).all()
            cell = Cell(block.unit_id, block.service_id, block.channel, block.survey_id, block.period, block.kind)
            members = frozenset((block.unit_id, response_id) for response_id, _ratings in rows)
            tallies = tally((ratings for _id, ratings in rows), codes)
            self.add(Listed(cell, block.sign, block.n, publication, members, tallies))

    def add(self, block: Listed) -> None:
        """Add one block."""
        self.blocks.append(block)
        self._of_unit[block.cell.unit_id].add(block.cell)
        self.sums[block.cell].add(block.sign, block.n, block.tallies)
        stands = self.stands if block.cell.kind == BlockKind.COUNTED.value else self.stands_excluded
        for member in block.members:
            stands[member] += block.sign

    def total(
        self,
        *,
        channel: str,
        periods: Sequence[str],
        unit_id: int | None = None,
        service_id: int | None = None,
        kind: BlockKind = BlockKind.COUNTED,
    ) -> tuple[int, dict[str, Histogram]]:
        """n and each element's histogram over whole blocks of a kind and these block periods."""
        n = 0
        answers: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 5)
        for cell in self._cells(channel, periods, unit_id, service_id, kind):
            n += self.sums[cell].n
            for code, counts in self.sums[cell].tallies.items():
                answers[code] = [a + b for a, b in zip(answers[code], counts, strict=True)]
        return n, {code: (c[1], c[2], c[3], c[4]) for code, c in answers.items()}

    def _cells(
        self, channel: str, periods: Sequence[str], unit_id: int | None, service_id: int | None, kind: BlockKind
    ) -> Iterable[Cell]:
        cells = self.sums if unit_id is None else self._of_unit[unit_id]
        for cell in cells:
            if (
                cell.kind == kind.value
                and cell.channel == channel
                and cell.period in periods
                and service_id in {None, cell.service_id}
            ):
                yield cell
