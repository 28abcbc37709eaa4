"""The review's machine, cell by cell: only what is written here passes."""

from __future__ import annotations

import datetime
import itertools

import pytest

from portal.domain.errors import Refused
from portal.domain.workflow import Action, Party, Standing, State, allowed_actions, may_appeal, next_state, refusal

TABLE = """
self_assessment  save_assessment    manager                self_assessment
self_assessment  send_assessment    manager                dialogue
self_assessment  pass_over          reviewer               dialogue        late
dialogue         write              manager,head,reviewer  dialogue
dialogue         return_assessment  reviewer               self_assessment
dialogue         close_dialogue     reviewer               reply
reply            reply              manager,head           predicate
reply            pass_over          reviewer               predicate       late
predicate        argue              reviewer               sign_off
sign_off         take_back          reviewer               predicate       unsigned
sign_off         sign               head,reviewer          sign_off
sign_off         sign_alone         reviewer               signed          late
signed           appeal             head                   appealed        appeal
appealed         uphold             other_reviewer         upheld
appealed         correct            other_reviewer         corrected
"""
"""State, action, who, whereto, on which condition: the design, written out once more by hand."""

ROWS = {(row[0], row[1]): row[2:] for row in (line.split() for line in TABLE.strip().splitlines())}
EVERY = list(itertools.product(State, Action, Party, [False, True]))


@pytest.mark.parametrize(("state", "action", "party", "late"), EVERY)
def test_each_state_action_and_party(state: State, action: Action, party: Party, late: bool) -> None:
    standing = Standing(state, late=late)
    row = ROWS.get((state, action))
    if row is None:
        assert refusal(standing, action, [party]) == "out_of_turn"
    elif party not in row[0].split(","):
        assert refusal(standing, action, [party]) == "not_yours"
    elif "late" in row[2:] and not late:
        assert refusal(standing, action, [party]) == "not_late"
    else:
        assert next_state(standing, action, [party]) == row[1]
    assert (action in allowed_actions(standing, [party])) is (refusal(standing, action, [party]) is None)


@pytest.mark.parametrize(("state", "action"), list(itertools.product(State, Action)))
def test_nobody_may_do_anything(state: State, action: Action) -> None:
    with pytest.raises(Refused):
        next_state(Standing(state, late=True), action, [])


@pytest.mark.parametrize(("first", "second"), [(Party.HEAD, Party.REVIEWER), (Party.REVIEWER, Party.HEAD)])
def test_a_review_is_signed_when_both_have_and_each_signs_once(first: Party, second: Party) -> None:
    once = Standing(State.SIGN_OFF, signed=frozenset({first}))
    assert next_state(Standing(State.SIGN_OFF), Action.SIGN, [first]) == State.SIGN_OFF
    assert refusal(once, Action.SIGN, [first]) == "signed"
    assert next_state(once, Action.SIGN, [second]) == State.SIGNED
    assert refusal(once, Action.TAKE_BACK, [Party.REVIEWER]) == "signed"


def test_a_head_who_is_the_manager_too_signs_as_the_head() -> None:
    both = [Party.MANAGER, Party.HEAD]
    assert next_state(Standing(State.SIGN_OFF, signed=frozenset({Party.REVIEWER})), Action.SIGN, both) == State.SIGNED
    assert refusal(Standing(State.SIGN_OFF, signed=frozenset({Party.HEAD})), Action.SIGN, both) == "signed"


def test_no_review_is_closed_without_a_head_who_has_signed() -> None:
    standing = Standing(State.SIGN_OFF, late=True, signed=frozenset({Party.HEAD}))
    assert refusal(standing, Action.SIGN_ALONE, [Party.REVIEWER]) == "signed"
    mine = Standing(State.SIGN_OFF, late=True, signed=frozenset({Party.REVIEWER}))
    assert next_state(mine, Action.SIGN_ALONE, [Party.REVIEWER]) == State.SIGNED


def test_an_appeal_is_heard_once_and_in_time() -> None:
    assert refusal(Standing(State.SIGNED, version=2), Action.APPEAL, [Party.HEAD]) == "appeal_over"
    assert refusal(Standing(State.SIGNED, appeal_open=False), Action.APPEAL, [Party.HEAD]) == "appeal_over"
    signed = datetime.date(2026, 12, 20)
    assert may_appeal(signed, datetime.date(2027, 1, 3))
    assert not may_appeal(signed, datetime.date(2027, 1, 4))
