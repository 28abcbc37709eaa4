"""Builders of held clusters and of what officers do with them. Each commits."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from portal.accounts.models import Staff
from portal.accounts.services import create_staff
from portal.core.database import transaction
from portal.domain.holding import Ground, Outcome
from portal.domain.permissions import Role
from portal.domain.signals import Reason
from portal.integrity.models import HeldCluster, Proposal
from portal.integrity.queries import cluster_by_number, open_proposal
from portal.integrity.services import approve, hold, propose
from tests.builders import a_unit

HELD_ON = datetime.date(2026, 7, 16)
AT = datetime.datetime(2026, 7, 17, 3, tzinfo=datetime.UTC)


def held(
    ratings: Collection[bytes], reason: Reason = Reason.MANY, *, unit: str = "dukcapil", day: datetime.date = HELD_ON
) -> HeldCluster | None:
    """The cluster in which these ratings of a unit are held, if any of them is to be held."""
    with transaction():
        return hold(unit_id=a_unit(unit).id, reason=reason, ratings=ratings, day=day)


def an_officer(name: str = "satu", unit: str | None = None) -> Staff:
    """An integrity officer, of a unit where one is named."""
    with transaction():
        return create_staff(email=f"{name}@contoh.example", role=Role.INTEGRITY.value, unit=unit, at=AT)


def cluster_of(unit: str = "dukcapil", number: int = 1) -> HeldCluster:
    """A cluster as it is now."""
    return cluster_by_number(a_unit(unit), number)


def proposed(
    officer: Staff,
    outcome: Outcome = Outcome.EXCLUDE,
    ground: Ground = Ground.AUTOMATED,
    *,
    unit: str = "dukcapil",
    number: int = 1,
) -> Proposal:
    """What an officer proposes for a cluster."""
    with transaction():
        cluster = cluster_of(unit, number)
        return propose(actor=officer, cluster=cluster, outcome=outcome, ground=ground, note="", seen=cluster.n, at=AT)


def approved(officer: Staff, *, unit: str = "dukcapil", number: int = 1) -> None:
    """A second officer approves what is proposed."""
    with transaction():
        cluster = cluster_of(unit, number)
        proposal = open_proposal(cluster)
        assert proposal is not None
        approve(actor=officer, cluster=cluster, number=proposal.number, at=AT)


def decided(
    first: Staff,
    second: Staff,
    outcome: Outcome = Outcome.EXCLUDE,
    ground: Ground = Ground.AUTOMATED,
    *,
    unit: str = "dukcapil",
    number: int = 1,
) -> None:
    """One proposes, the other approves."""
    proposed(first, outcome, ground, unit=unit, number=number)
    approved(second, unit=unit, number=number)
