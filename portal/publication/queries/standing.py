"""Where ratings stand: in a block of counted or of excluded ones, rightly or no longer; what a release must visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Select, func, select, tuple_

from portal.core.extensions import db
from portal.domain.blocks import DRAW_THRESHOLD, MINIMUM_BLOCK, BlockKey
from portal.domain.corrections import MadeBlock
from portal.domain.entries import BlockKind
from portal.domain.integrity import State
from portal.integrity.models import Decision
from portal.integrity.queries import IS_LAST
from portal.publication.models import Block, BlockMember, ClosedMonth
from portal.responses.models import Mark, Response

_KEY = (Block.service_id, Block.channel, Block.survey_id, Block.period)
_OF_BLOCK = (BlockMember.unit_id == Block.unit_id) & (BlockMember.block_id == Block.id)


def is_counted(unit_id: int, response_id: bytes) -> bool:
    """Whether a rating stands in a block of counted ones: put into one, and not taken back since."""
    total = db.session.scalar(
        select(func.sum(Block.sign))
        .join(BlockMember, _OF_BLOCK)
        .where(BlockMember.unit_id == unit_id, BlockMember.response_id == response_id)
        .where(Block.kind == BlockKind.COUNTED.value)
    )
    return bool(total)


def units_due(*, month: str, close: str | None) -> list[int]:
    """Units in which a release may have something to do; in all others nothing can be drawn, closed or corrected.

    `month` is the running one, `close` the month to close with all before it.
    """
    return sorted({*_units_to_draw(month), *(_units_to_close(close) if close else ()), *_units_to_correct()})


def misplaced_of_unit(unit_id: int) -> dict[BlockKey, set[bytes]]:
    """Ratings that stand in one kind and were decided to be of the other, where ten of a key wait to be moved."""
    found: defaultdict[BlockKey, set[bytes]] = defaultdict(set)
    for response_id, service_id, channel, survey_id, period in db.session.execute(
        _misplaced(BlockMember.response_id, *_KEY).where(Block.unit_id == unit_id)
    ):
        found[BlockKey(service_id, channel, survey_id, period)].add(response_id)
    return {key: ratings for key, ratings in found.items() if len(ratings) >= MINIMUM_BLOCK}


def set_aside_reasons(units: Collection[int]) -> dict[tuple[int, str], dict[str, int]]:
    """Ratings of these units that stand in blocks of excluded ones, by unit and month: how many for each reason.

    The reason is that of the last decision to exclude, also where the rating counts again and waits to be moved.
    """
    stands = (
        select(BlockMember.unit_id, BlockMember.response_id)
        .join(Block, _OF_BLOCK)
        .where(Block.unit_id.in_(units), Block.kind == BlockKind.EXCLUDED.value)
        .group_by(BlockMember.unit_id, BlockMember.response_id)
        .having(func.sum(Block.sign) > 0)
        .subquery()
    )
    excluding = (
        select(Decision.unit_id, Decision.response_id, func.max(Decision.number).label("number"))
        .where(Decision.unit_id.in_(units), Decision.state == State.EXCLUDED.value)
        .group_by(Decision.unit_id, Decision.response_id)
        .subquery()
    )
    of_rating = (Decision.unit_id == stands.c.unit_id) & (Decision.response_id == stands.c.response_id)
    rows = db.session.execute(
        select(Response.unit_id, Response.month, Decision.reason, func.count())
        .join(stands, (stands.c.unit_id == Response.unit_id) & (stands.c.response_id == Response.id))
        .join(Decision, of_rating)
        .join(
            excluding,
            (excluding.c.unit_id == Decision.unit_id)
            & (excluding.c.response_id == Decision.response_id)
            & (excluding.c.number == Decision.number),
        )
        .group_by(Response.unit_id, Response.month, Decision.reason)
    )
    found: dict[tuple[int, str], dict[str, int]] = {}
    for unit_id, month, reason, n in rows:
        found.setdefault((unit_id, month), {})[reason] = n
    return found


def blocks_of_keys(unit_id: int, keys: Iterable[BlockKey]) -> list[MadeBlock]:
    """All blocks of these keys in a unit, of both kinds and signs, with their members."""
    wanted = [(key.service_id, key.channel, key.survey_id, key.period) for key in keys]
    blocks = db.session.scalars(select(Block).where(Block.unit_id == unit_id, tuple_(*_KEY).in_(wanted))).all()
    members: defaultdict[bytes, set[bytes]] = defaultdict(set)
    for block_id, response_id in db.session.execute(
        select(BlockMember.block_id, BlockMember.response_id)
        .join(Block, _OF_BLOCK)
        .where(Block.unit_id == unit_id, tuple_(*_KEY).in_(wanted))
    ):
        members[block_id].add(response_id)
    return [
        MadeBlock(
            id=block.id,
            key=BlockKey(block.service_id, block.channel, block.survey_id, block.period),
            kind=BlockKind(block.kind),
            sign=block.sign,
            members=frozenset(members[block.id]),
        )
        for block in blocks
    ]


def last_closed_month() -> str | None:
    """The latest month that was closed; all before it are closed too."""
    return db.session.scalar(select(func.max(ClosedMonth.month)))


def _units_to_draw(month: str) -> Iterable[int]:
    """Where a cell of the month may hold enough for a draw (what is held or excluded there is not looked at yet)."""
    cell = (Response.unit_id, Response.service_id, Response.channel, Response.survey_id)
    return db.session.scalars(
        select(Response.unit_id)
        .join(Mark, (Mark.unit_id == Response.unit_id) & (Mark.response_id == Response.id))
        .where(Mark.listed.is_(True), Response.month == month)
        .group_by(*cell)
        .having(func.count() >= DRAW_THRESHOLD)
    )


def _units_to_close(close: str) -> Iterable[int]:
    """Where ten ratings of one channel wait in the months to close: fewer make no block at any level."""
    return db.session.scalars(
        select(Response.unit_id)
        .join(Mark, (Mark.unit_id == Response.unit_id) & (Mark.response_id == Response.id))
        .where(Mark.listed.is_(True), Response.month <= close)
        .group_by(Response.unit_id, Response.channel, Response.survey_id)
        .having(func.count() >= MINIMUM_BLOCK)
    )


def _units_to_correct() -> Iterable[int]:
    """Where ten ratings of one key and kind stand where they no longer belong."""
    each = _misplaced(Block.unit_id, *_KEY, Block.kind).subquery()
    return db.session.scalars(select(each.c.unit_id).group_by(*each.c).having(func.count() >= MINIMUM_BLOCK))


def _misplaced(*columns: Any) -> Select[Any]:
    """One row for each rating that stands in a kind and was decided to be of the other; a held one stays as it is."""
    return (
        select(*columns)
        .join_from(Decision, BlockMember, _of_rating())
        .join(Block, _OF_BLOCK)
        .where(Decision.state != State.HELD.value, IS_LAST)
        .group_by(Block.unit_id, BlockMember.response_id, *_KEY, Block.kind, Decision.state)
        .having(func.sum(Block.sign) > 0, Decision.state != Block.kind)
    )


def _of_rating() -> Any:
    return (BlockMember.unit_id == Decision.unit_id) & (BlockMember.response_id == Decision.response_id)
