"""Deciding about a cluster: one officer proposes, another one approves; nobody of the unit concerned takes part."""

from __future__ import annotations

import datetime

from sqlalchemy import func, select

from portal.accounts.models import Staff
from portal.core.database import serialise
from portal.core.extensions import db
from portal.domain import holding
from portal.domain.errors import Forbidden, Refused
from portal.domain.holding import Action, Ending, Ground, Outcome
from portal.domain.permissions import Role
from portal.integrity.models import HeldCluster, Proposal
from portal.integrity.queries import open_proposal, party_of, ratings_of, standing_of
from portal.integrity.services.decisions import decide_ratings
from portal.integrity.services.holding import LOCK


def propose(
    *,
    actor: Staff,
    cluster: HeldCluster,
    outcome: Outcome,
    ground: Ground,
    note: str,
    seen: int,
    at: datetime.datetime,
) -> Proposal:
    """Propose what becomes of a cluster, or that a decided one be decided otherwise. `seen`: its n as it was read.

    Raises Forbidden `own_unit`; Refused as `domain.holding.propose`, or `changed` where ratings joined meanwhile.
    """
    _begin(actor, cluster)
    holding.propose(standing_of(cluster), outcome, ground, party_of(cluster, actor.id))
    if cluster.n != seen:
        raise Refused("changed")
    proposal = Proposal(
        unit_id=cluster.unit_id,
        cluster=cluster.number,
        number=_next_number(cluster),
        outcome=outcome.value,
        ground=ground.value,
        note=note,
        proposed_by=actor.id,
        proposed_at=at,
    )
    db.session.add(proposal)
    db.session.flush()
    return proposal


def approve(*, actor: Staff, cluster: HeldCluster, number: int | None, at: datetime.datetime) -> Proposal:
    """Let the proposal take effect on every rating of the cluster. `number`: of the proposal as it was read.

    Raises Forbidden: `own_unit`, `own_proposal`; Refused: `out_of_turn`, `changed`, `proposer_gone`.
    """
    proposal = _to_decide(actor, cluster, number, Action.APPROVE)
    if not _may_still_propose(proposal.proposer, cluster):
        raise Refused("proposer_gone")
    _end(proposal, Ending.APPROVED, actor, at)
    state = holding.LEADS_TO[Outcome(proposal.outcome)]
    cluster.state, cluster.kept_on = state.value, None
    decide_ratings(unit_id=cluster.unit_id, ratings=ratings_of(cluster), state=state, reason=proposal.ground)
    db.session.flush()
    return proposal


def reject(*, actor: Staff, cluster: HeldCluster, number: int | None, at: datetime.datetime) -> Proposal:
    """End a proposal of somebody else without effect. Raises as `approve`."""
    proposal = _to_decide(actor, cluster, number, Action.REJECT)
    _end(proposal, Ending.REJECTED, actor, at)
    return proposal


def withdraw(*, actor: Staff, cluster: HeldCluster, number: int | None, at: datetime.datetime) -> Proposal:
    """Take the own proposal back. Raises Forbidden `own_unit`, `other_proposal`; Refused `out_of_turn`, `changed`."""
    proposal = _to_decide(actor, cluster, number, Action.WITHDRAW)
    _end(proposal, Ending.WITHDRAWN, actor, at)
    return proposal


def end_proposal(proposal: Proposal, at: datetime.datetime) -> None:
    """The clock was faster."""
    _end(proposal, Ending.LAPSED, None, at)


def _begin(actor: Staff, cluster: HeldCluster) -> None:
    """The guard has asked already; here it is asked once more, of the account itself."""
    serialise(LOCK)
    db.session.refresh(cluster)
    if actor.unit == cluster.unit.slug:
        raise Forbidden("own_unit")


def _to_decide(actor: Staff, cluster: HeldCluster, number: int | None, action: Action) -> Proposal:
    _begin(actor, cluster)
    proposal, standing = open_proposal(cluster), standing_of(cluster)
    reason = holding.refusal(standing, action, party_of(cluster, actor.id))
    if reason == "not_yours":
        raise Forbidden("other_proposal" if action is Action.WITHDRAW else "own_proposal")
    if reason is not None or proposal is None:
        raise Refused(reason or "out_of_turn")
    if proposal.number != number:
        raise Refused("changed")
    return proposal


def _may_still_propose(proposer: Staff, cluster: HeldCluster) -> bool:
    """Whether who proposed is an integrity officer of another unit still."""
    return proposer.active and Role.INTEGRITY in proposer.role_names and proposer.unit != cluster.unit.slug


def _end(proposal: Proposal, ending: Ending, actor: Staff | None, at: datetime.datetime) -> None:
    proposal.ending, proposal.decided_at = ending.value, at
    proposal.decided_by = actor.id if actor is not None else None
    db.session.flush()


def _next_number(cluster: HeldCluster) -> int:
    query = select(func.max(Proposal.number)).where(
        Proposal.unit_id == cluster.unit_id, Proposal.cluster == cluster.number
    )
    return (db.session.scalar(query) or 0) + 1
