"""The public account of a unit: what became of all that it received, by reason, and what excluded ratings say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.catalogue.models import Unit
from portal.catalogue.queries import staff_of
from portal.core.extensions import db
from portal.domain.entries import BlockKind
from portal.domain.integrity import State
from portal.domain.periods import Period
from portal.domain.questionnaire import Channel
from portal.domain.scoring import Score
from portal.publication.models import PublicReason
from portal.publication.queries.scopes import of_unit
from portal.publication.queries.scorecards import (
    Received,
    counts_by_month,
    publication_number,
    received_in,
    score_of,
)
from portal.publication.queries.sums import read_cells


@dataclass(frozen=True)
class Account:
    """What became of a unit's ratings in a period, by reason; each mapping without zeros, the largest first.

    `held` by `domain.signals`, `excluded` and `counted` (after they were held, in tens) by `domain.holding`.
    """

    unit: Unit
    period: Period
    publication: int | None
    received: Received
    held: Mapping[str, int]
    excluded: Mapping[str, int]
    counted: Mapping[str, int]
    excluded_scores: Mapping[Channel, Score]
    """Of excluded ratings, as far as they stand in whole blocks: never part of a score."""


def account(unit: Unit, period: Period) -> Account:
    """The public account of a unit in a period, as last published."""
    scope = of_unit(unit)
    received, staff = received_in(counts_by_month(scope), period), staff_of(unit.id, period.year)
    cells, reasons = read_cells(scope, [period], kind=BlockKind.EXCLUDED), _reasons(unit, period)
    return Account(
        unit=unit,
        period=period,
        publication=publication_number(),
        received=received,
        held=reasons[State.HELD],
        excluded=reasons[State.EXCLUDED],
        counted=reasons[State.COUNTED],
        excluded_scores={
            channel: score_of(cells.of((), channel, period), received=received.excluded > 0, staff=staff)
            for channel in Channel
        },
    )


def _reasons(unit: Unit, period: Period) -> dict[State, dict[str, int]]:
    n = func.sum(PublicReason.n)
    rows = db.session.execute(
        select(PublicReason.state, PublicReason.reason, n)
        .where(PublicReason.unit_id == unit.id, PublicReason.month.in_(period.months))
        .group_by(PublicReason.state, PublicReason.reason)
        .order_by(n.desc(), PublicReason.reason)
    )
    found: dict[State, dict[str, int]] = {state: {} for state in State}
    for state, reason, total in rows:
        found[State(state)][reason] = int(total)
    return found
