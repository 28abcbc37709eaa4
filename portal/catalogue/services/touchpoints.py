"""Writes to the places where people rate. A code is printed and hangs on a wall: it is given once, and stays.

A place is taken out of use and brought back, never deleted; in use, each place of a service has one code.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence

from sqlalchemy import select

from portal.catalogue.models import Service, Touchpoint, Unit
from portal.catalogue.queries import is_given, places_in_use
from portal.core.database import serialise
from portal.core.extensions import db
from portal.core.saving import check_version
from portal.domain.codes import short_code
from portal.domain.errors import Refused
from portal.domain.texts import check_needed

MAX_PLACE = 80


def create_touchpoint(*, service: Service, place: str, day: datetime.date) -> Touchpoint:
    """A new place where a service is rated. Raises Refused: `bad_place`, `service_ended`, `place_taken`."""
    serialise("touchpoints")
    if not is_given(service, day.year):
        raise Refused("service_ended", service=service.name)
    made = _new(service, _plain(place), day)
    db.session.flush()
    return made


def create_touchpoints(*, unit: Unit, place: str, day: datetime.date) -> list[Touchpoint]:
    """The same new place for each service of a unit that has none there; those new. Raises Refused `bad_place`."""
    serialise("touchpoints")
    made = [_new(service, _plain(place), day) for service in services_without(unit, place, day.year)]
    db.session.flush()
    return made


def services_without(unit: Unit, place: str, year: int) -> list[Service]:
    """The services that a unit gives in a year and that have no touchpoint in use at this place."""
    given = [service for service in unit.services if is_given(service, year)]
    taken = places_in_use(service.id for service in given)
    return [service for service in given if (service.id, _plain(place).casefold()) not in taken]


def change_touchpoint(
    *, touchpoint: Touchpoint, version: int | None, service: Service, place: str, day: datetime.date
) -> dict[str, object]:
    """Another name for a place, or another service of the same unit; gives what held before.

    Raises Conflict for a stale form; Refused: `bad_place`, `other_unit`, `service_ended`, `place_taken`,
    `nothing_changed`.
    """
    serialise("touchpoints")
    before: dict[str, object] = {"service": touchpoint.service.slug, "place": touchpoint.place}
    said = _plain(place)
    check_version(
        touchpoint.version,
        version,
        {"service": (touchpoint.service.name, service.name), "place": (touchpoint.place, said)},
    )
    _move(touchpoint, service, day)
    if before == {"service": service.slug, "place": said}:
        raise Refused("nothing_changed")
    if touchpoint.retired_on is None:
        _check_free(service, said, but=touchpoint)
    touchpoint.service, touchpoint.place = service, said
    touchpoint.version += 1
    db.session.flush()
    return before


def retire(*, touchpoint: Touchpoint, day: datetime.date) -> None:
    """Take a place out of use. Raises Refused `already_retired`."""
    serialise("touchpoints")
    if touchpoint.retired_on is not None:
        raise Refused("already_retired")
    touchpoint.retired_on = day
    touchpoint.version += 1
    db.session.flush()


def bring_back(*, touchpoint: Touchpoint) -> None:
    """Put a place to use again, under its old code. Raises Refused: `in_use`, `place_taken`."""
    serialise("touchpoints")
    if touchpoint.retired_on is None:
        raise Refused("in_use")
    _check_free(touchpoint.service, touchpoint.place, but=touchpoint)
    touchpoint.retired_on = None
    touchpoint.version += 1
    db.session.flush()


def _move(touchpoint: Touchpoint, service: Service, day: datetime.date) -> None:
    if service.unit_id != touchpoint.service.unit_id:
        raise Refused("other_unit", service=service.name)
    if service.id != touchpoint.service_id and not is_given(service, day.year):
        raise Refused("service_ended", service=service.name)


def _new(service: Service, place: str, day: datetime.date) -> Touchpoint:
    _check_free(service, place)
    made = Touchpoint(code=_free_code(), service=service, place=place, made_on=day, version=1)
    db.session.add(made)
    return made


def _check_free(service: Service, place: str, but: Touchpoint | None = None) -> None:
    others = select(Touchpoint).where(Touchpoint.service_id == service.id, Touchpoint.retired_on.is_(None))
    found: Sequence[Touchpoint] = db.session.scalars(others).all()
    if any(one is not but and one.place.casefold() == place.casefold() for one in found):
        raise Refused("place_taken", place=place)


def _free_code() -> str:
    """A code that no place has, in use or not."""
    while True:
        code = short_code(secrets.token_bytes(4))
        if db.session.scalar(select(Touchpoint.id).where(Touchpoint.code == code)) is None:
            return code


def _plain(place: str) -> str:
    said = " ".join(place.split())
    if any(check_needed("place", said, MAX_PLACE)):
        raise Refused("bad_place", maximum=MAX_PLACE)
    return said
