"""The performance review of a unit as a state machine: who may do what when, so that no step is out of turn.

evidence frozen → self-assessment → dialogue → right of reply → predicate → sign-off → signed → appeal, once. A signed
review never changes: an appeal that is upheld against it makes a new version beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.errors import Refused

APPEAL_DAYS = 14
"""So many days after the signing a unit may appeal."""


class State(StrEnum):
    """What the review waits for."""

    SELF_ASSESSMENT = "self_assessment"
    DIALOGUE = "dialogue"
    REPLY = "reply"
    PREDICATE = "predicate"
    SIGN_OFF = "sign_off"
    SIGNED = "signed"
    """Nothing more, unless the unit appeals in time."""
    APPEALED = "appealed"
    UPHELD = "upheld"
    """The appeal was heard and the review stands."""
    CORRECTED = "corrected"
    """The appeal was heard and a new version stands beside this one."""


SETTLED = frozenset({State.SIGNED, State.APPEALED, State.UPHELD, State.CORRECTED})
"""Signed at least: nothing of the review itself changes any more."""


class Party(StrEnum):
    """In which capacity somebody acts in a review; a unit's manager may be its head."""

    MANAGER = "manager"
    HEAD = "head"
    REVIEWER = "reviewer"
    """The reviewer who argued the predicate; before anybody did, any reviewer."""
    OTHER_REVIEWER = "other_reviewer"
    """A reviewer who did not argue it: the only one who may hear an appeal."""


class Predicate(StrEnum):
    """Of a unit, never of a person; chosen with written arguments, never computed (DOMAIN.md, section 2)."""

    ISTIMEWA = "istimewa"
    BAIK = "baik"
    BUTUH_PERBAIKAN = "butuh_perbaikan"
    KURANG = "kurang"
    SANGAT_KURANG = "sangat_kurang"


class Action(StrEnum):
    """A step that somebody takes."""

    SAVE_ASSESSMENT = "save_assessment"
    SEND_ASSESSMENT = "send_assessment"
    RETURN_ASSESSMENT = "return_assessment"
    """Back to the manager, with what is missing."""
    WRITE = "write"
    CLOSE_DIALOGUE = "close_dialogue"
    REPLY = "reply"
    """The unit's last word before the predicate; it may be that it has nothing to add."""
    PASS_OVER = "pass_over"
    """Go on without the unit's word, after its day has passed."""
    ARGUE = "argue"
    """Choose the predicate, with arguments."""
    TAKE_BACK = "take_back"
    """Argue anew, as long as nobody has signed."""
    SIGN = "sign"
    SIGN_ALONE = "sign_alone"
    """Close the review without the head's signature, after its day has passed, with the reason."""
    APPEAL = "appeal"
    UPHOLD = "uphold"
    CORRECT = "correct"


@dataclass(frozen=True)
class Step:
    """Who may take it, and where it leads (None: the state stays)."""

    parties: frozenset[Party]
    to: State | None = None
    only_late: bool = False
    only_unsigned: bool = False


_UNIT = frozenset({Party.MANAGER, Party.HEAD})
_MANAGER, _HEAD = frozenset({Party.MANAGER}), frozenset({Party.HEAD})
_REVIEWER, _OTHER = frozenset({Party.REVIEWER}), frozenset({Party.OTHER_REVIEWER})
STEPS: Mapping[tuple[State, Action], Step] = {
    (State.SELF_ASSESSMENT, Action.SAVE_ASSESSMENT): Step(_MANAGER),
    (State.SELF_ASSESSMENT, Action.SEND_ASSESSMENT): Step(_MANAGER, State.DIALOGUE),
    (State.SELF_ASSESSMENT, Action.PASS_OVER): Step(_REVIEWER, State.DIALOGUE, only_late=True),
    (State.DIALOGUE, Action.WRITE): Step(_UNIT | _REVIEWER),
    (State.DIALOGUE, Action.RETURN_ASSESSMENT): Step(_REVIEWER, State.SELF_ASSESSMENT),
    (State.DIALOGUE, Action.CLOSE_DIALOGUE): Step(_REVIEWER, State.REPLY),
    (State.REPLY, Action.REPLY): Step(_UNIT, State.PREDICATE),
    (State.REPLY, Action.PASS_OVER): Step(_REVIEWER, State.PREDICATE, only_late=True),
    (State.PREDICATE, Action.ARGUE): Step(_REVIEWER, State.SIGN_OFF),
    (State.SIGN_OFF, Action.TAKE_BACK): Step(_REVIEWER, State.PREDICATE, only_unsigned=True),
    (State.SIGN_OFF, Action.SIGN): Step(_HEAD | _REVIEWER),
    (State.SIGN_OFF, Action.SIGN_ALONE): Step(_REVIEWER, State.SIGNED, only_late=True),
    (State.SIGNED, Action.APPEAL): Step(_HEAD, State.APPEALED),
    (State.APPEALED, Action.UPHOLD): Step(_OTHER, State.UPHELD),
    (State.APPEALED, Action.CORRECT): Step(_OTHER, State.CORRECTED),
}
"""The whole machine: what is not here is refused."""


@dataclass(frozen=True)
class Standing:
    """Where a review stands, as far as its next step hangs on it."""

    state: State
    version: int = 1
    late: bool = False
    """Whether the day by which the present step was due has passed."""
    signed: frozenset[Party] = frozenset()
    """Who has signed: head, reviewer."""
    appeal_open: bool = True
    """Whether the days for an appeal still run."""


def allowed_actions(standing: Standing, parties: Collection[Party]) -> tuple[Action, ...]:
    """What somebody in these capacities may do now, in the order of the table."""
    return tuple(
        action for state, action in STEPS if state is standing.state and refusal(standing, action, parties) is None
    )


def next_state(standing: Standing, action: Action, parties: Collection[Party]) -> State:
    """Where the step leads. Raises Refused with the reason of `refusal`."""
    reason = refusal(standing, action, parties)
    if reason is not None:
        raise Refused(reason)
    if action is Action.SIGN:
        both = standing.signed | {signs_as(standing, parties)} == {Party.HEAD, Party.REVIEWER}
        return State.SIGNED if both else State.SIGN_OFF
    return STEPS[standing.state, action].to or standing.state


def refusal(standing: Standing, action: Action, parties: Collection[Party]) -> str | None:
    """Why the step cannot be taken: `out_of_turn`, `not_yours`, `not_late`, `signed`, `appeal_over`; None if it can."""
    step = STEPS.get((standing.state, action))
    if step is None:
        return "out_of_turn"
    if not step.parties & frozenset(parties):
        return "not_yours"
    if step.only_late and not standing.late:
        return "not_late"
    if action is Action.APPEAL and (standing.version > 1 or not standing.appeal_open):
        return "appeal_over"
    if action is Action.SIGN_ALONE and Party.HEAD in standing.signed:
        return "signed"
    if step.only_unsigned and standing.signed:
        return "signed"
    if action is Action.SIGN and step.parties & frozenset(parties) <= standing.signed:
        return "signed"
    return None


def signs_as(standing: Standing, parties: Collection[Party]) -> Party:
    """As whom somebody signs: the head of the unit, or the reviewer. One person is never both (`permissions`)."""
    wanted = STEPS[State.SIGN_OFF, Action.SIGN].parties & frozenset(parties) - standing.signed
    return min(wanted)


def may_appeal(signed_on: date, today: date) -> bool:
    """Whether the days for an appeal still run; the day of the signing is not counted."""
    return today <= signed_on + timedelta(days=APPEAL_DAYS)
