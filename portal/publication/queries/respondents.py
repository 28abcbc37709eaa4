"""Who answered: what the year's close counts, and what it published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select

from portal.core.extensions import db
from portal.domain.entries import BlockKind
from portal.domain.periods import Period, PeriodKind
from portal.domain.respondents import ATTRIBUTES, REST, Respondent
from portal.publication.models import Block, BlockMember, RespondentCount, RespondentYear
from portal.responses.models import RespondentAttributes


class Group(NamedTuple):
    """So many respondents who told the same of themselves. Not for publication: too few may be in it."""

    respondent: Respondent
    n: int


@dataclass(frozen=True)
class Respondents:
    """Published counts of a unit in a year: by attribute, how many of n named each category, REST last."""

    year: int
    n: int
    counts: Mapping[str, Sequence[tuple[str, int]]]


def respondents_of(unit_id: int, year: int | None = None) -> Respondents | None:
    """Who rated a unit in a year, by default the latest that was counted; None where nothing was published."""
    if year is None:
        year = db.session.scalar(select(func.max(RespondentYear.year)))
    rows = db.session.scalars(
        select(RespondentCount).where(RespondentCount.unit_id == unit_id, RespondentCount.year == year)
    ).all()
    if year is None or not rows:
        return None
    stored = {(row.attribute, row.category): row.n for row in rows}
    counts = {attribute: _in_order(attribute, stored) for attribute in ATTRIBUTES}
    return Respondents(year, sum(n for _category, n in counts["sex"]), counts)


def _in_order(attribute: str, stored: Mapping[tuple[str, str], int]) -> list[tuple[str, int]]:
    named = [category for category in ATTRIBUTES[attribute] if category != REST]
    return [(category, stored[attribute, category]) for category in (*named, REST) if (attribute, category) in stored]


def respondent_groups(year: int) -> dict[int, list[Group]]:
    """By unit, what the respondents of all ratings in whole counted blocks of a year told, those who told nothing too.

    From one statement, so that blocks which are made meanwhile are seen whole or not at all.
    """
    told = [getattr(RespondentAttributes, attribute) for attribute in ATTRIBUTES]
    rows = db.session.execute(
        select(Block.unit_id, *told, func.sum(Block.sign))
        .join(BlockMember, (BlockMember.unit_id == Block.unit_id) & (BlockMember.block_id == Block.id))
        .outerjoin(
            RespondentAttributes,
            (RespondentAttributes.unit_id == BlockMember.unit_id)
            & (RespondentAttributes.response_id == BlockMember.response_id),
        )
        .where(
            Block.kind == BlockKind.COUNTED.value,
            Block.period.in_(Period(PeriodKind.YEAR, year).block_periods),
        )
        .group_by(Block.unit_id, *told)
    )
    groups: dict[int, list[Group]] = {}
    for unit_id, *values, n in rows:
        respondent = Respondent(**dict(zip(ATTRIBUTES, values, strict=True)))
        groups.setdefault(unit_id, []).append(Group(respondent, int(n)))
    return groups
