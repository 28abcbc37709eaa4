"""Closing, merging and splitting: first a plan, which is shown, then exactly that plan is carried out.

A unit ends with a calendar year: until then it is rated, and its years keep their numbers for good.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.catalogue.models import Service, Unit
from portal.catalogue.queries import is_given, service_in, units_in
from portal.catalogue.services.years import hold_service, undo_planned
from portal.core.database import serialise
from portal.core.duties import duties_of_unit
from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.domain.catalogue import free_slug
from portal.domain.errors import Refused
from portal.domain.texts import MAX_SLUG


@dataclass(frozen=True)
class Move:
    """A service that ends, and where it goes on: in which unit and under which slug; None where it does not."""

    service: Service
    into: Unit | None
    slug: str | None


@dataclass(frozen=True)
class Plan:
    """What will end with the last day of a year, and what will stand in its place the day after."""

    last_year: int
    ends: Sequence[tuple[Unit, Unit | None]]
    """Units with their successors."""
    moves: Sequence[Move]


def plan_closing(*, unit: Unit, successor: Unit | None, this_year: int) -> Plan:
    """Close a unit at the end of this year; its services go on in the successor, or end.

    Raises Refused: `closed`, `open_duties`, `children`, `own_successor`, `successor_closed`.
    """
    return _plan([unit], {service.id: successor for service in unit.services}, {unit.id: successor}, this_year)


def plan_merge(*, units: Sequence[Unit], into: Unit, this_year: int) -> Plan:
    """Close several units at the end of this year; all their services go on in one other. Raises as `plan_closing`."""
    targets: dict[int, Unit | None] = {service.id: into for unit in units for service in unit.services}
    return _plan(units, targets, {unit.id: into for unit in units}, this_year)


def plan_split(*, unit: Unit, targets: Mapping[int, Unit], this_year: int) -> Plan:
    """Close a unit at the end of this year; each service goes on in the unit named for it, by its number.

    The unit's own successor is that of most services, the first by slug of equals. Raises as `plan_closing`, and
    `service_without_target`.
    """
    given = [service for service in unit.services if is_given(service, this_year)]
    if any(service.id not in targets for service in given) or not given:
        raise Refused("service_without_target")
    chosen = list(targets.values())
    successor = min(chosen, key=lambda one: (-sum(other.id == one.id for other in chosen), one.slug))
    return _plan([unit], dict(targets), {unit.id: successor}, this_year)


def plan_service_closing(*, service: Service, successor: Service | None, this_year: int) -> Plan:
    """Close one service at the end of this year. Raises Refused: `closed`, `own_successor`, `successor_closed`."""
    if not _runs_on(service, this_year):
        raise Refused("closed")
    if successor is not None and successor.id == service.id:
        raise Refused("own_successor")
    if successor is not None and not is_given(successor, this_year + 1):
        raise Refused("successor_closed")
    slug = successor.slug if successor is not None else None
    return Plan(this_year, (), (Move(service, successor.unit if successor is not None else None, slug),))


def carry_out(*, plan: Plan, this_year: int) -> None:
    """Do what the plan says. The caller planned it in this transaction, after `serialise`."""
    for unit, successor in plan.ends:
        unit.valid_to, unit.version = plan.last_year, unit.version + 1
        unit.successor_id = successor.id if successor is not None else None
    for move in plan.moves:
        move.service.valid_to, move.service.version = plan.last_year, move.service.version + 1
        if move.into is not None and move.slug is not None:
            move.service.successor_id = _successor(move, plan.last_year + 1, this_year).id
    db.session.flush()
    bump_public_revision()


def begin_plan() -> None:
    """Let only one administrator at a time plan and carry out."""
    serialise("catalogue")


def reopen(*, thing: Unit | Service, this_year: int) -> None:
    """Take back a closing that has not come yet; services that were to begin in its place never do.

    Raises Refused `not_closing`.
    """
    serialise("catalogue")
    if thing.valid_to is None or thing.valid_to < this_year:
        raise Refused("not_closing")
    services = thing.services if isinstance(thing, Unit) else []
    for one in [thing, *[service for service in services if service.valid_to == thing.valid_to]]:
        if isinstance(one, Service) and one.successor_id is not None:
            _never_begin(one, this_year)
        one.valid_to, one.successor_id, one.version = None, None, one.version + 1
    db.session.flush()
    bump_public_revision()


def undo_change(*, thing: Unit | Service, this_year: int) -> None:
    """Take back a change that is planned for next year. Raises Refused `nothing_planned`."""
    serialise("catalogue")
    if not undo_planned(thing=thing, this_year=this_year):
        raise Refused("nothing_planned")
    thing.version += 1
    db.session.flush()
    bump_public_revision()


def _plan(
    units: Sequence[Unit], targets: Mapping[int, Unit | None], successors: Mapping[int, Unit | None], this_year: int
) -> Plan:
    for unit in units:
        _check_ending(unit, [one.id for one in units], this_year)
    for target in {one.id: one for one in [*targets.values(), *successors.values()] if one is not None}.values():
        if target.id in {unit.id for unit in units}:
            raise Refused("own_successor")
        if not is_given(target, this_year + 1):
            raise Refused("successor_closed")
    taken = set(db.session.scalars(select(Service.slug)))
    moves: list[Move] = []
    for service in (service for unit in units for service in unit.services if _runs_on(service, this_year)):
        into = targets.get(service.id)
        slug = free_slug(f"{service.slug}-{this_year + 1}", frozenset(taken), MAX_SLUG) if into is not None else None
        taken |= {slug} if slug else set()
        moves.append(Move(service, into, slug))
    return Plan(this_year, [(unit, successors.get(unit.id)) for unit in units], moves)


def _check_ending(unit: Unit, ending: Sequence[int], this_year: int) -> None:
    if not _runs_on(unit, this_year):
        raise Refused("closed")
    duties = duties_of_unit(unit.slug)
    if duties:
        raise Refused("open_duties", duties="; ".join(str(duty.text) for duty in duties))
    children = [one for one in units_in(this_year + 1) if one.parent_id == unit.id and one.id not in ending]
    if children:
        raise Refused("children", units=", ".join(child.name for child in children))


def _runs_on(thing: Unit | Service, year: int) -> bool:
    return is_given(thing, year) and thing.valid_to is None


def _successor(move: Move, from_year: int, this_year: int) -> Service:
    """The service that goes on: one that is there under the slug, or a new one with the same name and users."""
    found = db.session.scalar(select(Service).where(Service.slug == move.slug))
    if found is not None or move.into is None:
        return found or move.service
    held = service_in(move.service, from_year - 1)
    made = Service(slug=move.slug, unit=move.into, name=held.name, users=held.users, valid_from=from_year, version=1)
    db.session.add(made)
    db.session.flush()
    hold_service(service=made, from_year=from_year, this_year=this_year, name=held.name, users=held.users)
    return made


def _never_begin(service: Service, this_year: int) -> None:
    successor = db.session.get(Service, service.successor_id)
    if successor is not None and (successor.valid_from or 0) > this_year:
        successor.valid_to = successor.valid_from - 1 if successor.valid_from else None
