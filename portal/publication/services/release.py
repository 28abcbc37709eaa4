"""The three steps of a release: list what came in, draw blocks unit by unit, publish. Each runs in its own transaction.

`publication.jobs.release` is the door that runs them. A rating is drawn only after an intake entry of the log has
listed it, so that what came in is on record before anyone sees what comes out.
"""

from __future__ import annotations

import datetime
import secrets
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import delete, func, insert, select, update

from portal.catalogue.models import Service, Unit
from portal.core.database import serialise
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.domain.blocks import OTHER_SERVICE, PlannedBlock, plan_close, plan_draw
from portal.domain.commitments import answer_commitment, element_salt, list_hash
from portal.domain.entries import BlockKind, block_entry, intake_entry
from portal.domain.periods import month_of, previous_month
from portal.domain.tallies import Tally, tally
from portal.ledger.services import append
from portal.publication.models import Block, BlockMember, ClosedMonth, IntakeList, Publication, PublicCount, Rollup
from portal.publication.services.headlines import fix_headlines
from portal.publication.services.respondents import count_respondents
from portal.responses.models import Mark, Response
from portal.responses.queries import commitment_of, waiting_counts, waiting_of_unit
from portal.surveys.queries import survey_by_id

CLOSING_DAY = 7
_CHUNK = 500
_random = secrets.SystemRandom()


def list_intake(*, day: datetime.date) -> int:
    """Write the intake entry for every rating that no entry has listed yet; returns how many. None: no entry."""
    serialise("release")
    rows = db.session.execute(
        select(Response, Unit.slug, Service.slug)
        .join(Mark, (Mark.unit_id == Response.unit_id) & (Mark.response_id == Response.id))
        .join(Unit, Unit.id == Response.unit_id)
        .join(Service, Service.id == Response.service_id)
        .where(Mark.listed.is_(False))
        .execution_options(yield_per=2000)
    )
    listed: list[tuple[int, bytes]] = []
    commitments: list[bytes] = []
    for response, unit, service in rows:
        listed.append((response.unit_id, response.id))
        commitments.append(commitment_of(response, unit, service))
    if not listed:
        return 0
    entry = append(intake_entry(n=len(listed), commitments=list_hash(commitments), released=day))
    db.session.add(IntakeList(entry_id=entry.id, commitments=b"".join(sorted(commitments))))
    _mark_listed(listed)
    return len(listed)


def _mark_listed(listed: Sequence[tuple[int, bytes]]) -> None:
    by_unit: dict[int, list[bytes]] = {}
    for unit_id, response_id in listed:
        by_unit.setdefault(unit_id, []).append(response_id)
    for unit_id, ids in by_unit.items():
        for start in range(0, len(ids), _CHUNK):
            members = ids[start : start + _CHUNK]
            db.session.execute(
                update(Mark).where(Mark.unit_id == unit_id, Mark.response_id.in_(members)).values(listed=True)
            )


def release_unit(*, unit_id: int, day: datetime.date, close: str | None) -> int:
    """Make the blocks that are due in one unit; returns how many. `close`: the month to close, with all before it."""
    serialise(f"release/{unit_id}")
    waiting = waiting_of_unit(unit_id)
    planned = plan_close(waiting, close) if close else []
    taken = {member for block in planned for member in block.members}
    rest = [w for w in waiting if w.response_id not in taken]
    planned += plan_draw(rest, {month_of(day)}, _random.shuffle)
    unit = db.session.get_one(Unit, unit_id)
    slugs = {s.id: s.slug for s in unit.services}
    for block in planned:
        _make_block(unit, block, slugs.get(block.key.service_id), day)
    months = {w.response_id: w.month for w in waiting}
    _count_drawn(unit_id, Counter(months[member] for block in planned for member in block.members))
    return len(planned)


def _make_block(unit: Unit, planned: PlannedBlock, service: str | None, day: datetime.date) -> None:
    block_id = secrets.token_bytes(16)
    survey = survey_by_id(planned.key.survey_id).questionnaire
    members = _members(unit.id, planned.members)
    entry = append(
        block_entry(
            unit=unit.slug,
            service=service if planned.key.service_id != OTHER_SERVICE else None,
            channel=planned.key.channel,
            survey=survey.key,
            period=planned.key.period,
            sign=1,
            kind=BlockKind.COUNTED,
            n=len(members),
            released=day,
            elements=_element_hashes(members, block_id, survey.codes),
        )
    )
    block = Block(
        unit_id=unit.id,
        id=block_id,
        service_id=planned.key.service_id,
        channel=planned.key.channel,
        survey_id=planned.key.survey_id,
        period=planned.key.period,
        sign=1,
        kind=BlockKind.COUNTED.value,
        n=len(members),
        entry_id=entry.id,
    )
    db.session.add(block)
    db.session.flush()
    _move_members(block, planned.members)
    _add_to_rollup(block, tally((ratings for ratings, _salt in members), survey.codes))


def _members(unit_id: int, ids: Sequence[bytes]) -> list[tuple[str, bytes]]:
    """Packed ratings and salt of each member."""
    members: list[tuple[str, bytes]] = []
    for start in range(0, len(ids), _CHUNK):
        rows = db.session.execute(
            select(Response.ratings, Response.salt).where(
                Response.unit_id == unit_id, Response.id.in_(ids[start : start + _CHUNK])
            )
        )
        members.extend((ratings, salt) for ratings, salt in rows)
    return members


def _element_hashes(members: Sequence[tuple[str, bytes]], block_id: bytes, codes: Sequence[str]) -> dict[str, bytes]:
    """Per element the hash of the sorted list of its salted commitments."""
    return {
        code: list_hash(
            answer_commitment(element_salt(salt, block_id, code), int(ratings[position])) for ratings, salt in members
        )
        for position, code in enumerate(codes)
    }


def _move_members(block: Block, ids: Sequence[bytes]) -> None:
    """Put the ratings into the block and take their marks away."""
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


def _count_drawn(unit_id: int, drawn: Counter[str]) -> None:
    for month, n in drawn.items():
        _public_count(unit_id, month).drawn += n
    db.session.flush()


def _public_count(unit_id: int, month: str) -> PublicCount:
    row = db.session.get(PublicCount, (unit_id, month))
    if row is None:
        row = PublicCount(unit_id=unit_id, month=month, drawn=0, published=0, waiting=0, held=0, excluded=0)
        db.session.add(row)
    return row


def publish(*, day: datetime.date, close: str | None) -> int:
    """Renew the public counts and give the release its number, which is returned."""
    serialise("release")
    waiting = waiting_counts()
    for row in db.session.scalars(select(PublicCount)).all():
        row.published = row.drawn
        row.waiting = waiting.pop((row.unit_id, row.month), 0)
    for (unit_id, month), n in waiting.items():
        _public_count(unit_id, month).waiting = n
    if close:
        _remember_closed(close, day)
        fix_headlines(close=close, day=day)
        count_respondents(close=close, day=day)
    number = (db.session.scalar(select(func.max(Publication.number))) or 0) + 1
    db.session.add(Publication(number=number, released_on=day))
    bump_public_revision()
    return number


def _remember_closed(close: str, day: datetime.date) -> None:
    if db.session.get(ClosedMonth, close) is None:
        db.session.add(ClosedMonth(month=close, closed_on=day))
        db.session.flush()


def month_to_close(*, day: datetime.date) -> str | None:
    """The month that the calendar wants closed on this day: the one before, from the 7th on, unless it is closed."""
    month = previous_month(month_of(day))
    if day.day < CLOSING_DAY or db.session.get(ClosedMonth, month) is not None:
        return None
    return month
