"""Holding: suspicious ratings of a unit come into a cluster, before anything of them is drawn."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, func, insert, select

from portal.audit.services import record
from portal.core.database import serialise
from portal.core.extensions import db
from portal.domain.integrity import State
from portal.domain.signals import Reason, unpacked
from portal.integrity.models import Decision, HeldCluster, HeldRating
from portal.integrity.queries import IS_LAST
from portal.integrity.services.decisions import chunks, decide_ratings
from portal.responses.models import Mark, Response

LOCK = "integrity"
INTAKE = "intake"
"""Who holds, in the record of deeds: no person."""


def hold(*, unit_id: int, reason: Reason, ratings: Collection[bytes], day: datetime.date) -> HeldCluster | None:
    """Hold these ratings of a unit in the cluster of reason and day; None where none of them is to be held.

    Left out: ratings that are held or excluded already, that were held for this reason before (whatever was decided),
    and that the unit does not have.
    """
    serialise(LOCK)
    held = _to_hold(unit_id, reason, ratings)
    if not held:
        return None
    cluster = _cluster(unit_id, reason, day)
    cluster.n += len(held)
    db.session.flush()
    _add_ratings(cluster, held)
    decide_ratings(unit_id=unit_id, ratings=held, state=State.HELD, reason=reason.value)
    record(
        actor=INTAKE,
        action="cluster.hold",
        subject=f"{cluster.unit.slug}/{cluster.number}",
        # No finer than the day: the record must not say when a rating came.
        at=datetime.datetime.combine(day, datetime.time(), datetime.UTC),
        after={"reason": reason.value, "n": len(held)},
    )
    return cluster


def hold_suspects(*, day: datetime.date) -> int:
    """Hold every waiting rating of which the intake noticed something; its first reason decides. Returns how many."""
    serialise(LOCK)
    suspects: defaultdict[tuple[int, Reason], list[bytes]] = defaultdict(list)
    for unit_id, rating, signals in _suspects():
        suspects[unit_id, unpacked(signals)[0]].append(rating)
    before = _held_ratings()
    for (unit_id, reason), ratings in sorted(suspects.items()):
        hold(unit_id=unit_id, reason=reason, ratings=ratings, day=day)
    return _held_ratings() - before


def _suspects() -> Sequence[tuple[int, bytes, str]]:
    """Unit, rating and signals of what waits with a signal and has never been held."""
    rows = db.session.execute(
        select(Mark.unit_id, Mark.response_id, Mark.signals)
        .outerjoin(HeldRating, (HeldRating.unit_id == Mark.unit_id) & (HeldRating.response_id == Mark.response_id))
        .where(Mark.signals != "", HeldRating.response_id.is_(None))
    )
    return [(unit_id, rating, signals) for unit_id, rating, signals in rows]


def _held_ratings() -> int:
    return db.session.scalar(select(func.count()).select_from(HeldRating)) or 0


def _to_hold(unit_id: int, reason: Reason, ratings: Collection[bytes]) -> dict[bytes, str]:
    """Those of the ratings that come into the cluster, with the signals of their marks."""
    found: dict[bytes, str] = {}
    for chunk in chunks(set(ratings)):
        rows = db.session.execute(
            select(Response.id, Mark.signals)
            .outerjoin(Mark, (Mark.unit_id == Response.unit_id) & (Mark.response_id == Response.id))
            .where(Response.unit_id == unit_id, Response.id.in_(chunk))
            .where(~_decided_otherwise(), ~_held_before(reason))
        )
        found |= {rating: signals or "" for rating, signals in rows}
    return found


def _decided_otherwise() -> ColumnElement[bool]:
    return (
        select(Decision.number)
        .where(Decision.unit_id == Response.unit_id, Decision.response_id == Response.id)
        .where(Decision.state != State.COUNTED.value, IS_LAST)
        .exists()
    )


def _held_before(reason: Reason) -> ColumnElement[bool]:
    return (
        select(HeldRating.cluster)
        .join(HeldCluster, (HeldCluster.unit_id == HeldRating.unit_id) & (HeldCluster.number == HeldRating.cluster))
        .where(HeldRating.unit_id == Response.unit_id, HeldRating.response_id == Response.id)
        .where(HeldCluster.reason == reason.value)
        .exists()
    )


def _cluster(unit_id: int, reason: Reason, day: datetime.date) -> HeldCluster:
    """The cluster of reason and day in which nobody has proposed anything yet, or a new one."""
    open_one = db.session.scalars(
        select(HeldCluster)
        .where(HeldCluster.unit_id == unit_id, HeldCluster.reason == reason.value, HeldCluster.day == day)
        .where(HeldCluster.state == State.HELD.value, ~HeldCluster.proposals.any())
    ).first()
    if open_one is not None:
        return open_one
    last = db.session.scalar(select(func.max(HeldCluster.number)).where(HeldCluster.unit_id == unit_id)) or 0
    cluster = HeldCluster(unit_id=unit_id, number=last + 1, reason=reason.value, day=day, n=0, state=State.HELD.value)
    db.session.add(cluster)
    return cluster


def _add_ratings(cluster: HeldCluster, held: dict[bytes, str]) -> None:
    for chunk in chunks(held):
        rows = [
            {"unit_id": cluster.unit_id, "cluster": cluster.number, "response_id": rating, "signals": held[rating]}
            for rating in chunk
        ]
        db.session.execute(insert(HeldRating), rows)
