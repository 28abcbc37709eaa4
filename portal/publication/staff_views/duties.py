"""What waits for an administrator: a month that should be closed by now, a release that went wrong."""

from __future__ import annotations

import datetime

from flask import url_for
from flask_babel import gettext as _

from portal.core.clock import now
from portal.core.duties import Duties, Duty, Person
from portal.core.i18n import month_name
from portal.domain.closing import WENT_WRONG
from portal.domain.periods import month_of, previous_month
from portal.domain.permissions import Deed, may
from portal.publication.forms import run_title
from portal.publication.queries import last_publication, latest_runs, open_months
from portal.publication.services import CLOSING_DAY


def of_person(person: Person, day: datetime.date) -> list[Duty]:
    """For who may change settings alone."""
    if not may(person.grants, Deed.CHANGE_SETTINGS):
        return []
    address = url_for("publication.periods")
    duties = [Duty(_("%(month)s belum ditutup", month=month_name(month)), address) for month in _overdue(day)]
    latest = latest_runs(now())[:1]
    duties += [
        Duty(_("%(run)s: tidak selesai, mintalah sekali lagi", run=run_title(run)), address)
        for run in latest
        if run.state in WENT_WRONG
    ]
    return duties


def _overdue(day: datetime.date) -> list[str]:
    """Months that the calendar should have closed: the last one after its closing day, and all before.

    None before the first publication: there is nothing to close yet.
    """
    if last_publication() is None:
        return []
    this_month = month_of(day)
    late = day.day > CLOSING_DAY
    return [month for month in open_months(this_month) if late or month < previous_month(this_month)]


DUTIES = Duties(of_person=of_person)
