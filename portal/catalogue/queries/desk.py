"""What the administrator's desk shows: all units, closed ones too, found by their words, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.catalogue.models import Service, Unit
from portal.catalogue.queries.years import unit_in
from portal.core.extensions import db

PAGE = 25


@dataclass(frozen=True)
class UnitsPage:
    """One page of units, counted from 1, and how many there are in all."""

    units: Sequence[Unit]
    total: int
    page: int

    @property
    def is_last(self) -> bool:
        return self.page * PAGE >= self.total


def units_page(words: str, page: int) -> UnitsPage:
    """Units whose slug, name, kind, distrik or one of whose services holds every word."""
    units = db.session.scalars(select(Unit).options(selectinload(Unit.services)).order_by(Unit.name, Unit.slug)).all()
    found = [unit for unit in units if all(word in _text(unit) for word in words.casefold().split())]
    return UnitsPage(found[(page - 1) * PAGE : page * PAGE], len(found), page)


def offered_units(year: int) -> list[Unit]:
    """Units that work in a year, by name, to choose from."""
    units = db.session.scalars(select(Unit).order_by(Unit.name, Unit.slug)).all()
    return [unit_in(unit, year) for unit in units if (unit.valid_to or year) >= year]


def every_unit() -> Sequence[Unit]:
    """All units with all their services, by slug, for a file of the whole catalogue."""
    return db.session.scalars(select(Unit).options(selectinload(Unit.services)).order_by(Unit.slug)).all()


def _text(unit: Unit) -> str:
    services: Sequence[Service] = unit.services
    words = (unit.slug, unit.name, unit.kind, unit.distrik, *(f"{one.slug} {one.name}" for one in services))
    return " ".join(words).casefold()
