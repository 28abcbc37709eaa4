"""What the data of the sample city is made of: a plan per unit and service, and the catalogue file they amount to."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from portal.catalogue.forms import COLUMNS


@dataclass(frozen=True)
class ServicePlan:
    """A service: users a year, its part of the unit's ratings, and how far it stands from the unit's index."""

    slug: str
    name: str
    users: int
    part: float = 1.0
    better_by: float = 0.0


@dataclass(frozen=True)
class UnitPlan:
    """A unit: the index it is meant to have last month (25 to 100), its ratings a month, and its peculiarities.

    `trend` and `trends` are points a year, of all elements or of some; `verified` is the share of ratings with a visit
    code; `open_bonus` is how much kinder the others are; `elements` are points on top of the usual profile;
    `months_rated` counts back from last month for units that joined late.
    """

    slug: str
    name: str
    kind: str
    staff: int
    index: float
    monthly: float
    services: tuple[ServicePlan, ...]
    distrik: str = ""
    parent: str = ""
    trend: float = 0.0
    verified: float = 0.0
    open_bonus: float = 0.0
    elements: Mapping[str, float] = field(default_factory=dict)
    trends: Mapping[str, float] = field(default_factory=dict)
    season: str = ""
    months_rated: int | None = None
    is_island: bool = False


def catalogue_csv(units: Iterable[UnitPlan]) -> bytes:
    """The file that `flask catalogue import` would take, one line per service."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for unit in units:
        for service in unit.services:
            of_unit = (unit.slug, unit.name, unit.kind, unit.distrik, unit.parent, unit.staff)
            table.writerow((*of_unit, service.slug, service.name, service.users))
    return text.getvalue().encode()
