"""What a unit promises, how far it may go from where, and what citizens' voices make of it.

A promise names an office and never a person; it is public from the day it is made.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.errors import FieldError
from portal.domain.periods import is_nameable
from portal.domain.persons import person_faults
from portal.domain.texts import check_needed

MAX_CAUSE, MAX_ACTION, MAX_OWNER, MAX_NOTE, MAX_CAPTION = 500, 300, 120, 500, 200
MAX_YEARS = 5
"""A promise for later than that is a wish."""
MAX_BUDGET = 10**14
"""Rupiah; more than the city spends in ten years."""
DUE_SOON = datetime.timedelta(days=14)
MAX_FILES = 6
"""Pictures that may be shown as evidence of one round."""
FEWEST_VOICES = 3
"""Below that, citizens' voices decide nothing: one person may have sent two."""


class Kind(StrEnum):
    """What is to become better."""

    PROCEDURE = "procedure"
    STAFFING = "staffing"
    FACILITY = "facility"
    TRAINING = "training"
    INFORMATION = "information"
    BUDGET = "budget"


class State(StrEnum):
    """How far the unit says that it is. What citizens say of a done one is its `Standing`."""

    PLANNED = "planned"
    GOING = "going"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What may be done to a promise."""

    CHANGE = "change"
    START = "start"
    FINISH = "finish"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"


class Origin(StrEnum):
    """What led to it."""

    OWN = "own"
    REVIEW = "review"
    CONSULTATION = "consultation"
    OBSERVER = "observer"
    REPORT = "report"
    TRAINING = "training"


class BudgetSource(StrEnum):
    """Who pays: the city's budget (APBD), or somebody else."""

    APBD = "apbd"
    ALTERNATIVE = "alternative"


class EventKind(StrEnum):
    """What happened to a promise, as its public history tells it."""

    MADE = "made"
    CHANGED = "changed"
    STARTED = "started"
    DONE = "done"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    """Taken over by another unit, the successor of one that was closed."""


class Stand(StrEnum):
    """What a citizen says of a promise that is called done."""

    CONFIRM = "confirm"
    DISPUTE = "dispute"


class Standing(StrEnum):
    """What the voices of one round come to."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


class Status(StrEnum):
    """Where a promise stands for everybody to see: what its unit says, the calendar, and citizens' voices in one word.

    Each promise has exactly one; in this order they stand in lists and sums.
    """

    OVERDUE = "overdue"
    GOING = "going"
    PLANNED = "planned"
    DISPUTED = "disputed"
    DONE = "done"
    """Called done by the unit; citizens have not decided."""
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.PLANNED, State.GOING})
"""States in which a promise can be late, and in which its words may change."""

STEPS: Mapping[tuple[State, Step], State] = {
    (State.PLANNED, Step.CHANGE): State.PLANNED,
    (State.PLANNED, Step.START): State.GOING,
    (State.PLANNED, Step.FINISH): State.DONE,
    (State.PLANNED, Step.WITHDRAW): State.WITHDRAWN,
    (State.GOING, Step.CHANGE): State.GOING,
    (State.GOING, Step.FINISH): State.DONE,
    (State.GOING, Step.WITHDRAW): State.WITHDRAWN,
    (State.DONE, Step.REOPEN): State.GOING,
}
"""State and step to the state after it. What is not here is refused: what is withdrawn stays so."""


@dataclass(frozen=True)
class PromiseFacts:
    """What is promised: which element, why it is weak, what will be done, by which office, when and for how much.

    `element`: its code; `budget`: whole rupiah, None where it is not known yet, 0 where it costs nothing.
    """

    element: str
    cause: str
    kind: Kind
    action: str
    owner: str
    starts_on: datetime.date
    due_on: datetime.date
    budget: int | None = None
    budget_source: BudgetSource | None = None


def faults(facts: PromiseFacts, *, today: datetime.date, elements: Collection[str]) -> list[FieldError]:
    """Everything that is wrong with it, by field; `elements`: codes that the unit is asked about.

    Codes: `missing`, `too_long`, `bad_character`, `unknown_element`, `no_such_year`, `in_the_past`, `before_start`,
    `too_far`, `negative`, `too_much`, `source_missing`, `personal_number`.
    """
    return [*_text_faults(facts, elements), *_date_faults(facts, today), *_budget_faults(facts)]


def fitted(text: str, maximum: int) -> str:
    """The text, or as many of its whole words as fit with an ellipsis behind them; a word too long is cut itself."""
    if len(text) <= maximum:
        return text
    kept = text[: maximum - 1]
    whole = kept if text[maximum - 1].isspace() else kept.rpartition(" ")[0]
    return f"{(whole.rstrip(' ,;:.') or kept)}…"


def note_faults(field: str, text: str, maximum: int = MAX_NOTE) -> list[FieldError]:
    """What is wrong with a note or a reason that must be given."""
    return list(check_needed(field, text, maximum))


def after(state: State, step: Step) -> State | None:
    """The state that a step leads to; None where the step is not allowed."""
    return STEPS.get((state, step))


def steps_from(state: State) -> list[Step]:
    """The steps that are allowed in a state."""
    return [step for step in Step if (state, step) in STEPS]


def is_overdue(state: State, due_on: datetime.date, today: datetime.date) -> bool:
    """Whether the day has passed and nothing was called done; on the day itself it is not late yet."""
    return state in OPEN and due_on < today


def status_of(state: State, due_on: datetime.date, said: Standing, today: datetime.date) -> Status:
    """The one word for a promise; `said` counts only where the unit calls it done."""
    if is_overdue(state, due_on, today):
        return Status.OVERDUE
    if state is State.DONE and said is not Standing.WAITING:
        return Status(said.value)
    return Status(state.value)


def standing(confirmed: int, disputed: int) -> Standing:
    """What so many voices come to: two thirds confirm it, more than half dispute it, fewer than three say nothing."""
    voices = confirmed + disputed
    if voices < FEWEST_VOICES:
        return Standing.WAITING
    if 3 * confirmed >= 2 * voices:
        return Standing.CONFIRMED
    return Standing.DISPUTED if 2 * disputed > voices else Standing.WAITING


def _text_faults(facts: PromiseFacts, elements: Collection[str]) -> Iterator[FieldError]:
    if not facts.element:
        yield FieldError("element", "missing")
    elif facts.element not in elements:
        yield FieldError("element", "unknown_element")
    yield from note_faults("cause", facts.cause, MAX_CAUSE)
    yield from note_faults("action", facts.action, MAX_ACTION)
    yield from note_faults("owner", facts.owner, MAX_OWNER)
    for field in ("cause", "action", "owner"):
        yield from person_faults(field, getattr(facts, field))


def _date_faults(facts: PromiseFacts, today: datetime.date) -> Iterator[FieldError]:
    if not is_nameable(facts.starts_on):
        yield FieldError("starts_on", "no_such_year")
    if facts.due_on < today:
        yield FieldError("due_on", "in_the_past")
    if facts.due_on < facts.starts_on:
        yield FieldError("due_on", "before_start")
    if facts.due_on.year > today.year + MAX_YEARS:
        yield FieldError("due_on", "too_far", {"years": MAX_YEARS})


def _budget_faults(facts: PromiseFacts) -> Iterator[FieldError]:
    if facts.budget is None:
        return
    if facts.budget < 0:
        yield FieldError("budget", "negative")
    elif facts.budget > MAX_BUDGET:
        yield FieldError("budget", "too_much", {"maximum": MAX_BUDGET})
    elif facts.budget > 0 and facts.budget_source is None:
        yield FieldError("budget_source", "source_missing")
