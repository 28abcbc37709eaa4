"""Once a day, at the hour that is set: to each person with duties one letter that lists them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from flask import current_app
from flask_babel import gettext as _

from portal.accounts.models import Staff
from portal.accounts.queries import staff_by_email
from portal.accounts.services import take_turns_for_digest
from portal.core.clock import now, today
from portal.core.database import transaction
from portal.core.jobs import Job
from portal.core.mail import Letter, own_address
from portal.core.outbox import WaitingLetter, Writer, ask_for_letter
from portal.pages.agenda import Group, Line, agenda_of, duties_of
from portal.settings.queries import setting

DIGEST = "pages.digest"


def digest() -> None:
    """Ask for the letters of the day, each once, however often this runs."""
    zone = current_app.extensions["portal"].city.zone
    if now().astimezone(zone).hour < setting("digest_hour"):
        return
    with current_app.test_request_context(base_url=own_address()), transaction():
        for staff in _people_with_duties(today()):
            ask_for_letter(kind=DIGEST, recipient=staff.email, lang=staff.lang, at=now())


def digest_letter(waiting: WaitingLetter, _at: datetime.datetime) -> Letter | None:
    """What waits for the person by now; None where nothing does any more."""
    staff = staff_by_email(waiting.recipient)
    agenda = agenda_of(staff, today()) if staff is not None and staff.active else None
    if agenda is None or not agenda.groups:
        return None
    subject = _("%(portal)s: yang menunggu Anda", portal=current_app.extensions["portal"].city.portal_name)
    return Letter(subject, "\n\n".join([agenda.summary, *map(_section, agenda.groups)]) + "\n")


def _people_with_duties(day: datetime.date) -> Iterator[Staff]:
    for staff in take_turns_for_digest(day=day):
        if duties_of(staff, day):
            yield staff


def _section(group: Group) -> str:
    return "\n\n".join([group.title.upper(), *map(_paragraph, group.lines)])


def _paragraph(line: Line) -> str:
    when = f" ({line.when})" if line.when else ""
    return f"{line.text}{when}\n{own_address()}{line.href}"


LETTERS: dict[str, Writer] = {DIGEST: digest_letter}
JOBS = (Job("pages-digest", digest, minute="5"),)
