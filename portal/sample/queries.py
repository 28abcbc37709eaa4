"""What the portal holds already: nothing, the sample city, or real data that it must not stand beside."""

from __future__ import annotations

from enum import Enum

from sqlalchemy import select

from portal.catalogue.models import SampleCity, Service, Unit
from portal.core.extensions import db


class Holds(Enum):
    """What is in the portal."""

    NOTHING = "nothing"
    SAMPLE = "sample"
    REAL = "real"


def holds() -> Holds:
    """What is in the portal. A rating needs a unit, so a unit is enough to tell."""
    if sample_seed() is not None:
        return Holds.SAMPLE
    return Holds.NOTHING if db.session.scalar(select(Unit.id).limit(1)) is None else Holds.REAL


def sample_seed() -> int | None:
    """The seed of the sample city that is loaded."""
    return db.session.scalar(select(SampleCity.seed).limit(1))


def services_by_slug() -> dict[str, tuple[int, int]]:
    """Unit and number of each service."""
    rows = db.session.execute(select(Service.slug, Service.unit_id, Service.id))
    return {slug: (unit_id, service_id) for slug, unit_id, service_id in rows}
