"""Places where people rate: found by their words, by their code, and those of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager

from portal.catalogue.models import Service, Touchpoint, Unit
from portal.core.extensions import db
from portal.core.paging import PAGE, Paged
from portal.domain.codes import normalise_short
from portal.domain.errors import NotFound

SEEN = ("in_use", "retired", "all")
"""Which of them a list shows."""


def touchpoints_page(words: str, seen: str, page: int) -> Paged[Touchpoint]:
    """Touchpoints whose code, place, service or unit holds every word, by unit, service and place."""
    query = select(Touchpoint).join(Touchpoint.service).join(Service.unit)
    if seen != "all":
        retired = Touchpoint.retired_on.is_not(None)
        query = query.where(retired if seen == "retired" else ~retired)
    for word in words.lower().split()[:8]:
        columns = (Touchpoint.code, Touchpoint.place, Service.name, Service.slug, Unit.name, Unit.slug)
        query = query.where(or_(*(func.lower(column).contains(word, autoescape=True) for column in columns)))
    total = db.session.scalar(select(func.count()).select_from(query.with_only_columns(Touchpoint.id).subquery())) or 0
    found = query.order_by(Unit.name, Service.name, Touchpoint.place, Touchpoint.id)
    return Paged(db.session.scalars(found.limit(PAGE).offset((page - 1) * PAGE)).all(), total, page)


def every_touchpoint() -> Sequence[Touchpoint]:
    """All of them with service and unit, retired ones too, in the order in which they were made."""
    query = select(Touchpoint).join(Touchpoint.service).join(Service.unit)
    loaded = query.options(contains_eager(Touchpoint.service).contains_eager(Service.unit))
    return db.session.scalars(loaded.order_by(Touchpoint.id)).all()


def touchpoint_by_code(code: str) -> Touchpoint:
    """One touchpoint, by its code as typed; raises NotFound `unknown_touchpoint`."""
    symbols = normalise_short(code)
    found = db.session.scalar(select(Touchpoint).where(Touchpoint.code == symbols)) if symbols else None
    if found is None:
        raise NotFound("unknown_touchpoint")
    return found


def places_in_use(service_ids: Iterable[int]) -> set[tuple[int, str]]:
    """Number of the service and place of each touchpoint in use of these services, in lower case."""
    query = select(Touchpoint.service_id, Touchpoint.place).where(Touchpoint.retired_on.is_(None))
    rows = db.session.execute(query.where(Touchpoint.service_id.in_(list(service_ids))))
    return {(service_id, place.casefold()) for service_id, place in rows}
