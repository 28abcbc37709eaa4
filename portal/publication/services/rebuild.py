"""The roll-up recomputed from blocks and responses, compared or written: the proof that it holds no other number."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select

from portal.core.database import serialise
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.domain.tallies import weighted_tally
from portal.publication.models import Block, BlockMember, Rollup
from portal.responses.models import Response
from portal.surveys.queries import survey_by_id

_KEY = ("unit_id", "period", "service_id", "channel", "survey_id", "kind", "element")
_VALUES = ("position", "blank", "n1", "n2", "n3", "n4")
_Rows = dict[tuple[object, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Difference:
    """A row of the roll-up that is not what blocks and responses give; None = there is no such row."""

    key: tuple[object, ...]
    stored: tuple[int, ...] | None
    recomputed: tuple[int, ...] | None


def differences() -> list[Difference]:
    """Every row in which roll-up and recomputation differ; an empty list is the proof."""
    stored, fresh = _stored(), _recomputed()
    keys = sorted(stored.keys() | fresh.keys(), key=repr)
    return [
        Difference(key, stored.get(key), fresh.get(key))
        for key in keys
        if stored.get(key, _NOTHING) != fresh.get(key, _NOTHING)
    ]


_NOTHING: tuple[int, ...] = ()


def rebuild() -> int:
    """Write the roll-up anew from blocks and responses; returns its number of rows. No release runs meanwhile."""
    serialise("release")
    rows = [dict(zip(_KEY + _VALUES, key + values, strict=True)) for key, values in _recomputed().items()]
    db.session.execute(delete(Rollup))
    if rows:
        db.session.execute(insert(Rollup), rows)
    bump_public_revision()
    return len(rows)


def _stored() -> _Rows:
    columns = [getattr(Rollup, name) for name in _KEY + _VALUES]
    return {tuple(row[: len(_KEY)]): tuple(row[len(_KEY) :]) for row in db.session.execute(select(*columns))}


def _recomputed() -> _Rows:
    """Counts of equal rating strings per cell come from the database; digits are counted here."""
    cells: defaultdict[tuple[Any, ...], list[tuple[str, int]]] = defaultdict(list)
    key = (Block.unit_id, Block.period, Block.service_id, Block.channel, Block.survey_id, Block.kind)
    counted = db.session.execute(
        select(*key, Response.ratings, func.sum(Block.sign))
        .join(BlockMember, (BlockMember.unit_id == Block.unit_id) & (BlockMember.block_id == Block.id))
        .join(Response, (Response.unit_id == BlockMember.unit_id) & (Response.id == BlockMember.response_id))
        .group_by(*key, Response.ratings)
    )
    for *cell, ratings, times in counted:
        cells[tuple(cell)].append((ratings, int(times)))
    rows: _Rows = {}
    for cell_key, ratings_counts in cells.items():
        codes = survey_by_id(cell_key[4]).questionnaire.codes
        for position, (element, counts) in enumerate(weighted_tally(ratings_counts, codes).items()):
            rows[(*cell_key, element)] = (position, *counts)
    return rows
