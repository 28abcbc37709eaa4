"""Reads of held clusters: lists for the officers, a cluster with its ratings under pseudonyms, what is overdue."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select

from portal.catalogue.models import Unit
from portal.core.extensions import db
from portal.core.paging import PAGE, Paged
from portal.core.secrets import keyed_hash
from portal.domain.errors import NotFound
from portal.domain.holding import DAYS, Outcome, Party, Standing
from portal.domain.integrity import State
from portal.domain.signals import Reason, unpacked
from portal.integrity.models import Decision, HeldCluster, HeldRating, Proposal
from portal.integrity.queries.states import IS_LAST
from portal.responses.models import Response
from portal.surveys.queries import survey_by_id

PSEUDONYM = 8
"""Symbols of a pseudonym."""


@dataclass(frozen=True)
class RatingSignals:
    """What an officer sees of one rating: never an answer, a comment, a day or a person."""

    pseudonym: str
    """Of this cluster alone: two clusters cannot be joined by it."""
    channel: str
    signals: tuple[Reason, ...]
    is_straight: bool
    """The same answer throughout, whichever it is."""
    state: State


def cluster_by_number(unit: Unit, number: int) -> HeldCluster:
    """A cluster of a unit; raises NotFound `unknown_cluster`."""
    found = db.session.get(HeldCluster, (unit.id, number), populate_existing=True)
    if found is None:
        raise NotFound("unknown_cluster")
    return found


def open_proposal(cluster: HeldCluster) -> Proposal | None:
    """What is proposed for a cluster and not decided yet."""
    return db.session.scalars(_of_cluster(cluster).where(Proposal.decided_at.is_(None))).one_or_none()


def proposals_of(cluster: HeldCluster) -> Sequence[Proposal]:
    """All that was ever proposed, the newest first."""
    return db.session.scalars(_of_cluster(cluster).order_by(Proposal.number.desc())).all()


def standing_of(cluster: HeldCluster) -> Standing:
    """Where a cluster stands."""
    proposal = open_proposal(cluster)
    return Standing(State(cluster.state), Outcome(proposal.outcome) if proposal is not None else None)


def party_of(cluster: HeldCluster, staff_id: int) -> Party:
    """In which capacity an officer stands before a cluster."""
    proposal = open_proposal(cluster)
    return Party.PROPOSER if proposal is not None and proposal.proposed_by == staff_id else Party.OFFICER


def clusters_of_unit(unit: Unit, page: int) -> Paged[HeldCluster]:
    """The clusters of a unit, what is held first, then the newest."""
    held_first = HeldCluster.state != State.HELD.value
    return _page(HeldCluster.unit_id == unit.id, page, held_first, HeldCluster.day.desc(), HeldCluster.number.desc())


def waiting_clusters(but: Collection[str], page: int) -> Paged[HeldCluster]:
    """Clusters of all units but these (slugs) that are held or have a proposal, the longest held first."""
    which = _waits() & ~HeldCluster.unit_id.in_(select(Unit.id).where(Unit.slug.in_(but)))
    return _page(which, page, HeldCluster.state != State.HELD.value, HeldCluster.day, HeldCluster.number)


def clusters_that_wait_for(staff_id: int, but: Collection[str]) -> Sequence[HeldCluster]:
    """What an officer can decide now: held ones without a proposal, and those in which somebody else proposes."""
    own = select(Proposal.cluster).where(
        Proposal.unit_id == HeldCluster.unit_id,
        Proposal.cluster == HeldCluster.number,
        Proposal.decided_at.is_(None),
        Proposal.proposed_by == staff_id,
    )
    closed = HeldCluster.unit_id.in_(select(Unit.id).where(Unit.slug.in_(but)))
    query = select(HeldCluster).where(_waits(), ~own.exists(), ~closed)
    return db.session.scalars(query.order_by(HeldCluster.day, HeldCluster.unit_id, HeldCluster.number)).all()


def kept_clusters() -> Sequence[HeldCluster]:
    """What stays held beyond its days, because too much of the unit's month is."""
    query = select(HeldCluster).where(HeldCluster.state == State.HELD.value, HeldCluster.kept_on.is_not(None))
    return db.session.scalars(query.order_by(HeldCluster.unit_id, HeldCluster.number)).all()


def overdue_clusters(day: datetime.date) -> Sequence[HeldCluster]:
    """Clusters that are still held on their seventh day or later, by unit and number."""
    last = day - datetime.timedelta(days=DAYS)
    query = select(HeldCluster).where(HeldCluster.state == State.HELD.value, HeldCluster.day <= last)
    return db.session.scalars(query.order_by(HeldCluster.unit_id, HeldCluster.number)).all()


