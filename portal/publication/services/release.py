"""The three steps of a release: list what came in, draw blocks unit by unit, publish. Each runs in its own transaction.

`publication.jobs.release` is the door that runs them. A rating is drawn only after an intake entry of the log has
listed it, so that what came in is on record before anyone sees what comes out.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select, update

from portal.catalogue.models import Service, Unit
from portal.core.database import serialise
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.domain.blocks import PlannedBlock, Waiting, plan_close, plan_draw
from portal.domain.commitments import list_hash
from portal.domain.corrections import plan_corrections
from portal.domain.entries import BlockKind, intake_entry
from portal.domain.integrity import State
from portal.domain.periods import month_of, next_month, previous_month
from portal.integrity.queries import states_of_waiting
from portal.ledger.services import append
from portal.publication.models import ClosedMonth, IntakeList, Publication
from portal.publication.queries import blocks_of_keys, last_closed_month, misplaced_of_unit
from portal.publication.services.blocks import make_block
from portal.publication.services.counts import count_in_blocks, renew_public_counts
from portal.publication.services.headlines import fix_headlines
from portal.publication.services.reasons import renew_public_reasons
from portal.publication.services.respondents import count_respondents
from portal.responses.models import Mark, Response
from portal.responses.queries import commitment_of, waiting_of_unit

CLOSING_DAY = 7
_CHUNK = 500
_KINDS = {State.COUNTED: BlockKind.COUNTED, State.EXCLUDED: BlockKind.EXCLUDED}
_random = secrets.SystemRandom()


def list_intake(*, day: datetime.date) -> int:
    """Write the intake entry for every rating that no entry has listed yet; returns how many. None: no entry.

    What was not counted yet came in since the monitors looked, and waits for the next time.
    """
    serialise("release")
    rows = db.session.execute(
        select(Response, Unit.slug, Service.slug)
        .join(Mark, (Mark.unit_id == Response.unit_id) & (Mark.response_id == Response.id))
        .join(Unit, Unit.id == Response.unit_id)
        .join(Service, Service.id == Response.service_id)
        .where(Mark.listed.is_(False), Mark.counted.is_(True) | Mark.day.is_(None))
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
    serialise("release")
    planned = _corrections(unit_id) + _from_waiting(unit_id, day, close)
    unit = db.session.get_one(Unit, unit_id)
    services = {service.id: service.slug for service in unit.services}
    moved = [
        (month, block.kind, block.sign)
        for block in planned
        for month in make_block(unit, block, services=services, day=day)
    ]
    count_in_blocks(unit_id, moved)
    return len(planned)


def _corrections(unit_id: int) -> list[PlannedBlock]:
    """Blocks that move published ratings whose decision changed, as far as they may be moved now."""
    misplaced = misplaced_of_unit(unit_id)
    if not misplaced:
        return []
    made = blocks_of_keys(unit_id, misplaced)
    return plan_corrections(made, set().union(*misplaced.values()), _random.shuffle)


def _from_waiting(unit_id: int, day: datetime.date, close: str | None) -> list[PlannedBlock]:
    """Blocks of what waits: of counted and of excluded ratings apart; held ones go into none."""
    states = states_of_waiting(unit_id)
    waiting = waiting_of_unit(unit_id)
    planned: list[PlannedBlock] = []
    for state, kind in _KINDS.items():
        of_kind = [w for w in waiting if states.get(w.response_id, State.COUNTED) is state]
        planned += [replace(block, kind=kind) for block in _closed_and_drawn(of_kind, day, close)]
    return planned


def _closed_and_drawn(waiting: Sequence[Waiting], day: datetime.date, close: str | None) -> list[PlannedBlock]:
    planned = plan_close(waiting, close) if close else []
    taken = {member for block in planned for member in block.members}
    rest = [w for w in waiting if w.response_id not in taken]
    return planned + plan_draw(rest, {month_of(day)}, _random.shuffle)


def publish(*, day: datetime.date, close: str | None) -> int:
    """Renew the public counts and give the release its number, which is returned.

    A month runs until it is over and closed.
    """
    serialise("release")
    if close:
        _remember_closed(close, day)
        fix_headlines(close=close, day=day)
        count_respondents(close=close, day=day)
    closed = last_closed_month()
    shown = renew_public_counts(running_from=min(month_of(day), next_month(closed)) if closed else "")
    renew_public_reasons(shown, day=day)
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
