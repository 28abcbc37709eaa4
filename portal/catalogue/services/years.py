"""Writes to what holds from a year on. The columns of the running year follow, at once or when the year has come."""

from __future__ import annotations

from sqlalchemy import delete, select

from portal.catalogue.models import Service, ServiceYear, Unit, UnitStaff, UnitYear
from portal.catalogue.queries import service_in, unit_in, years_of_service, years_of_unit
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.domain.errors import Refused


def hold_unit(
    *, unit: Unit, from_year: int, this_year: int, name: str, kind: str, distrik: str, parent_id: int | None
) -> None:
    """Let this hold of a unit from a year on. Raises Refused `planned_later` where a later change stands already."""
    versions = years_of_unit(unit)
    if any(version.from_year > max(from_year, this_year) for version in versions):
        raise Refused("planned_later")
    if not versions and unit.name:
        _first_unit_row(unit, from_year)
    row = db.session.get(UnitYear, (unit.id, from_year)) or UnitYear(unit_id=unit.id, from_year=from_year)
    row.name, row.kind, row.distrik, row.parent_id = name, kind, distrik, parent_id
    db.session.add(row)
    if from_year <= this_year:
        unit.name, unit.kind, unit.distrik, unit.parent_id = name, kind, distrik, parent_id
    db.session.flush()


def hold_service(*, service: Service, from_year: int, this_year: int, name: str, users: int | None) -> None:
    """Let this hold of a service from a year on. Raises Refused `planned_later`."""
    versions = years_of_service(service)
    if any(version.from_year > max(from_year, this_year) for version in versions):
        raise Refused("planned_later")
    if not versions and service.name:
        _first_service_row(service, from_year)
    row = db.session.get(ServiceYear, (service.id, from_year)) or ServiceYear(
        service_id=service.id, from_year=from_year
    )
    row.name, row.users = name, users
    db.session.add(row)
    if from_year <= this_year:
        service.name, service.users = name, users
    db.session.flush()


def undo_planned(*, thing: Unit | Service, this_year: int) -> bool:
    """Take back what is planned for later years; whether there was anything."""
    table, key = (UnitYear, UnitYear.unit_id) if isinstance(thing, Unit) else (ServiceYear, ServiceYear.service_id)
    begun = max(this_year, thing.valid_from or 0)
    planned = delete(table).where(key == thing.id, table.from_year > begun)
    undone = db.session.scalars(planned.returning(table.from_year)).all()
    if isinstance(thing, Unit):
        counts = delete(UnitStaff).where(UnitStaff.unit_id == thing.id, UnitStaff.from_year > begun)
        undone = [*undone, *db.session.scalars(counts.returning(UnitStaff.from_year))]
    return bool(undone)


def apply_due_years(*, year: int) -> int:
    """Copy what holds in that year into the columns of the running one; how many units and services changed."""
    changed = 0
    for unit in db.session.scalars(select(Unit)):
        held = unit_in(unit, year)
        now = (unit.name, unit.kind, unit.distrik, unit.parent_id)
        if now != (held.name, held.kind, held.distrik, held.parent_id):
            unit.name, unit.kind, unit.distrik, unit.parent_id = held.name, held.kind, held.distrik, held.parent_id
            changed += 1
    for service in db.session.scalars(select(Service)):
        held_service = service_in(service, year)
        if (service.name, service.users) != (held_service.name, held_service.users):
            service.name, service.users = held_service.name, held_service.users
            changed += 1
    if changed:
        db.session.flush()
        bump_public_revision()
    return changed


def _first_unit_row(unit: Unit, from_year: int) -> None:
    """What held until now, for a unit that came without rows."""
    first = min(unit.valid_from or from_year - 1, from_year - 1)
    row = UnitYear(unit_id=unit.id, from_year=first, name=unit.name, kind=unit.kind, distrik=unit.distrik)
    row.parent_id = unit.parent_id
    db.session.add(row)


def _first_service_row(service: Service, from_year: int) -> None:
    first = min(service.valid_from or from_year - 1, from_year - 1)
    db.session.add(ServiceYear(service_id=service.id, from_year=first, name=service.name, users=service.users))
