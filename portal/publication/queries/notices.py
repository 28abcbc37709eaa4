"""What is said beside the numbers of a scope."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from portal.catalogue.models import Unit
from portal.core.extensions import db
from portal.core.paging import PAGE, Paged
from portal.domain.errors import NotFound
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


def notices_page(words: str, page: int) -> Paged[Notice]:
    """Notices whose texts, period or unit hold every word, the newest first, withdrawn ones too."""
    query = select(Notice).outerjoin(Notice.unit)
    for word in words.lower().split()[:8]:
        columns = (Notice.text, Notice.english, Notice.period, Unit.name, Unit.slug)
        query = query.where(or_(*(func.lower(column).contains(word, autoescape=True) for column in columns)))
    total = db.session.scalar(select(func.count()).select_from(query.with_only_columns(Notice.id).subquery())) or 0
    found = query.order_by(Notice.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return Paged(db.session.scalars(found).all(), total, page)


def notice_by_number(number: int) -> Notice:
    """One notice; raises NotFound `unknown_notice`."""
    notice = db.session.get(Notice, number) if number < 2**31 else None
    if notice is None:
        raise NotFound("unknown_notice")
    return notice
