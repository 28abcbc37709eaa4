"""The machine of a held cluster: each state × whether something is proposed × action × who, written out."""

import datetime

import pytest

from portal.domain import holding
from portal.domain.errors import Refused
from portal.domain.holding import GROUNDS, Action, Ground, Outcome, Party, Standing, due_on, is_flood
from portal.domain.integrity import State
from portal.domain.signals import Reason

PROPOSED = {
    # action: who may, while something is proposed
    Action.PROPOSE: set(),
    Action.WITHDRAW: {Party.PROPOSER},
    Action.APPROVE: {Party.OFFICER},
    Action.REJECT: {Party.OFFICER},
}
NOT_PROPOSED = {
    Action.PROPOSE: {Party.OFFICER},
    Action.WITHDRAW: set(),
    Action.APPROVE: set(),
    Action.REJECT: set(),
}


def who_may(state: State, is_proposed: bool, action: Action) -> set[Party]:
    if action is Action.LAPSE:
        return {Party.CLOCK} if state is State.HELD else set()
    return (PROPOSED if is_proposed else NOT_PROPOSED)[action]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("proposed", [None, *Outcome])
@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("party", Party)
def test_the_machine_is_this_table(state, proposed, action, party):
    allowed = who_may(state, proposed is not None, action)
    expected = None if party in allowed else "not_yours" if allowed else "out_of_turn"
    assert holding.refusal(Standing(state, proposed), action, party) == expected


@pytest.mark.parametrize(
    ("standing", "action", "party", "leads_to"),
    [
        (Standing(State.HELD, Outcome.EXCLUDE), Action.APPROVE, Party.OFFICER, Standing(State.EXCLUDED)),
        (Standing(State.HELD, Outcome.COUNT), Action.APPROVE, Party.OFFICER, Standing(State.COUNTED)),
        (Standing(State.HELD, Outcome.COUNT), Action.REJECT, Party.OFFICER, Standing(State.HELD)),
        (Standing(State.EXCLUDED, Outcome.COUNT), Action.APPROVE, Party.OFFICER, Standing(State.COUNTED)),
        (Standing(State.COUNTED, Outcome.EXCLUDE), Action.APPROVE, Party.OFFICER, Standing(State.EXCLUDED)),
        (Standing(State.EXCLUDED, Outcome.COUNT), Action.WITHDRAW, Party.PROPOSER, Standing(State.EXCLUDED)),
        (Standing(State.HELD), Action.LAPSE, Party.CLOCK, Standing(State.COUNTED)),
        (Standing(State.HELD, Outcome.EXCLUDE), Action.LAPSE, Party.CLOCK, Standing(State.COUNTED)),
    ],
)
def test_a_step_leads_where_it_should(standing, action, party, leads_to):
    assert holding.after(standing, action, party) == leads_to


def test_nobody_approves_the_own_proposal():
    with pytest.raises(Refused) as refused:
        holding.after(Standing(State.HELD, Outcome.EXCLUDE), Action.APPROVE, Party.PROPOSER)
    assert refused.value.code == "not_yours"


@pytest.mark.parametrize(
    ("state", "outcome", "ground", "code"),
    [
        (State.COUNTED, Outcome.COUNT, Ground.NO_EVIDENCE, "nothing_to_change"),
        (State.EXCLUDED, Outcome.EXCLUDE, Ground.AUTOMATED, "nothing_to_change"),
        (State.HELD, Outcome.EXCLUDE, Ground.NO_EVIDENCE, "other_ground"),
        (State.HELD, Outcome.COUNT, Ground.AUTOMATED, "other_ground"),
        (State.HELD, Outcome.COUNT, Ground.UNDECIDED, "other_ground"),
    ],
)
def test_a_proposal_changes_something_for_a_reason_that_fits(state, outcome, ground, code):
    with pytest.raises(Refused) as refused:
        holding.propose(Standing(state), outcome, ground, Party.OFFICER)
    assert refused.value.code == code


@pytest.mark.parametrize("outcome", Outcome)
def test_every_reason_of_an_outcome_may_be_proposed(outcome):
    for ground in GROUNDS[outcome]:
        assert holding.propose(Standing(State.HELD), outcome, ground, Party.OFFICER).proposed is outcome


def test_no_reason_serves_both_outcomes_or_is_one_for_holding():
    assert not set(GROUNDS[Outcome.COUNT]) & set(GROUNDS[Outcome.EXCLUDE])
    assert not {ground.value for ground in Ground} & {reason.value for reason in Reason}
    assert set(Ground) - {ground for grounds in GROUNDS.values() for ground in grounds} == {Ground.UNDECIDED}


def test_the_seventh_day_after_the_holding():
    assert due_on(datetime.date(2026, 7, 28)) == datetime.date(2026, 8, 4)


@pytest.mark.parametrize(
    ("held", "received", "flood"), [(20, 100, False), (21, 100, True), (1, 5, False), (1, 4, True), (0, 0, False)]
)
def test_over_a_fifth_is_a_flood(held, received, flood):
    assert is_flood(held=held, received=received) is flood
