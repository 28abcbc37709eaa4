"""What the catalogue leaves to administrators: accounts that are bound to a unit which has ended."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from portal.accounts.queries import accounts_of_units
from portal.catalogue.queries import ended_units
from portal.core.duties import Duties, Duty, Person
from portal.domain.permissions import Deed, may


def _of_person(person: Person, day: datetime.date) -> Sequence[Duty]:
    if not may(person.grants, Deed.MANAGE_ACCOUNTS):
        return ()
    names = ended_units(day.year)
    return [
        Duty(
            _("Akun %(email)s masih terikat pada %(unit)s, yang sudah berakhir", email=staff.email, unit=names[unit]),
            url_for("account_admin.account", number=staff.id),
            is_shared=True,
        )
        for staff in accounts_of_units(names)
        if (unit := staff.unit) is not None
    ]


DUTIES = Duties(of_person=_of_person)
