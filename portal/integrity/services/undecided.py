"""The seventh day: what nobody has decided is counted, unless so much is held that a flood would come in by itself."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.core.database import serialise
from portal.core.extensions import db
from portal.domain.holding import Ground, is_flood
from portal.domain.integrity import State
from portal.integrity.models import HeldCluster
from portal.integrity.queries import (
    held_and_received,
    held_of,
    kept_clusters,
    months_of,
    open_proposal,
    overdue_clusters,
)
from portal.integrity.services.deciding import end_proposal
from portal.integrity.services.decisions import decide_ratings
from portal.integrity.services.holding import LOCK


@dataclass
class Undecided:
    """What became of overdue clusters: counted, or kept held from now on."""

    counted: list[HeldCluster] = field(default_factory=list)
    kept: list[HeldCluster] = field(default_factory=list)
    alarmed: set[str] = field(default_factory=set)
    """Slugs of units of which nothing was kept before: of these the auditor must hear, once."""


def count_undecided(*, day: datetime.date, at: datetime.datetime) -> Undecided:
    """Count what is overdue on that day, and keep what belongs to a flood.

    All is measured before anything is counted, or a flood would come in cluster by cluster.
    """
    serialise(LOCK)
    overdue = overdue_clusters(day)
    known = {cluster.unit_id for cluster in kept_clusters()}
    floods = _floods(overdue)
    found = Undecided()
    for cluster in overdue:
        if cluster.number in floods.get(cluster.unit_id, set()):
            if cluster.kept_on is None:
                cluster.kept_on = day
                found.kept.append(cluster)
        else:
            _count(cluster, at)
            found.counted.append(cluster)
    found.alarmed = {cluster.unit.slug for cluster in found.kept if cluster.unit_id not in known}
    db.session.flush()
    return found


def _floods(overdue: Sequence[HeldCluster]) -> dict[int, set[int]]:
    """By unit the numbers of those clusters that hold ratings of a month of which over 20 % are held."""
    shares: dict[tuple[int, str], bool] = {}
    floods: dict[int, set[int]] = {}
    for cluster in overdue:
        for month in months_of(cluster):
            key = cluster.unit_id, month
            if key not in shares:
                held, received = held_and_received(*key)
                shares[key] = is_flood(held=held, received=received)
            if shares[key]:
                floods.setdefault(cluster.unit_id, set()).add(cluster.number)
    return floods


def _count(cluster: HeldCluster, at: datetime.datetime) -> None:
    """Ratings that two officers decided in another cluster meanwhile stay as they were decided."""
    proposal = open_proposal(cluster)
    if proposal is not None:
        end_proposal(proposal, at)
    decide_ratings(
        unit_id=cluster.unit_id, ratings=held_of(cluster), state=State.COUNTED, reason=Ground.UNDECIDED.value
    )
    cluster.state, cluster.kept_on = State.COUNTED.value, None
