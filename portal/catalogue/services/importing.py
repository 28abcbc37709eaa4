"""Writes to the catalogue: the import, which is idempotent by slug."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.catalogue.models import Service, Unit, UnitStaff
from portal.catalogue.queries import years_of_unit
from portal.catalogue.services.years import hold_service, hold_unit
from portal.core.csv_files import BadLine
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.domain.errors import DomainError


@dataclass(frozen=True)
class CatalogueLine:
    """One line of a catalogue file: a service and the unit that gives it. None = the column is absent or empty."""

    number: int
    unit: str
    unit_name: str
    service: str
    service_name: str
    kind: str | None
    distrik: str | None
    parent: str | None
    staff: int | None
    users: int | None


class BadCatalogue(DomainError):
    """Lines that contradict what is stored; nothing was changed."""

    code = "bad_catalogue"

    def __init__(self, lines: Sequence[BadLine]) -> None:
        super().__init__("; ".join(map(str, lines)))
        self.lines = tuple(lines)


@dataclass
class Imported:
    """What an import did."""

    units: int = 0
    services: int = 0


def import_catalogue(*, lines: Sequence[CatalogueLine], year: int) -> Imported:
    """Create or update units and services by slug. Columns that the file leaves out stay as they are.

    A unit's first number of staff counts from `year`, a changed one from the year after: a year's questions do not
    change under its ratings. So it is with kind, distrik and parent. Raises BadCatalogue for a service of another unit
    or an unknown parent.
    """
    units = {u.slug: u for u in db.session.scalars(select(Unit))}
    services = {s.slug: s for s in db.session.scalars(select(Service))}
    done = Imported()
    for line in lines:
        if line.unit not in units:
            units[line.unit] = _new_unit(line)
            done.units += 1
    db.session.flush()
    _check(lines, units, services)
    for line in {line.unit: line for line in reversed(lines)}.values():
        _hold(units[line.unit], line, units, year)
    for line in lines:
        _freeze_staff(units[line.unit], line.staff, year)
        done.services += _store_service(line, units[line.unit], services, year)
    bump_public_revision()
    return done


def _new_unit(line: CatalogueLine) -> Unit:
    unit = Unit(slug=line.unit, name=line.unit_name, kind=line.kind or "lainnya", distrik=line.distrik or "", version=1)
    db.session.add(unit)
    return unit


def _hold(unit: Unit, line: CatalogueLine, units: Mapping[str, Unit], year: int) -> None:
    """A name counts from this year; what decides about comparison from the next, but for a unit new this year."""
    kind, distrik = line.kind or unit.kind, line.distrik or unit.distrik
    parent_id = units[line.parent].id if line.parent else unit.parent_id
    versions = years_of_unit(unit)
    is_new = not versions or versions[0].from_year >= year
    structural = (kind, distrik, parent_id) != (unit.kind, unit.distrik, unit.parent_id)
    if is_new or not structural:
        if versions and not structural and unit.name == line.unit_name:
            return
        hold_unit(
            unit=unit,
            from_year=year,
            this_year=year,
            name=line.unit_name,
            kind=kind,
            distrik=distrik,
            parent_id=parent_id,
        )
        return
    hold_unit(
        unit=unit,
        from_year=year + 1,
        this_year=year,
        name=line.unit_name,
        kind=kind,
        distrik=distrik,
        parent_id=parent_id,
    )


def _check(lines: Sequence[CatalogueLine], units: dict[str, Unit], services: dict[str, Service]) -> None:
    bad: list[BadLine] = []
    for line in lines:
        stored = services.get(line.service)
        if stored is not None and stored.unit_id != units[line.unit].id:
            bad.append(BadLine(line.number, "service", f"«{line.service}» sudah milik unit lain"))
        if line.parent and line.parent not in units:
            bad.append(BadLine(line.number, "parent", f"unit «{line.parent}» tidak ada"))
        elif line.parent and _leads_to(line.unit, line.parent, lines, units):
            bad.append(BadLine(line.number, "parent", "lingkaran induk"))
    if bad:
        raise BadCatalogue(bad)


def _leads_to(unit: str, parent: str, lines: Sequence[CatalogueLine], units: dict[str, Unit]) -> bool:
    """Whether going up from `parent` comes back to `unit`."""
    slugs = {u.id: u.slug for u in units.values()}
    above = {u.slug: slugs.get(u.parent_id) for u in units.values() if u.parent_id is not None}
    above.update({line.unit: line.parent for line in lines if line.parent})
    seen = {unit}
    step: str | None = parent
    while step is not None and step not in seen:
        seen.add(step)
        step = above.get(step)
    return step is not None


def _freeze_staff(unit: Unit, staff: int | None, year: int) -> None:
    if staff is None:
        return
    newest = db.session.scalar(
        select(UnitStaff).where(UnitStaff.unit_id == unit.id).order_by(UnitStaff.from_year.desc()).limit(1)
    )
    if newest is None:
        db.session.add(UnitStaff(unit_id=unit.id, from_year=year, staff=staff))
    elif newest.from_year > year:
        newest.staff = staff
    elif newest.staff != staff:
        db.session.add(UnitStaff(unit_id=unit.id, from_year=year + 1, staff=staff))
    db.session.flush()


def _store_service(line: CatalogueLine, unit: Unit, services: dict[str, Service], year: int) -> int:
    service = services.get(line.service)
    is_new = service is None
    if service is None:
        service = services[line.service] = Service(
            slug=line.service, unit_id=unit.id, name=line.service_name, version=1
        )
        db.session.add(service)
        db.session.flush()
    users = line.users if line.users is not None else service.users
    if is_new or (service.name, service.users) != (line.service_name, users):
        hold_service(service=service, from_year=year, this_year=year, name=line.service_name, users=users)
    return int(is_new)
