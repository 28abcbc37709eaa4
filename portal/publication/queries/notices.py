"""What is said beside the numbers of a scope."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select

from portal.core.extensions import db
from portal.domain.notices import NoticeKind
from portal.domain.periods import Period
from portal.publication.models import Notice
from portal.publication.queries.scopes import Scope


def notices(scope: Scope, period: Period) -> Sequence[Notice]:
    """The notices of a scope whose period shares a month with this one, newest first, each with its unit.

    Those of the whole city stand in every scope; the city has those of all its units too. Withdrawn notes are gone,
    withdrawn corrections are not.
    """
    query = select(Notice).where(
        Notice.period.in_(period.overlapping),
        or_(Notice.withdrawn_on.is_(None), Notice.kind == NoticeKind.CORRECTION.value),
    )
    if scope.unit_ids is not None:
        query = query.where(or_(Notice.unit_id.is_(None), Notice.unit_id.in_(scope.unit_ids)))
    return db.session.scalars(query.order_by(Notice.made_on.desc(), Notice.id.desc())).all()


def all_notices() -> Sequence[Notice]:
    """Every notice ever made, in the order in which they were."""
    return db.session.scalars(select(Notice).order_by(Notice.id)).all()
