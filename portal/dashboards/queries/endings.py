"""What stands beside the numbers of a unit or a service that ends, and where its work goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from portal.catalogue.models import Service, Unit
from portal.catalogue.queries import successor_of

_Thing = TypeVar("_Thing", Unit, Service)


@dataclass(frozen=True)
class Ended:
    """The last year, and what stands in its place then; None where nothing does."""

    last_year: int
    successor: Unit | Service | None


def ended(thing: _Thing) -> Ended | None:
    """When a unit or a service ends, or ended; None where no end is known."""
    if thing.valid_to is None:
        return None
    successor: Unit | Service | None = successor_of(thing)
    return Ended(thing.valid_to, successor)
