"""A file of places where people rate: what has a code is changed, what has none is made, all of it or nothing."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.catalogue.models import Service, Touchpoint
from portal.catalogue.services.importing import BadCatalogue
from portal.catalogue.services.touchpoints import bring_back, change_touchpoint, create_touchpoint, retire
from portal.core.csv_files import BadLine
from portal.core.database import serialise
from portal.core.extensions import db
from portal.domain.errors import Refused

TAKEN_ELSEWHERE = "place_taken"


@dataclass(frozen=True)
class TouchpointLine:
    """One line: `code` None for a new place; `in_use` None leaves it as it is."""

    number: int
    code: str | None
    service: str
    place: str
    in_use: bool | None


@dataclass
class TouchpointsImported:
    """What a file did: places made, and places changed, taken out of use or brought back."""

    made: int = 0
    changed: int = 0


class RefusedLine(BadCatalogue):
    """A line that a rule refuses; `refused` says which."""

    def __init__(self, number: int, refused: Refused) -> None:
        super().__init__([BadLine(number, "place", refused.code)])
        self.number = number
        self.refused = refused


def import_touchpoints(*, lines: Sequence[TouchpointLine], day: datetime.date) -> TouchpointsImported:
    """Do what a file says. A line without a code whose place is there already changes nothing.

    Raises BadCatalogue for lines that name an unknown code or service, RefusedLine for the first that a rule refuses.
    """
    serialise("touchpoints")
    services = {service.slug: service for service in db.session.scalars(select(Service))}
    known = {one.code: one for one in db.session.scalars(select(Touchpoint))}
    _check(lines, services, known)
    done = TouchpointsImported()
    for line in lines:
        try:
            _store(line, services[line.service], known.get(line.code or ""), day, done)
        except Refused as refused:
            raise RefusedLine(line.number, refused) from refused
    return done


def _check(lines: Sequence[TouchpointLine], services: dict[str, Service], known: dict[str, Touchpoint]) -> None:
    bad = []
    for line in lines:
        if line.service not in services:
            bad.append(BadLine(line.number, "service", f"layanan «{line.service}» tidak ada"))
        if line.code is not None and line.code not in known:
            bad.append(BadLine(line.number, "code", f"kode «{line.code}» tidak ada; kosongkan untuk titik baru"))
    if bad:
        raise BadCatalogue(bad)


def _store(
    line: TouchpointLine, service: Service, found: Touchpoint | None, day: datetime.date, done: TouchpointsImported
) -> None:
    if found is None:
        done.made += _make(line, service, day)
        return
    before = found.version
    if line.in_use is False and found.retired_on is None:
        retire(touchpoint=found, day=day)
    if (found.service, found.place) != (service, line.place):
        change_touchpoint(touchpoint=found, version=found.version, service=service, place=line.place, day=day)
    if line.in_use is True and found.retired_on is not None:
        bring_back(touchpoint=found)
    done.changed += int(found.version != before)


def _make(line: TouchpointLine, service: Service, day: datetime.date) -> bool:
    """Whether a place was made: not where it is there already, so that a file may come twice."""
    try:
        made = create_touchpoint(service=service, place=line.place, day=day)
    except Refused as refused:
        if refused.code == TAKEN_ELSEWHERE:
            return False
        raise
    if line.in_use is False:
        retire(touchpoint=made, day=day)
    return True
