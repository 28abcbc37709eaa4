"""Reads of the catalogue as it is: units, services, and what a search finds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.catalogue.models import SampleCity, Service, Unit, UnitStaff
from portal.core.extensions import db
from portal.domain.errors import NotFound
from portal.domain.texts import is_slug

_Thing = TypeVar("_Thing", Unit, Service)


def unit_by_slug(slug: str) -> Unit:
    """The unit of that slug, with its services; raises NotFound."""
    if not is_slug(slug):
        raise NotFound("unknown_unit")
    unit = db.session.scalar(select(Unit).where(Unit.slug == slug).options(selectinload(Unit.services)))
    if unit is None:
        raise NotFound("unknown_unit")
    return unit


def unit_slug(unit_id: int) -> str:
    """The slug of a unit by its number."""
    return db.session.get_one(Unit, unit_id).slug


def service_by_slug(slug: str) -> Service:
    """The service of that slug, with its unit; raises NotFound."""
    if not is_slug(slug):
        raise NotFound("unknown_service")
    service = db.session.scalar(select(Service).where(Service.slug == slug).options(joinedload(Service.unit)))
    if service is None:
        raise NotFound("unknown_service")
    return service


def all_units() -> Sequence[Unit]:
    """Every unit with its services, by kind and name."""
    return db.session.scalars(select(Unit).options(selectinload(Unit.services)).order_by(Unit.kind, Unit.name)).all()


def units_after(slug: str, limit: int, year: int) -> Sequence[Unit]:
    """A page of units that work in a year, with all their services, in the order of slugs, after the given one."""
    query = select(Unit).where(Unit.slug > slug, *given_in(Unit, year)).options(selectinload(Unit.services))
    return db.session.scalars(query.order_by(Unit.slug).limit(limit)).all()


def given_in(table: type[Unit | Service], year: int) -> tuple[ColumnElement[bool], ...]:
    """Conditions: units that work, or services that are given, in a year."""
    return (
        or_(table.valid_from.is_(None), table.valid_from <= year),
        or_(table.valid_to.is_(None), table.valid_to >= year),
    )


def ended_units(year: int) -> dict[str, str]:
    """The names of the units that work no more in a year, by slug."""
    rows = db.session.execute(select(Unit.slug, Unit.name).where(Unit.valid_to < year))
    return {row.slug: row.name for row in rows}


def services_found(words: str, *, year: int, limit: int, offset: int = 0) -> Sequence[Service]:
    """Services given in a year whose name, or whose unit's name or distrik, holds every word; all for no word."""
    query = _found(words, year).options(joinedload(Service.unit)).order_by(Service.name, Unit.name)
    return db.session.scalars(query.limit(limit).offset(offset)).all()


def count_services_found(words: str, year: int) -> int:
    """How many services `services_found` has in all."""
    return db.session.scalar(select(func.count()).select_from(_found(words, year).subquery())) or 0


def successor_of(thing: _Thing) -> _Thing | None:
    """What stands in a unit's or a service's place now, however many steps away; None where nothing does."""
    seen, found = {thing.id}, thing
    while found.successor_id is not None and found.successor_id not in seen:
        seen.add(found.successor_id)
        found = db.session.get_one(type(thing), found.successor_id)
    return found if found.id != thing.id else None


def _found(words: str, year: int) -> Select[Service]:
    query = select(Service).join(Service.unit).where(*given_in(Service, year))
    for word in re.findall(r"\w+", words)[:8]:
        pattern = f"%{word.lower()}%"
        columns = (Service.name, Unit.name, Unit.distrik)
        query = query.where(or_(*(func.lower(column).like(pattern) for column in columns)))
    return query


def staff_of(unit_id: int, year: int) -> int | None:
    """How many people worked in a unit in a year, as frozen; the first count serves earlier years; None unknown."""
    rows = db.session.execute(
        select(UnitStaff.from_year, UnitStaff.staff).where(UnitStaff.unit_id == unit_id).order_by(UnitStaff.from_year)
    ).all()
    known = [staff for from_year, staff in rows if from_year <= year] or [staff for _year, staff in rows[:1]]
    return known[-1] if known else None


def is_sample_city() -> bool:
    """Whether everything here is invented sample data."""
    return db.session.scalar(select(SampleCity.seed).limit(1)) is not None


def staff_of_units(year: int) -> dict[int, int]:
    """`staff_of` for every unit where it is known."""
    rows = db.session.execute(
        select(UnitStaff.unit_id, UnitStaff.from_year, UnitStaff.staff).order_by(UnitStaff.unit_id, UnitStaff.from_year)
    )
    staff: dict[int, int] = {}
    for unit_id, from_year, count in rows:
        if unit_id not in staff or from_year <= year:
            staff[unit_id] = count
    return staff
