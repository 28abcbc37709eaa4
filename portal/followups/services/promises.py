"""Making a promise and changing it; both are public at once, and a change says what moved."""

from __future__ import annotations

import datetime

from portal.catalogue.models import Unit
from portal.catalogue.queries import is_given
from portal.core.database import serialise
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.core.saving import check_version
from portal.domain.errors import InvalidInput, Refused
from portal.domain.periods import parse_period
from portal.domain.persons import person_faults
from portal.domain.promises import MAX_NOTE, EventKind, Origin, PromiseFacts, State, Step, after, faults, note_faults
from portal.domain.texts import check_text
from portal.followups.models import Promise
from portal.followups.queries import elements_of, said_of
from portal.followups.services.events import add_event


def make_promise(
    *,
    unit: Unit,
    facts: PromiseFacts,
    origin: Origin,
    origin_ref: str = "",
    trigger_period: str = "",
    day: datetime.date,
) -> Promise:
    """Publish a promise of a unit. The caller records the deed.

    `origin_ref` (at most 120 characters) is for the feature that calls, `trigger_period` as in addresses. Raises
    InvalidInput by field, MalformedRequest `bad_period`, Refused `unit_ended`.
    """
    if not is_given(unit, day.year):
        raise Refused("unit_ended")
    wrong = faults(facts, today=day, elements=elements_of(unit, day.year))
    if wrong:
        raise InvalidInput(wrong)
    promise = Promise(
        unit_id=unit.id,
        origin=origin.value,
        origin_ref=origin_ref,
        trigger_period=parse_period(trigger_period).text if trigger_period else "",
        made_on=day,
        **_columns(facts),
    )
    db.session.add(promise)
    db.session.flush()
    add_event(promise, EventKind.MADE, day=day, after=said_of(facts))
    bump_public_revision()
    return promise


def change_promise(
    *, promise: Promise, facts: PromiseFacts, version: int | None, reason: str, day: datetime.date
) -> Promise:
    """Say something else in an open promise, publicly: the history shows what moved and why.

    `reason` may be empty unless the due date moves. Raises Conflict over another version, Refused `out_of_turn` for
    one that is done or withdrawn, InvalidInput by field. A change that changes nothing is none.
    """
    lock(promise)
    if after(State(promise.state), Step.CHANGE) is None:
        raise Refused("out_of_turn", state=promise.state)
    old, new = said_of(promise.facts), said_of(facts)
    check_version(promise.version, version, {name: (old[name], new[name]) for name in new})
    _check_change(promise, facts, reason, day)
    moved = [name for name in new if old[name] != new[name]]
    if not moved:
        return promise
    for name, value in _columns(facts).items():
        setattr(promise, name, value)
    promise.version += 1
    add_event(
        promise,
        EventKind.CHANGED,
        day=day,
        note=reason,
        before={name: old[name] for name in moved},
        after={name: new[name] for name in moved},
    )
    bump_public_revision()
    return promise


def lock(promise: Promise) -> None:
    """Let nobody else change this promise until the transaction ends, and read it as it stands now."""
    serialise(f"promise-{promise.id}")
    db.session.refresh(promise)


def _check_change(promise: Promise, facts: PromiseFacts, reason: str, day: datetime.date) -> None:
    """A due date that has passed may stay as it is; one that moves needs a reason."""
    is_moved = facts.due_on != promise.due_on
    elements = {*elements_of(promise.unit, day.year), promise.element}
    wrong = faults(facts, today=day if is_moved else min(day, promise.due_on), elements=elements)
    wrong += note_faults("reason", reason) if is_moved else [*check_text("reason", reason, MAX_NOTE)]
    wrong += person_faults("reason", reason)
    if wrong:
        raise InvalidInput(wrong)


def _columns(facts: PromiseFacts) -> dict[str, object]:
    return {
        "element": facts.element,
        "cause": facts.cause.strip(),
        "kind": facts.kind.value,
        "action": facts.action.strip(),
        "owner": facts.owner.strip(),
        "starts_on": facts.starts_on,
        "due_on": facts.due_on,
        "budget": facts.budget,
        "budget_source": facts.budget_source.value if facts.budget_source else None,
    }
