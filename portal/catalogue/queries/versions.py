"""What was ever said of a unit and what is planned, number of staff included, each time with what it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.catalogue.models import Service, ServiceYear, Unit, UnitStaff
from portal.catalogue.queries.present import staff_of
from portal.catalogue.queries.years import unit_in, years_of_service, years_of_unit
from portal.core.extensions import db


@dataclass(frozen=True)
class UnitVersion:
    """What holds of a unit from a year on: values by field; `changed`: fields that differ from before, at first all."""

    from_year: int
    values: Mapping[str, object]
    changed: Sequence[str]


def versions_of_unit(unit: Unit) -> list[UnitVersion]:
    """All versions in which something changed, the oldest first, planned ones too."""
    counts = select(UnitStaff.from_year).where(UnitStaff.unit_id == unit.id)
    years = {row.from_year for row in years_of_unit(unit)} | set(db.session.scalars(counts))
    names: dict[int | None, str] = {None: ""}
    names.update((number, name) for number, name in db.session.execute(select(Unit.id, Unit.name)))
    found: list[UnitVersion] = []
    for year in sorted(years):
        values = _values(unit, year, names)
        changed = [name for name in values if not found or found[-1].values[name] != values[name]]
        found += [UnitVersion(year, values, changed)] if changed else []
    return found


def plans_of_unit(unit: Unit, this_year: int) -> list[UnitVersion]:
    """What will change in later years; not how a unit begins that is new then."""
    return [version for version in versions_of_unit(unit) if version.from_year > max(this_year, unit.valid_from or 0)]


def plans_of_service(service: Service, this_year: int) -> Sequence[ServiceYear]:
    """The same of a service."""
    return [row for row in years_of_service(service) if row.from_year > max(this_year, service.valid_from or 0)]


def _values(unit: Unit, year: int, names: Mapping[int | None, str]) -> dict[str, object]:
    held = unit_in(unit, year)
    return {
        "name": held.name,
        "kind": held.kind,
        "distrik": held.distrik,
        "parent": names[held.parent_id],
        "staff": staff_of(unit.id, year),
    }
