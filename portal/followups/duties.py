"""What promises leave to do: for who keeps them what is due, late, disputed or offered; for a unit what is open."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from portal.catalogue.models import Unit
from portal.catalogue.queries import unit_by_slug
from portal.core.duties import Duties, Duty, Person
from portal.domain.errors import NotFound
from portal.domain.permissions import Deed, units_open_to
from portal.domain.promises import DUE_SOON, Status
from portal.followups.models import Promise
from portal.followups.queries import Chosen, all_tracked, open_promises, promises_due, promises_offered_to


def _of_person(person: Person, day: datetime.date) -> Sequence[Duty]:
    units = [unit for slug in sorted(units_open_to(person.grants, Deed.KEEP_PROMISES) or ()) if (unit := _unit(slug))]
    ids = [unit.id for unit in units]
    if not ids:
        return ()
    return [
        *(_due(promise, day) for promise in promises_due(day + DUE_SOON, unit_ids=ids)),
        *(
            Duty(_("Dibantah warga: %(action)s", action=one.promise.action), _desk(one.promise))
            for unit_id in ids
            for one in all_tracked(Chosen(unit_id=unit_id, status=Status.DISPUTED), day)
        ),
        *(_offered(promise) for promise in promises_offered_to(ids)),
    ]


def _of_unit(slug: str) -> Sequence[Duty]:
    """Open promises of a unit: another one must take them over, or they are done or withdrawn first."""
    unit = _unit(slug)
    return [
        Duty(_("Janji belum selesai: %(action)s", action=promise.action), _public(promise), promise.due_on)
        for promise in (open_promises(unit.id) if unit else ())
    ]


def _due(promise: Promise, day: datetime.date) -> Duty:
    if promise.due_on < day:
        text = _("Janji terlambat: %(action)s", action=promise.action)
    else:
        text = _("Janji segera jatuh tempo: %(action)s", action=promise.action)
    return Duty(text, _desk(promise), promise.due_on, key="due")


def _offered(promise: Promise) -> Duty:
    assert promise.offered_to is not None
    text = _("%(unit)s meminta unit Anda meneruskan janji: %(action)s", unit=promise.unit.name, action=promise.action)
    return Duty(text, url_for("followups.promises", unit=promise.offered_to.slug))


def _desk(promise: Promise) -> str:
    return url_for("followups.promise", unit=promise.unit.slug, number=promise.id)


def _public(promise: Promise) -> str:
    return url_for("tracker.promise", number=promise.id)


def _unit(slug: str) -> Unit | None:
    """A role may be held for a unit that was never in the catalogue."""
    try:
        return unit_by_slug(slug)
    except NotFound:
        return None


DUTIES = Duties(of_person=_of_person, of_unit=_of_unit)
