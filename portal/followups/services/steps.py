"""The steps of a promise: started, done, reopened, withdrawn. Each is an event that everybody reads."""

from __future__ import annotations

import datetime

from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.domain.errors import InvalidInput, Refused
from portal.domain.persons import person_faults
from portal.domain.promises import MAX_NOTE, EventKind, State, Step, after, note_faults
from portal.domain.texts import check_text
from portal.followups.models import Promise
from portal.followups.services.events import add_event
from portal.followups.services.promises import lock


def start(*, promise: Promise, day: datetime.date, note: str = "") -> Promise:
    """Say that work has begun. Raises Refused `out_of_turn`, InvalidInput for the note (which may be empty)."""
    return _take(promise, Step.START, EventKind.STARTED, day=day, note=note, is_note_needed=False)


def finish(*, promise: Promise, note: str, day: datetime.date) -> Promise:
    """Call it done: citizens may say from now on whether they agree. Raises as `start`; the note is needed.

    A new round begins, so that voices about an earlier one no longer count.
    """
    return _take(promise, Step.FINISH, EventKind.DONE, day=day, note=note)


def reopen(*, promise: Promise, note: str, day: datetime.date) -> Promise:
    """Take back that it is done, and go on. Raises as `finish`."""
    return _take(promise, Step.REOPEN, EventKind.REOPENED, day=day, note=note)


def withdraw(*, promise: Promise, reason: str, day: datetime.date) -> Promise:
    """Give it up for good; it stays public with the reason. Raises as `finish`."""
    return _take(promise, Step.WITHDRAW, EventKind.WITHDRAWN, day=day, note=reason)


def _take(
    promise: Promise, step: Step, kind: EventKind, *, day: datetime.date, note: str, is_note_needed: bool = True
) -> Promise:
    lock(promise)
    state = after(State(promise.state), step)
    if state is None:
        raise Refused("out_of_turn", state=promise.state)
    wrong = note_faults("note", note) if is_note_needed else [*check_text("note", note, MAX_NOTE)]
    wrong += person_faults("note", note)
    if wrong:
        raise InvalidInput(wrong)
    promise.state = state.value
    promise.done_on = day if state is State.DONE else None
    promise.round += 1 if state is State.DONE else 0
    promise.version += 1
    db.session.flush()
    add_event(promise, kind, day=day, note=note)
    bump_public_revision()
    return promise
