"""What waits for integrity officers: clusters, by their seventh day; and for auditors: what stays held beyond it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext as _

from portal.accounts.queries import staff_by_email
from portal.catalogue.models import Unit
from portal.core.duties import Duties, Duty, Person
from portal.domain.holding import due_on
from portal.domain.integrity import State
from portal.domain.permissions import Deed, Grant, may
from portal.integrity.models import HeldCluster
from portal.integrity.queries import clusters_that_wait_for, kept_clusters, recent_alarms

DAYS_OF_DUTY = 3
"""How long an alarm that is over stays on officers' desks."""


def closed_units(grants: Iterable[Grant]) -> frozenset[str]:
    """The units (slugs) whose clusters somebody may not see: the own one of an officer."""
    held = frozenset(grants)
    own = {grant.unit for grant in held if grant.unit is not None}
    return frozenset(unit for unit in own if not may(held, Deed.READ_RATING_SIGNALS, unit))


def _of_person(person: Person, day: datetime.date) -> list[Duty]:
    if may(person.grants, Deed.DECIDE_RATINGS):
        return [*_of_officer(person), *_of_alarms(person, day)]
    return _of_auditor() if may(person.grants, Deed.READ_RATING_SIGNALS) else []


def _of_officer(person: Person) -> list[Duty]:
    staff = staff_by_email(person.email)
    if staff is None:
        return []
    return [_duty(cluster) for cluster in clusters_that_wait_for(staff.id, closed_units(person.grants))]


def _duty(cluster: HeldCluster) -> Duty:
    address = url_for("held.cluster", unit=cluster.unit.slug, cluster=cluster.number)
    values = {"unit": cluster.unit.name, "number": cluster.number}
    proposed = any(proposal.decided_at is None for proposal in cluster.proposals)
    text = (
        _("%(unit)s: usul untuk kelompok %(number)s menunggu petugas kedua", **values)
        if proposed
        else _("%(unit)s: kelompok %(number)s yang ditahan menunggu usul", **values)
    )
    is_timed = cluster.state == State.HELD and cluster.kept_on is None
    return Duty(text, address, due_on(cluster.day) if is_timed else None, key=str(cluster.number), is_shared=True)


def _of_alarms(person: Person, day: datetime.date) -> list[Duty]:
    """Units with an alarm of the last days; it leaves by itself when the alarm is over."""
    units = {
        alarm.unit.slug: alarm.unit.name for alarm in recent_alarms(day, closed_units(person.grants), DAYS_OF_DUTY)
    }
    return [
        Duty(
            _("%(unit)s: alarm, penilaian tidak seperti biasanya", unit=name),
            url_for("monitors.of_unit", unit=slug),
            key="alarm",
            is_shared=True,
        )
        for slug, name in units.items()
    ]


def _of_auditor() -> list[Duty]:
    units: dict[int, Unit] = {cluster.unit_id: cluster.unit for cluster in kept_clusters()}
    return [
        Duty(
            _("%(unit)s: lebih dari 20 %% penilaian sebulan tetap ditahan sesudah tujuh hari", unit=unit.name),
            url_for("held.of_unit", unit=unit.slug),
            key="flood",
            is_shared=True,
        )
        for unit in units.values()
    ]


DUTIES = Duties(of_person=_of_person)
