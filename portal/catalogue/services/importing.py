"""Writes to the catalogue: the import, which is idempotent by slug."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from portal.catalogue.models import Service, Unit, UnitStaff
from portal.catalogue.queries import years_of_unit
from portal.catalogue.services.years import hold_service, hold_unit
from portal.core.csv_files import BadLine
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.domain.errors import DomainError, Refused

_PLANNED = "sudah ada perubahan yang direncanakan untuk tahun depan; batalkan dulu"

Facts = Mapping[str, object]


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


@dataclass(frozen=True)
class FactChange:
    """One fact of an existing unit or service (its slug) that a file changes, and from which year."""

    subject: str
    field: str
    before: object
    after: object
    from_year: int


@dataclass
class Imported:
    """What an import did: how much is new, and what changed of the rest."""

    new_units: set[str] = field(default_factory=set)
    services: int = 0
    changes: list[FactChange] = field(default_factory=list)

    @property
    def units(self) -> int:
        """How many units are new."""
        return len(self.new_units)

    def as_record(self) -> dict[str, object]:
        """What the audit record keeps of it."""
        return {"units": self.units, "services": self.services, "changes": [vars(one) for one in self.changes]}

    def note(self, subject: str, before: Facts, after: Facts, from_year: int) -> None:
        """Keep what differs."""
        differs = [name for name in after if before[name] != after[name]]
        self.changes += [FactChange(subject, name, before[name], after[name], from_year) for name in differs]


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
            done.new_units.add(line.unit)
    db.session.flush()
    _check(lines, units, services)
    firsts = {line.unit: line for line in reversed(lines)}
    for line in lines:
        try:
            if firsts[line.unit] is line:
                _hold(line, units, year, done)
                _freeze_staff(units[line.unit], line.staff, year, done)
            _store_service(line, units[line.unit], services, year, done)
        except Refused as refused:
            raise BadCatalogue([BadLine(line.number, "(semua)", _PLANNED)]) from refused
    bump_public_revision()
    return done


def _new_unit(line: CatalogueLine) -> Unit:
    unit = Unit(slug=line.unit, name=line.unit_name, kind=line.kind or "lainnya", distrik=line.distrik or "", version=1)
    db.session.add(unit)
    return unit


def _hold(line: CatalogueLine, units: Mapping[str, Unit], year: int, done: Imported) -> None:
    """A name counts from this year; what decides about comparison from the next, and the name with it.

    A unit new this year is as the file says at once.
    """
    unit = units[line.unit]
    parent_id = units[line.parent].id if line.parent else unit.parent_id
    wanted = (line.unit_name, line.kind or unit.kind, line.distrik or unit.distrik, parent_id)
    versions = years_of_unit(unit)
    is_new = not versions or versions[0].from_year >= year
    structural = wanted[1:] != (unit.kind, unit.distrik, unit.parent_id)
    from_year = year + 1 if structural and not is_new else year
    held = next((version for version in reversed(versions) if version.from_year <= from_year), unit)
    before = (held.name, held.kind, held.distrik, held.parent_id)
    if versions and before == wanted:
        return
    if unit.slug not in done.new_units:
        slugs = {one.id: one.slug for one in units.values()}
        done.note(unit.slug, _facts(before, slugs), _facts(wanted, slugs), from_year)
    name, kind, distrik, _parent = wanted
    hold_unit(
        unit=unit, from_year=from_year, this_year=year, name=name, kind=kind, distrik=distrik, parent_id=parent_id
    )


def _facts(values: tuple[str, str, str, int | None], slugs: Mapping[int, str]) -> Facts:
    name, kind, distrik, parent_id = values
    return {"name": name, "kind": kind, "distrik": distrik, "parent": slugs[parent_id] if parent_id else ""}


def _check(lines: Sequence[CatalogueLine], units: dict[str, Unit], services: dict[str, Service]) -> None:
    bad: list[BadLine] = []
    for line in lines:
        stored = services.get(line.service)
        if stored is not None and stored.unit_id != units[line.unit].id:
            bad.append(BadLine(line.number, "service", f"«{line.service}» sudah milik unit lain"))
        ends = units[line.unit].valid_to
        if ends is not None and _says_more(line, units[line.unit], stored):
            bad.append(BadLine(line.number, "unit", f"«{line.unit}» berakhir pada akhir {ends}; tidak diubah lagi"))
        if line.parent and line.parent not in units:
            bad.append(BadLine(line.number, "parent", f"unit «{line.parent}» tidak ada"))
        elif line.parent and _leads_to(line.unit, line.parent, lines, units):
            bad.append(BadLine(line.number, "parent", "lingkaran induk"))
    if bad:
        raise BadCatalogue(bad)


def _says_more(line: CatalogueLine, unit: Unit, service: Service | None) -> bool:
    """Whether a line would change anything of a unit, or of its service; its parent and staff aside."""
    said = (line.unit_name, line.kind or unit.kind, line.distrik or unit.distrik)
    of_service = (line.service_name, line.users) if line.users is not None else (line.service_name,)
    same = service is not None and of_service == (service.name, service.users)[: len(of_service)]
    return not same or said != (unit.name, unit.kind, unit.distrik)


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


def _freeze_staff(unit: Unit, staff: int | None, year: int, done: Imported) -> None:
    if staff is None:
        return
    newest = db.session.scalar(
        select(UnitStaff).where(UnitStaff.unit_id == unit.id).order_by(UnitStaff.from_year.desc()).limit(1)
    )
    if newest is not None and newest.staff == staff:
        return
    from_year = year if newest is None else max(newest.from_year, year + 1)
    if unit.slug not in done.new_units:
        done.note(unit.slug, {"staff": newest.staff if newest is not None else None}, {"staff": staff}, from_year)
    if newest is not None and newest.from_year > year:
        newest.staff = staff
    else:
        db.session.add(UnitStaff(unit_id=unit.id, from_year=from_year, staff=staff))
    db.session.flush()


def _store_service(line: CatalogueLine, unit: Unit, services: dict[str, Service], year: int, done: Imported) -> None:
    service = services.get(line.service)
    if service is None:
        service = services[line.service] = Service(
            slug=line.service, unit_id=unit.id, name=line.service_name, version=1
        )
        db.session.add(service)
        db.session.flush()
        done.services += 1
        hold_service(service=service, from_year=year, this_year=year, name=line.service_name, users=line.users)
        return
    users = line.users if line.users is not None else service.users
    before, wanted = {"name": service.name, "users": service.users}, {"name": line.service_name, "users": users}
    if before != wanted:
        done.note(service.slug, before, wanted, year)
        hold_service(service=service, from_year=year, this_year=year, name=line.service_name, users=users)
