"""Writes to units and services, one deed a function: make one, change one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from portal.catalogue.models import KINDS, Service, Unit, UnitStaff
from portal.catalogue.queries import is_given, plans_of_unit, service_in, staff_of, unit_in, years_of_unit
from portal.catalogue.services.years import hold_service, hold_unit
from portal.core.database import serialise
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.core.saving import check_version
from portal.domain.catalogue import RESERVED_FOR_PAGES, check_from_year, leads_back
from portal.domain.entries import OTHER_SERVICE_SLUG
from portal.domain.errors import Refused
from portal.domain.texts import is_slug


@dataclass(frozen=True)
class UnitFacts:
    """What is said of a unit; `parent` is a slug or empty, `staff` None where unknown."""

    name: str
    kind: str
    distrik: str
    parent: str
    staff: int | None


@dataclass(frozen=True)
class ServiceFacts:
    """What is said of a service; `users` None where unknown."""

    name: str
    users: int | None


def facts_of_unit(unit: Unit, year: int) -> UnitFacts:
    """What is said of a unit in a year."""
    held = unit_in(unit, year)
    parent = db.session.get(Unit, held.parent_id) if held.parent_id else None
    return UnitFacts(held.name, held.kind, held.distrik, parent.slug if parent else "", staff_of(unit.id, year))


def facts_of_service(service: Service, year: int) -> ServiceFacts:
    """What is said of a service in a year."""
    held = service_in(service, year)
    return ServiceFacts(held.name, held.users)


def create_unit(*, slug: str, facts: UnitFacts, from_year: int, this_year: int) -> Unit:
    """A new unit from a year on. Raises Refused: `bad_slug`, `slug_reserved`, `slug_taken`, and as `change_unit`."""
    serialise("catalogue")
    _check_slug(slug, Unit)
    check_from_year(from_year, this_year, structural=False, first_year=from_year)
    unit = Unit(slug=slug, name=facts.name, kind=_kind(facts), distrik=facts.distrik, valid_from=from_year, version=1)
    db.session.add(unit)
    db.session.flush()
    _hold(unit, facts, from_year, this_year)
    _keep_staff(unit, facts.staff, from_year)
    bump_public_revision()
    return unit


def change_unit(*, unit: Unit, version: int | None, facts: UnitFacts, from_year: int, this_year: int) -> UnitFacts:
    """Let these facts hold of a unit from a year on; gives those that held before.

    Raises Conflict for a stale form; Refused: `past_year`, `structure_next_year`, `too_far`, `planned_later`,
    `unknown_kind`, `unknown_parent`, `cycle`, `staff_this_year`, `closed`, `nothing_changed`.
    """
    serialise("catalogue")
    before = facts_of_unit(unit, from_year)
    check_version(unit.version, version, {name: (getattr(before, name), value) for name, value in vars(facts).items()})
    if before == facts:
        raise Refused("nothing_changed")
    _check_open(unit, from_year)
    if from_year <= this_year and plans_of_unit(unit, this_year):
        raise Refused("planned_later")
    structural = (before.kind, before.distrik, before.parent) != (facts.kind, facts.distrik, facts.parent)
    versions = years_of_unit(unit)
    first = unit.valid_from if unit.valid_from is not None else (versions[0].from_year if versions else None)
    check_from_year(from_year, this_year, structural=structural, first_year=first)
    if facts.staff != before.staff:
        _change_staff(unit, facts.staff, from_year, this_year)
    if (before.name, structural) != (facts.name, False):
        _hold(unit, facts, from_year, this_year)
    unit.version += 1
    db.session.flush()
    bump_public_revision()
    return before


def create_service(*, unit: Unit, slug: str, facts: ServiceFacts, from_year: int, this_year: int) -> Service:
    """A new service of a unit from a year on. Raises Refused: `bad_slug`, `slug_reserved`, `slug_taken`, `past_year`,
    `too_far`, `closed`.
    """
    serialise("catalogue")
    _check_slug(slug, Service)
    check_from_year(from_year, this_year, structural=False, first_year=from_year)
    _check_open(unit, from_year)
    service = Service(slug=slug, unit=unit, name=facts.name, users=facts.users, valid_from=from_year, version=1)
    db.session.add(service)
    db.session.flush()
    hold_service(service=service, from_year=from_year, this_year=this_year, name=facts.name, users=facts.users)
    bump_public_revision()
    return service


def change_service(
    *, service: Service, version: int | None, facts: ServiceFacts, from_year: int, this_year: int
) -> ServiceFacts:
    """Let these facts hold of a service from a year on; gives those before. Raises as `change_unit`."""
    serialise("catalogue")
    before = facts_of_service(service, from_year)
    fields = {name: (getattr(before, name), value) for name, value in vars(facts).items()}
    check_version(service.version, version, fields)
    if before == facts:
        raise Refused("nothing_changed")
    _check_open(service, from_year)
    check_from_year(from_year, this_year, structural=False, first_year=service.valid_from)
    hold_service(service=service, from_year=from_year, this_year=this_year, name=facts.name, users=facts.users)
    service.version += 1
    db.session.flush()
    bump_public_revision()
    return before


def _check_open(thing: Unit | Service, year: int) -> None:
    """What ends is not changed any more, even before its end: the plan was shown as it was."""
    if thing.valid_to is not None or not is_given(thing, year):
        raise Refused("closed")


def _hold(unit: Unit, facts: UnitFacts, from_year: int, this_year: int) -> None:
    hold_unit(
        unit=unit,
        from_year=from_year,
        this_year=this_year,
        name=facts.name,
        kind=_kind(facts),
        distrik=facts.distrik,
        parent_id=_parent_id(unit, facts.parent, from_year),
    )


def _kind(facts: UnitFacts) -> str:
    if facts.kind not in KINDS:
        raise Refused("unknown_kind")
    return facts.kind


def _parent_id(unit: Unit, slug: str, year: int) -> int | None:
    if not slug:
        return None
    parent = db.session.scalar(select(Unit).where(Unit.slug == slug))
    if parent is None or not is_given(parent, year):
        raise Refused("unknown_parent", parent=slug)
    parents = {one.id: unit_in(one, year).parent_id for one in db.session.scalars(select(Unit))}
    if leads_back(unit.id, parent.id, parents):
        raise Refused("cycle", parent=parent.name)
    return parent.id


def _check_slug(slug: str, table: type[Unit | Service]) -> None:
    if not is_slug(slug):
        raise Refused("bad_slug")
    if slug == OTHER_SERVICE_SLUG or (table is Unit and slug in RESERVED_FOR_PAGES):
        raise Refused("slug_reserved", slug=slug)
    if db.session.scalar(select(table.id).where(table.slug == slug)) is not None:
        raise Refused("slug_taken")


def _change_staff(unit: Unit, staff: int | None, from_year: int, this_year: int) -> None:
    """A year's count stays for its year, so that its questions do; one that was never given may be given now."""
    if staff is None or (from_year == this_year and staff_of(unit.id, this_year) is not None):
        raise Refused("staff_this_year", year=this_year + 1)
    _keep_staff(unit, staff, from_year)


def _keep_staff(unit: Unit, staff: int | None, from_year: int) -> None:
    if staff is None:
        return
    row = db.session.get(UnitStaff, (unit.id, from_year)) or UnitStaff(unit_id=unit.id, from_year=from_year)
    row.staff = staff
    db.session.add(row)
    db.session.flush()
