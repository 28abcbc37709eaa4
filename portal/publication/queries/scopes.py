"""What is scored: the city, a kind of unit, a distrik, a unit, a service; and which of the roll-up's rows that is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_
from sqlalchemy.orm import InstrumentedAttribute

from portal.catalogue.models import Service, Unit
from portal.catalogue.queries import Membership, memberships
from portal.domain.entries import BlockKind
from portal.publication.models import Rollup


@dataclass(frozen=True)
class Scope:
    """`name` as the log calls it: `city`, `kind/dinas`, `distrik/Sorong Timur`, `unit/dukcapil`.

    `members` None stands for every unit in every year. A unit that changed its kind or distrik counts in each with the
    years in which it was of it. A service bears its unit's name, since it speaks in its unit's channel.
    """

    name: str
    members: tuple[Membership, ...] | None = None
    service_id: int | None = None

    @property
    def unit_ids(self) -> tuple[int, ...] | None:
        """The units that were ever of the scope, in order; None for every unit."""
        return None if self.members is None else tuple(sorted({member.unit_id for member in self.members}))

    @property
    def unit_id(self) -> int | None:
        """The unit, where the scope is one or a part of one."""
        return self.members[0].unit_id if self.members and self.name.startswith("unit/") else None

    @property
    def whole(self) -> Scope:
        """The unit of a service; any other scope itself."""
        return Scope(self.name, self.members)

    def rows(self, kind: BlockKind = BlockKind.COUNTED) -> list[ColumnElement[bool]]:
        """Conditions on the roll-up: counted ratings of this scope, or excluded ones."""
        conditions: list[ColumnElement[bool]] = [Rollup.kind == kind.value]
        conditions.extend(self.within(Rollup.unit_id, Rollup.period))
        if self.service_id is not None:
            conditions.append(Rollup.service_id == self.service_id)
        return conditions

    def within(
        self, unit_id: InstrumentedAttribute[int], time: InstrumentedAttribute[str]
    ) -> list[ColumnElement[bool]]:
        """Conditions: rows of the scope's units, in the years in which they were of it. `time` begins with a year."""
        if self.members is None:
            return []
        always = [member.unit_id for member in self.members if member.since is None and member.until is None]
        at_times = [member for member in self.members if member.since is not None or member.until is not None]
        spans = [_span(member, unit_id, time) for member in at_times]
        return [or_(unit_id.in_(always) if always else false(), *spans)] if spans else [unit_id.in_(always)]


CITY = Scope("city")


def _span(
    member: Membership, unit_id: InstrumentedAttribute[int], time: InstrumentedAttribute[str]
) -> ColumnElement[bool]:
    """Texts of periods sort by their year: `2026-Q1` stands from "2026" on and before "2027"."""
    conditions: list[ColumnElement[bool]] = [unit_id == member.unit_id]
    if member.since is not None:
        conditions.append(time >= f"{member.since:04}")
    if member.until is not None:
        conditions.append(time < f"{member.until + 1:04}")
    return and_(*conditions)


def of_unit(unit: Unit) -> Scope:
    """The scope of a unit."""
    return Scope(f"unit/{unit.slug}", (Membership(unit.id, None, None),))


def of_service(service: Service) -> Scope:
    """The scope of a service: its own blocks, without its part in "layanan lain"."""
    return Scope(f"unit/{service.unit.slug}", (Membership(service.unit_id, None, None),), service.id)


def of_units(*, kind: str = "", distrik: str = "") -> Scope:
    """All units of a kind, of a distrik or of both, in the years in which they were; the city where none is named."""
    names = [f"{label}/{value}" for label, value in (("kind", kind), ("distrik", distrik)) if value]
    if not names:
        return CITY
    return Scope("+".join(names), tuple(memberships(kind=kind, distrik=distrik)))
