"""The catalogue as it was in a calendar year: what a page about a past period shows, whatever was changed later.

What comes back are copies that no session knows: nothing written to them is ever stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.catalogue.models import Service, ServiceYear, Unit, UnitYear
from portal.core.extensions import db

_Year = TypeVar("_Year", UnitYear, ServiceYear)


def is_given(thing: Unit | Service, year: int) -> bool:
    """Whether a unit works, or a service is given, in a year."""
    return (thing.valid_from or year) <= year <= (thing.valid_to or year)


def units_in(year: int) -> list[Unit]:
    """The units that worked in a year as they were, with the services that they gave, by kind and name."""
    units = db.session.scalars(select(Unit).options(selectinload(Unit.services))).all()
    of_units, of_services = _unit_years(), _service_years()
    found = [_unit(unit, year, of_units, of_services) for unit in units if is_given(unit, year)]
    return sorted(found, key=lambda unit: (unit.kind, unit.name, unit.slug))


def unit_in(unit: Unit, year: int) -> Unit:
    """A unit as it was in a year, with the services that it gave then."""
    ids = [service.id for service in unit.services]
    return _unit(unit, year, _unit_years(unit.id), _service_years(ids))


def service_in(service: Service, year: int) -> Service:
    """A service as it was in a year, with its unit."""
    copy = _service(service, year, _service_years([service.id]))
    copy.unit = _bare(service.unit, year, _unit_years(service.unit_id))
    return copy


@dataclass(frozen=True)
class Membership:
    """The years, both included, in which a unit is of a kind and a distrik; None where there is no end."""

    unit_id: int
    since: int | None
    until: int | None


def memberships(*, kind: str, distrik: str) -> list[Membership]:
    """In which years which units were of a kind and in a distrik; an empty word stands for any."""
    rows = _unit_years()
    units = db.session.execute(select(Unit.id, Unit.kind, Unit.distrik))
    found: list[Membership] = []
    for unit_id, now_kind, now_distrik in units:
        versions = rows.get(unit_id) or [UnitYear(unit_id=unit_id, from_year=0, kind=now_kind, distrik=now_distrik)]
        found.extend(_spans(versions, kind, distrik))
    return found


def known_distriks() -> set[str]:
    """Every distrik that any unit is, was or will be in."""
    now = select(Unit.distrik).distinct()
    return set(db.session.scalars(now.union(select(UnitYear.distrik).distinct())))


def years_of_unit(unit: Unit) -> Sequence[UnitYear]:
    """All that was ever said of a unit, and what is planned, oldest first."""
    return _unit_years(unit.id).get(unit.id, [])


def years_of_service(service: Service) -> Sequence[ServiceYear]:
    """The same of a service."""
    return _service_years([service.id]).get(service.id, [])


def _spans(versions: Sequence[UnitYear], kind: str, distrik: str) -> list[Membership]:
    """Runs of versions that fit, the first from ever, the last for good."""
    spans: list[Membership] = []
    ends: list[int | None] = [version.from_year - 1 for version in versions[1:]]
    for place, (version, until) in enumerate(zip(versions, [*ends, None], strict=True)):
        if kind not in {"", version.kind} or distrik not in {"", version.distrik}:
            continue
        since = version.from_year if place else None
        if spans and spans[-1].until is not None and since == spans[-1].until + 1:
            since = spans.pop().since
        spans.append(Membership(version.unit_id, since, until))
    return spans


def _unit_years(unit_id: int | None = None) -> dict[int, list[UnitYear]]:
    query = select(UnitYear).order_by(UnitYear.unit_id, UnitYear.from_year)
    if unit_id is not None:
        query = query.where(UnitYear.unit_id == unit_id)
    rows: dict[int, list[UnitYear]] = {}
    for row in db.session.scalars(query):
        rows.setdefault(row.unit_id, []).append(row)
    return rows


def _service_years(ids: Sequence[int] | None = None) -> dict[int, list[ServiceYear]]:
    query = select(ServiceYear).order_by(ServiceYear.service_id, ServiceYear.from_year)
    if ids is not None:
        query = query.where(ServiceYear.service_id.in_(ids))
    rows: dict[int, list[ServiceYear]] = {}
    for row in db.session.scalars(query):
        rows.setdefault(row.service_id, []).append(row)
    return rows


def _unit(
    unit: Unit, year: int, units: Mapping[int, Sequence[UnitYear]], services: Mapping[int, Sequence[ServiceYear]]
) -> Unit:
    copy = _bare(unit, year, units)
    given = [_service(service, year, services) for service in unit.services if is_given(service, year)]
    copy.services = sorted(given, key=lambda service: (service.name, service.slug))
    return copy


def _bare(unit: Unit, year: int, units: Mapping[int, Sequence[UnitYear]]) -> Unit:
    held = _held(units.get(unit.id, ()), year) or unit
    return Unit(
        id=unit.id,
        slug=unit.slug,
        name=held.name,
        kind=held.kind,
        distrik=held.distrik,
        parent_id=held.parent_id,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        successor_id=unit.successor_id,
        version=unit.version,
    )


def _service(service: Service, year: int, services: Mapping[int, Sequence[ServiceYear]]) -> Service:
    held = _held(services.get(service.id, ()), year) or service
    return Service(
        id=service.id,
        unit_id=service.unit_id,
        slug=service.slug,
        name=held.name,
        users=held.users,
        valid_from=service.valid_from,
        valid_to=service.valid_to,
        successor_id=service.successor_id,
        version=service.version,
    )


def _held(versions: Sequence[_Year], year: int) -> _Year | None:
    """The last version that began by that year, or the first one of all."""
    begun = [version for version in versions if version.from_year <= year]
    return begun[-1] if begun else (versions[0] if versions else None)