def ratings_of(cluster: HeldCluster) -> list[bytes]:
    """The ratings of a cluster."""
    query = select(HeldRating.response_id).where(
        HeldRating.unit_id == cluster.unit_id, HeldRating.cluster == cluster.number
    )
    return list(db.session.scalars(query))


def held_of(cluster: HeldCluster) -> list[bytes]:
    """Those of its ratings for which nothing else was decided since."""
    query = (
        select(HeldRating.response_id)
        .join(Decision, (Decision.unit_id == HeldRating.unit_id) & (Decision.response_id == HeldRating.response_id))
        .where(HeldRating.unit_id == cluster.unit_id, HeldRating.cluster == cluster.number)
        .where(Decision.state == State.HELD.value, Decision.reason == cluster.reason, IS_LAST)
    )
    return list(db.session.scalars(query))


def months_of(cluster: HeldCluster) -> set[str]:
    """The months of its ratings."""
    query = (
        select(Response.month)
        .join(HeldRating, (HeldRating.unit_id == Response.unit_id) & (HeldRating.response_id == Response.id))
        .where(HeldRating.unit_id == cluster.unit_id, HeldRating.cluster == cluster.number)
        .distinct()
    )
    return set(db.session.scalars(query))


def held_and_received(unit_id: int, month: str) -> tuple[int, int]:
    """Of the ratings of a unit and month: how many are held now, and how many there are."""
    received = select(func.count()).where(Response.unit_id == unit_id, Response.month == month)
    held = (
        select(func.count())
        .select_from(Decision)
        .join(Response, (Response.unit_id == Decision.unit_id) & (Response.id == Decision.response_id))
        .where(Decision.unit_id == unit_id, Decision.state == State.HELD.value, IS_LAST, Response.month == month)
    )
    return db.session.scalar(held) or 0, db.session.scalar(received) or 0


def signals_page(cluster: HeldCluster, page: int) -> Paged[RatingSignals]:
    """The ratings of a cluster under pseudonyms, in their order, so that it says nothing of when they came."""
    rows = db.session.execute(
        select(Response.id, Response.channel, Response.ratings, Response.survey_id, HeldRating.signals, Decision.state)
        .join(HeldRating, (HeldRating.unit_id == Response.unit_id) & (HeldRating.response_id == Response.id))
        .outerjoin(Decision, (Decision.unit_id == Response.unit_id) & (Decision.response_id == Response.id) & IS_LAST)
        .where(HeldRating.unit_id == cluster.unit_id, HeldRating.cluster == cluster.number)
        .order_by(Response.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    found = [
        RatingSignals(
            pseudonym=_pseudonym(cluster, rating),
            channel=channel,
            signals=unpacked(signals),
            is_straight=is_straight(ratings[: len(survey_by_id(survey_id).questionnaire.codes)]),
            state=State(state or State.COUNTED),
        )
        for rating, channel, ratings, survey_id, signals, state in rows
    ]
    return Paged(found, cluster.n, page)


def is_straight(ratings: str) -> bool:
    """Whether all that was answered was answered alike."""
    return len(set(ratings) - {"0"}) == 1


def _pseudonym(cluster: HeldCluster, rating: bytes) -> str:
    purpose = f"held/{cluster.unit_id}/{cluster.number}"
    return keyed_hash(purpose, rating).hex()[:PSEUDONYM]


def _waits() -> ColumnElement[bool]:
    proposed = select(Proposal.cluster).where(
        Proposal.unit_id == HeldCluster.unit_id,
        Proposal.cluster == HeldCluster.number,
        Proposal.decided_at.is_(None),
    )
    return (HeldCluster.state == State.HELD.value) | proposed.exists()


def _page(which: ColumnElement[bool], page: int, *order: SQLColumnExpression[Any]) -> Paged[HeldCluster]:
    query = select(HeldCluster).where(which).order_by(*order, HeldCluster.unit_id)
    total = db.session.scalar(select(func.count()).select_from(HeldCluster).where(which)) or 0
    shown = db.session.scalars(query.limit(PAGE).offset((page - 1) * PAGE)).all()
    return Paged(shown, total, page)


def _of_cluster(cluster: HeldCluster) -> Select[Proposal]:
    return select(Proposal).where(Proposal.unit_id == cluster.unit_id, Proposal.cluster == cluster.number)
