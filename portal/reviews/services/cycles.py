"""Opening a cycle: the evidence of every unit is frozen in the same transaction, and its hash goes into the log."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.catalogue.models import Unit
from portal.core.database import serialise
from portal.core.extensions import db
from portal.domain.commitments import canonical
from portal.domain.entries import evidence_entry
from portal.domain.errors import FieldError, InvalidInput, Refused
from portal.domain.periods import Period
from portal.domain.reviews import Deadlines, check_cycle, missing_evidence, weak_elements
from portal.ledger.services import append
from portal.publication.queries import last_closed_month, publication_number
from portal.reviews.models import Review, ReviewAnswer, ReviewCycle, ReviewEvidence
from portal.reviews.queries import Evidence


@dataclass(frozen=True)
class CycleFacts:
    """What a reviewer asks for when opening a cycle."""

    title: str
    period: Period
    deadlines: Deadlines
    required: Sequence[str]


def check_facts(*, facts: CycleFacts, units: Sequence[Unit], today: datetime.date) -> None:
    """Raise InvalidInput that names each wrong field: also a period that is not closed, and no unit at all."""
    errors: list[FieldError] = []
    closed = last_closed_month()
    if closed is None or closed < facts.period.last_month:
        errors.append(FieldError("period", "not_closed"))
    if not units:
        errors.append(FieldError("units", "missing"))
    try:
        check_cycle(facts.title, facts.deadlines, facts.required, today=today)
    except InvalidInput as error:
        errors += error.errors
    if errors:
        raise InvalidInput(errors)


def open_cycle(
    *, facts: CycleFacts, units: Sequence[Unit], evidence: Mapping[int, Evidence], today: datetime.date
) -> ReviewCycle:
    """Open a cycle over units, with their evidence by number of the unit.

    Raises InvalidInput as `check_facts`; Refused `published_meanwhile` where the evidence was read before the last
    publication: it must be read again.
    """
    serialise("release")
    check_facts(facts=facts, units=units, today=today)
    if {found["publication"] for found in evidence.values()} != {publication_number()}:
        raise Refused("published_meanwhile")
    cycle = ReviewCycle(
        title=check_cycle(facts.title, facts.deadlines, facts.required, today=today),
        period=facts.period.text,
        opened_on=today,
        required=list(facts.required),
        **facts.deadlines.named,
    )
    db.session.add(cycle)
    db.session.flush()
    for unit in units:
        _freeze(cycle, unit, evidence[unit.id])
    db.session.flush()
    return cycle


def _freeze(cycle: ReviewCycle, unit: Unit, evidence: Evidence) -> None:
    """Keep a unit's evidence, with what of the required is missing, and begin its review."""
    content = {**evidence, "missing": missing_evidence(evidence, cycle.required)}
    payload = canonical(content)
    digest = hashlib.sha256(payload).digest()
    db.session.add(ReviewEvidence(cycle_id=cycle.id, unit_id=unit.id, payload=payload.decode(), digest=digest))
    append(evidence_entry(cycle=cycle.id, unit=unit.slug, period=cycle.period, digest=digest, frozen=cycle.opened_on))
    answers = [ReviewAnswer(element=code, place=place) for place, code in enumerate(weak_elements(content))]
    db.session.add(Review(cycle_id=cycle.id, unit_id=unit.id, answers=answers))
