"""How held ratings are decided: by the cluster, by two officers of another unit, for a reason out of a closed list.

The list speaks of how ratings came, never of what they say: nobody can exclude a rating for being bad.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.errors import Refused
from portal.domain.integrity import State

DAYS = 7
"""A cluster that nobody has decided by then is counted."""
MOST_HELD = 5
"""One part in so many of a unit's month may be held for the clock to count it; more stays held, in public."""


class Outcome(StrEnum):
    """What may be proposed."""

    COUNT = "count"
    EXCLUDE = "exclude"


class Ground(StrEnum):
    """Why ratings count after all, or are left out; codes of the ledger and the public account."""

    NO_EVIDENCE = "no_evidence"
    """The signals have a harmless explanation, or none at all."""
    SHARED_DEVICE = "shared_device"
    """Several people share a device or an address."""
    OCCASION = "occasion"
    """Many came at once for a known reason: a service day, a campaign of the city, a visit."""
    WRONGLY_EXCLUDED = "wrongly_excluded"
    SAME_SENDER = "same_sender"
    """One person or device sent several."""
    AUTOMATED = "automated"
    """Sent by a machine."""
    COORDINATED = "coordinated"
    """Sent by agreement, by people who were not served."""
    CODES_MISUSED = "codes_misused"
    """Visit codes that no visitor used."""
    UNDECIDED = "undecided"
    """Of the clock alone: nobody decided within seven days."""


GROUNDS: Mapping[Outcome, tuple[Ground, ...]] = {
    Outcome.COUNT: (Ground.NO_EVIDENCE, Ground.SHARED_DEVICE, Ground.OCCASION, Ground.WRONGLY_EXCLUDED),
    Outcome.EXCLUDE: (Ground.SAME_SENDER, Ground.AUTOMATED, Ground.COORDINATED, Ground.CODES_MISUSED),
}
"""What may be said for each outcome. Nothing here is about an answer."""
LEADS_TO: Mapping[Outcome, State] = {Outcome.COUNT: State.COUNTED, Outcome.EXCLUDE: State.EXCLUDED}


class Ending(StrEnum):
    """How a proposal ended."""

    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """The seven days were over before a second officer decided."""


class Party(StrEnum):
    """In which capacity somebody stands before a cluster."""

    PROPOSER = "proposer"
    """The officer who made the open proposal."""
    OFFICER = "officer"
    """Any other integrity officer of another unit."""
    CLOCK = "clock"
    """The job of the seventh day."""


class Action(StrEnum):
    """A step."""

    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    REJECT = "reject"
    LAPSE = "lapse"


@dataclass(frozen=True)
class Standing:
    """Where a cluster stands: what holds for its ratings, and what is proposed (None: nothing)."""

    state: State
    proposed: Outcome | None = None


_OFFICER, _PROPOSER, _CLOCK = frozenset({Party.OFFICER}), frozenset({Party.PROPOSER}), frozenset({Party.CLOCK})
_WITHOUT: Mapping[Action, frozenset[Party]] = {Action.PROPOSE: _OFFICER}
_WITH: Mapping[Action, frozenset[Party]] = {
    Action.WITHDRAW: _PROPOSER,
    Action.APPROVE: _OFFICER,
    Action.REJECT: _OFFICER,
}
STEPS: Mapping[tuple[State, bool, Action], frozenset[Party]] = {
    **{(state, False, action): parties for state in State for action, parties in _WITHOUT.items()},
    **{(state, True, action): parties for state in State for action, parties in _WITH.items()},
    (State.HELD, False, Action.LAPSE): _CLOCK,
    (State.HELD, True, Action.LAPSE): _CLOCK,
}
"""State × whether something is proposed × action → who may. What is not here is refused."""


def refusal(standing: Standing, action: Action, party: Party) -> str | None:
    """Why a step cannot be taken: `out_of_turn`, `not_yours` (one officer alone); None if it can."""
    parties = STEPS.get((standing.state, standing.proposed is not None, action))
    if parties is None:
        return "out_of_turn"
    return None if party in parties else "not_yours"


def after(standing: Standing, action: Action, party: Party) -> Standing:
    """Where a step leads, but for a proposal (see `propose`). Raises Refused with the reason of `refusal`."""
    reason = refusal(standing, action, party)
    if reason is not None:
        raise Refused(reason)
    if action is Action.APPROVE and standing.proposed is not None:
        return Standing(LEADS_TO[standing.proposed])
    return Standing(State.COUNTED if action is Action.LAPSE else standing.state)


def propose(standing: Standing, outcome: Outcome, ground: Ground, party: Party) -> Standing:
    """A proposal stands open. Raises Refused also with `nothing_to_change`, `other_ground`."""
    reason = refusal(standing, Action.PROPOSE, party)
    if reason is not None:
        raise Refused(reason)
    if LEADS_TO[outcome] is standing.state:
        raise Refused("nothing_to_change")
    if ground not in GROUNDS[outcome]:
        raise Refused("other_ground")
    return Standing(standing.state, outcome)


def due_on(held_on: date) -> date:
    """The seventh day: from then on the clock counts what is undecided."""
    return held_on + timedelta(days=DAYS)


def is_flood(*, held: int, received: int) -> bool:
    """Whether over 20 % of a unit's ratings of a month are held, so that no clock may let them in."""
    return held * MOST_HELD > received
