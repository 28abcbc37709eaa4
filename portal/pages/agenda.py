"""What waits for a person, in groups and words: the same on every page of the workplace and in the day's letter."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.accounts.models import Staff
from portal.accounts.queries import grants_of
from portal.core.duties import Duty, Person, duties_of_person
from portal.core.i18n import day_name, integer, weekday_name
from portal.domain.urgency import Urgency, by_urgency, urgency

MANY = 8
"""Later duties beyond this number are folded, so that the tools below stay in sight."""
_TITLES = {
    Urgency.OVERDUE: _l("Lewat tenggat"),
    Urgency.SOON: _l("Hari ini dan tujuh hari ke depan"),
    Urgency.LATER: _l("Sesudah itu"),
    Urgency.UNDATED: _l("Tanpa tenggat"),
}
_COUNTS = {
    Urgency.OVERDUE: _l("%(n)s lewat tenggat"),
    Urgency.SOON: _l("%(n)s dalam tujuh hari"),
    Urgency.LATER: _l("%(n)s sesudah itu"),
    Urgency.UNDATED: _l("%(n)s tanpa tenggat"),
}


@dataclass(frozen=True)
class Line:
    """One duty: its sentence, where it is done, and by when in words (empty: no date)."""

    text: str
    href: str
    when: str


@dataclass(frozen=True)
class Group:
    """Duties that are equally urgent."""

    urgency: Urgency
    title: str
    lines: Sequence[Line]

    @property
    def is_folded(self) -> bool:
        """Whether the page shows it only when asked to."""
        return self.urgency is Urgency.LATER and len(self.lines) > MANY


@dataclass(frozen=True)
class Agenda:
    """All that waits: how much in one sentence, and the groups, the most urgent first; no group, no duty."""

    summary: str
    groups: Sequence[Group]


def duties_of(staff: Staff, day: datetime.date) -> list[Duty]:
    """What waits for an account that day, by all that it holds, own and lent."""
    return duties_of_person(Person(staff.email, grants_of(staff, day)), day)


def agenda_of(staff: Staff, day: datetime.date) -> Agenda:
    """The same in groups, in the language that is set."""
    groups = [
        Group(one, str(_TITLES[one]), [_line(duty, day) for duty in duties])
        for one, duties in by_urgency(duties_of(staff, day), day).items()
    ]
    return Agenda(_summary(groups), groups)


def _summary(groups: Sequence[Group]) -> str:
    total = sum(len(group.lines) for group in groups)
    if total < 2:
        return _("Satu hal menunggu Anda.") if total else ""
    if len(groups) == 1:
        return _("%(total)s hal menunggu Anda.", total=integer(total))
    parts = ", ".join(str(_COUNTS[group.urgency]) % {"n": integer(len(group.lines))} for group in groups)
    return _("%(total)s hal menunggu Anda: %(parts)s.", total=integer(total), parts=parts)


def _line(duty: Duty, day: datetime.date) -> Line:
    return Line(str(duty.text), duty.href, _when(duty.due, day) if duty.due else "")


def _when(due: datetime.date, day: datetime.date) -> str:
    late = (day - due).days
    if late == 1:
        return _("terlambat satu hari: tenggatnya %(day)s", day=day_name(due))
    if late > 1:
        return _("terlambat %(days)s hari: tenggatnya %(day)s", days=integer(late), day=day_name(due))
    if late == 0:
        return _("hari ini")
    if late == -1:
        return _("besok, %(day)s", day=weekday_name(due))
    is_soon = urgency(due, day) is Urgency.SOON
    return _("sampai %(day)s", day=weekday_name(due) if is_soon else day_name(due))
