"""Making a block of either sign and kind: its entry for the log, its members, its answers in the roll-up."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from portal.catalogue.models import Unit
from portal.core.extensions import db
from portal.domain.blocks import OTHER_SERVICE, PlannedBlock
from portal.domain.commitments import answer_commitment, element_salt, list_hash
from portal.domain.entries import block_entry
from portal.domain.tallies import Tally, tally
from portal.ledger.services import append
from portal.publication.models import Block, BlockMember, Rollup
from portal.responses.models import Mark, Response
from portal.surveys.queries import survey_by_id

_CHUNK = 500


@dataclass(frozen=True)
class _Member:
    ratings: str
    salt: bytes
    month: str


def make_block(unit: Unit, planned: PlannedBlock, *, services: Mapping[int, str], day: datetime.date) -> list[str]:
    """Make a planned block of a unit, and return the month of each member. `services`: their slugs by number."""
    block_id = secrets.token_bytes(16)
    key = planned.key
    survey = survey_by_id(key.survey_id).questionnaire
    members = _members(unit.id, planned.members)
    entry = append(
        block_entry(
            unit=unit.slug,
            service=services[key.service_id] if key.service_id != OTHER_SERVICE else None,
            channel=key.channel,
            survey=survey.key,
            period=key.period,
            sign=planned.sign,
            kind=planned.kind,
            n=len(members),
            released=day,
            elements=_element_hashes(members, block_id, survey.codes),
        )
    )
    block = _block(unit.id, block_id, planned, entry.id)
    db.session.add(block)
    db.session.flush()
    _add_members(block, planned.members)
    _add_to_rollup(block, tally((member.ratings for member in members), survey.codes))
    return [member.month for member in members]


def _block(unit_id: int, block_id: bytes, planned: PlannedBlock, entry_id: int) -> Block:
    return Block(
        unit_id=unit_id,
        id=block_id,
        service_id=planned.key.service_id,
        channel=planned.key.channel,
        survey_id=planned.key.survey_id,
        period=planned.key.period,
        sign=planned.sign,
        kind=planned.kind.value,
        n=len(planned.members),
        entry_id=entry_id,
    )


def _members(unit_id: int, ids: Sequence[bytes]) -> list[_Member]:
    members: list[_Member] = []
    for start in range(0, len(ids), _CHUNK):
        rows = db.session.execute(
            select(Response.ratings, Response.salt, Response.month).where(
                Response.unit_id == unit_id, Response.id.in_(ids[start : start + _CHUNK])
            )
        )
        members.extend(_Member(*row) for row in rows)
    return members


def _element_hashes(members: Sequence[_Member], block_id: bytes, codes: Sequence[str]) -> dict[str, bytes]:
    """Per element the hash of the sorted list of its salted commitments."""
    return {
        code: list_hash(
            answer_commitment(element_salt(member.salt, block_id, code), int(member.ratings[position]))
            for member in members
        )
        for position, code in enumerate(codes)
    }


def _add_members(block: Block, ids: Sequence[bytes]) -> None:
    """Put the ratings into the block; those that waited for it wait no longer."""
    for start in range(0, len(ids), _CHUNK):
        members = ids[start : start + _CHUNK]
        db.session.execute(
            insert(BlockMember),
            [{"unit_id": block.unit_id, "block_id": block.id, "response_id": member} for member in members],
        )
        db.session.execute(delete(Mark).where(Mark.unit_id == block.unit_id, Mark.response_id.in_(members)))


def _add_to_rollup(block: Block, tallies: dict[str, Tally]) -> None:
    key = {
        "unit_id": block.unit_id,
        "period": block.period,
        "service_id": block.service_id,
        "channel": block.channel,
        "survey_id": block.survey_id,
        "kind": block.kind,
    }
    # One read for all elements: a read each would cost more than everything else of a release.
    rows = {row.element: row for row in db.session.scalars(select(Rollup).filter_by(**key))}
    for position, (element, counts) in enumerate(tallies.items()):
        row = rows.get(element)
        if row is None:
            row = Rollup(**key, element=element, position=position, blank=0, n1=0, n2=0, n3=0, n4=0)
            db.session.add(row)
        row.blank += block.sign * counts[0]
        row.n1 += block.sign * counts[1]
        row.n2 += block.sign * counts[2]
        row.n3 += block.sign * counts[3]
        row.n4 += block.sign * counts[4]
    db.session.flush()
