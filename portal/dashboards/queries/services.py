"""Services as pages list them: found by a search, of one unit, or used by many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.catalogue.models import Service, Unit
from portal.catalogue.queries import count_services_found, given_in, services_found
from portal.core.extensions import db
from portal.domain.periods import Period
from portal.domain.questionnaire import Channel
from portal.domain.sample_size import needed
from portal.publication.queries import service_counts

PAGE = 20


@dataclass(frozen=True)
class ServiceLink:
    """A service by name, with the unit that gives it."""

    slug: str
    name: str
    unit: str
    unit_name: str


@dataclass(frozen=True)
class ServiceState:
    """A service of a unit: ratings published in its own blocks, and answers needed, None where users are unknown."""

    slug: str
    name: str
    answered: int
    needed: int | None


@dataclass(frozen=True)
class Found:
    """One page of a search, counted from 1, and how many services it found in all."""

    services: Sequence[ServiceLink]
    total: int
    page: int

    @property
    def is_last(self) -> bool:
        return self.page * PAGE >= self.total


def found_services(words: str, page: int, year: int) -> Found:
    """Page `page` of the services given in a year that hold all words, in their own name or their unit's."""
    services = services_found(words, year=year, limit=PAGE, offset=(page - 1) * PAGE)
    return Found([_link(service) for service in services], count_services_found(words, year), page)


def services_of_unit(unit: Unit, period: Period, channel: Channel) -> list[ServiceState]:
    """The unit's services by name, with what one channel has of them in a period."""
    counts = service_counts(unit, period, channel)
    return [
        ServiceState(service.slug, service.name, counts.get(service.id, 0), sample_needed(service))
        for service in unit.services
    ]


def sample_needed(service: Service) -> int | None:
    """Answers that the service owes (Krejcie & Morgan), None where its users are unknown or none."""
    return needed(service.users) if service.users else None


def services_of_many_users(limit: int, year: int) -> list[ServiceLink]:
    """The most used service of each unit in a year, those of the most users first; unknown counts as none."""
    users = func.coalesce(Service.users, 0)
    place = func.row_number().over(partition_by=Service.unit_id, order_by=(users.desc(), Service.slug))
    ranked = select(Service.id, place.label("place")).where(*given_in(Service, year)).subquery()
    query = (
        select(Service)
        .join(ranked, ranked.c.id == Service.id)
        .where(ranked.c.place == 1)
        .order_by(users.desc(), Service.slug)
        .limit(limit)
    )
    return [_link(service) for service in db.session.scalars(query.options(joinedload(Service.unit)))]


def _link(service: Service) -> ServiceLink:
    return ServiceLink(service.slug, service.name, service.unit.slug, service.unit.name)
