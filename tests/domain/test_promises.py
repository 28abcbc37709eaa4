"""What a promise must say, which step follows on which, and what citizens' voices come to."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from portal.domain.promises import (
    MAX_ACTION,
    BudgetSource,
    Kind,
    PromiseFacts,
    Standing,
    State,
    Status,
    Step,
    after,
    faults,
    fitted,
    is_overdue,
    note_faults,
    standing,
    status_of,
    steps_from,
)

TODAY = datetime.date(2026, 8, 7)
FACTS = PromiseFacts(
    element="waktu",
    cause="Satu loket untuk semua",
    kind=Kind.STAFFING,
    action="Membuka loket kedua",
    owner="Bidang Pelayanan",
    starts_on=datetime.date(2026, 8, 1),
    due_on=datetime.date(2026, 9, 30),
    budget=25_000_000,
    budget_source=BudgetSource.APBD,
)


def wrong(**other: object) -> dict[str, str]:
    facts = replace(FACTS, **other)  # type: ignore[arg-type]
    return {fault.field: fault.code for fault in faults(facts, today=TODAY, elements=("waktu", "biaya"))}


def test_a_whole_promise_has_no_fault() -> None:
    assert wrong() == {}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"element": ""}, {"element": "missing"}),
        ({"element": "cuaca"}, {"element": "unknown_element"}),
        ({"cause": "  "}, {"cause": "missing"}),
        ({"action": ""}, {"action": "missing"}),
        ({"owner": "\n"}, {"owner": "missing"}),
        ({"action": "a" * (MAX_ACTION + 1)}, {"action": "too_long"}),
        ({"owner": "Bidang\0"}, {"owner": "bad_character"}),
        ({"due_on": datetime.date(2026, 8, 6)}, {"due_on": "in_the_past"}),
        ({"due_on": TODAY}, {}),
        ({"starts_on": datetime.date(2026, 10, 1)}, {"due_on": "before_start"}),
        ({"due_on": datetime.date(2032, 1, 1)}, {"due_on": "too_far"}),
        ({"starts_on": datetime.date(1, 1, 1)}, {"starts_on": "no_such_year"}),
        ({"due_on": datetime.date(2031, 12, 31)}, {}),
        ({"budget": -1}, {"budget": "negative"}),
        ({"budget": 10**14 + 1}, {"budget": "too_much"}),
        ({"budget_source": None}, {"budget_source": "source_missing"}),
        ({"budget": 0, "budget_source": None}, {}),
        ({"budget": None, "budget_source": None}, {}),
    ],
)
def test_each_fault_is_named_by_its_field(other: dict[str, object], expected: dict[str, str]) -> None:
    assert wrong(**other) == expected


def test_all_faults_are_named_at_once() -> None:
    assert set(wrong(element="", cause="", budget=-5)) == {"element", "cause", "budget"}


def test_a_note_that_is_needed_must_say_something() -> None:
    assert [fault.code for fault in note_faults("note", " \n ")] == ["missing"]
    assert note_faults("note", "Loket dibuka") == []


ALLOWED = {
    State.PLANNED: {"change": "planned", "start": "going", "finish": "done", "withdraw": "withdrawn"},
    State.GOING: {"change": "going", "finish": "done", "withdraw": "withdrawn"},
    State.DONE: {"reopen": "going"},
    State.WITHDRAWN: {},
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_only_these_steps_are_allowed(state: State, step: Step) -> None:
    expected = ALLOWED[state].get(step.value)
    assert after(state, step) == (State(expected) if expected else None)
    assert (step in steps_from(state)) is (expected is not None)


@pytest.mark.parametrize(
    ("state", "days", "late"),
    [
        (State.PLANNED, -1, True),
        (State.GOING, -1, True),
        (State.GOING, 0, False),
        (State.PLANNED, 1, False),
        (State.DONE, -1, False),
        (State.WITHDRAWN, -1, False),
    ],
)
def test_a_promise_is_late_from_the_day_after_it_was_due(state: State, days: int, late: bool) -> None:
    assert is_overdue(state, TODAY + datetime.timedelta(days), TODAY) is late


@pytest.mark.parametrize(
    ("confirmed", "disputed", "expected"),
    [
        (0, 0, "waiting"),
        (2, 0, "waiting"),
        (0, 2, "waiting"),
        (3, 0, "confirmed"),
        (2, 1, "confirmed"),
        (1, 2, "disputed"),
        (0, 3, "disputed"),
        (2, 2, "waiting"),
        (3, 2, "waiting"),
        (4, 2, "confirmed"),
        (199, 101, "waiting"),
        (200, 100, "confirmed"),
        (100, 100, "waiting"),
        (100, 101, "disputed"),
    ],
)
def test_voices_decide_by_two_thirds_or_more_than_half(confirmed: int, disputed: int, expected: str) -> None:
    assert standing(confirmed, disputed) is Standing(expected)


@pytest.mark.parametrize(
    ("state", "days", "said", "expected"),
    [
        (State.PLANNED, 0, Standing.WAITING, Status.PLANNED),
        (State.GOING, 1, Standing.WAITING, Status.GOING),
        (State.PLANNED, -1, Standing.WAITING, Status.OVERDUE),
        (State.GOING, -1, Standing.DISPUTED, Status.OVERDUE),
        (State.DONE, -1, Standing.WAITING, Status.DONE),
        (State.DONE, -1, Standing.CONFIRMED, Status.CONFIRMED),
        (State.DONE, 1, Standing.DISPUTED, Status.DISPUTED),
        (State.WITHDRAWN, -1, Standing.CONFIRMED, Status.WITHDRAWN),
    ],
)
def test_one_word_says_where_a_promise_stands(state: State, days: int, said: Standing, expected: Status) -> None:
    assert status_of(state, TODAY + datetime.timedelta(days), said, TODAY) is expected


@pytest.mark.parametrize(
    ("text", "maximum", "shown"),
    [
        ("Membuka loket", 13, "Membuka loket"),
        ("Membuka loket kedua", 13, "Membuka…"),
        ("Membuka loket kedua", 14, "Membuka loket…"),
        ("Membuka, loket", 9, "Membuka…"),
        ("Membukaloket", 8, "Membuka…"),
        ("", 5, ""),
    ],
)
def test_a_text_that_does_not_fit_is_cut_at_a_word(text: str, maximum: int, shown: str) -> None:
    assert fitted(text, maximum) == shown
    assert len(shown) <= maximum
