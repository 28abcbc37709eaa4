"""What is scored: the city, a kind of unit, a distrik, a unit, a service; and which of the roll-up's rows that is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement

from portal.catalogue.models import Service, Unit
from portal.catalogue.queries import all_units
from portal.domain.entries import BlockKind
from portal.publication.models import Rollup


@dataclass(frozen=True)
class Scope:
    """`name` as the log calls it: `city`, `kind/dinas`, `distrik/Sorong Timur`, `unit/dukcapil`.

    `unit_ids` None stands for every unit. A service bears its unit's name, since it speaks in its unit's channel.
    """

    name: str
    unit_ids: tuple[int, ...] | None = None
    service_id: int | None = None

    @property
    def unit_id(self) -> int | None:
        """The unit, where the scope is one or a part of one."""
        return self.unit_ids[0] if self.unit_ids and self.name.startswith("unit/") else None

    @property
    def whole(self) -> Scope:
        """The unit of a service; any other scope itself."""
        return Scope(self.name, self.unit_ids)

    def rows(self) -> list[ColumnElement[bool]]:
        """Conditions on the roll-up: counted ratings of this scope."""
        conditions: list[ColumnElement[bool]] = [Rollup.kind == BlockKind.COUNTED.value]
        if self.unit_ids is not None:
            conditions.append(Rollup.unit_id.in_(self.unit_ids))
        if self.service_id is not None:
            conditions.append(Rollup.service_id == self.service_id)
        return conditions


CITY = Scope("city")


def of_unit(unit: Unit) -> Scope:
    """The scope of a unit."""
    return Scope(f"unit/{unit.slug}", (unit.id,))


def of_service(service: Service) -> Scope:
    """The scope of a service: its own blocks, without its part in "layanan lain"."""
    return Scope(f"unit/{service.unit.slug}", (service.unit_id,), service.id)


def of_units(*, kind: str = "", distrik: str = "") -> Scope:
    """All units of a kind, of a distrik, or of both; the city where neither is named."""
    names = [f"{label}/{value}" for label, value in (("kind", kind), ("distrik", distrik)) if value]
    if not names:
        return CITY
    chosen = (u for u in all_units() if kind in {"", u.kind} and distrik in {"", u.distrik})
    return Scope("+".join(names), tuple(sorted(unit.id for unit in chosen)))
