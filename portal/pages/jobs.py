"""Once a day, at the hour that is set: to each person with duties one letter that lists them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from flask import current_app
from flask_babel import gettext as _

from portal.accounts.models import Staff
from portal.accounts.queries import grants_of, staff_by_email
from portal.accounts.services import take_turns_for_digest
from portal.core.clock import now, today
from portal.core.database import transaction
from portal.core.duties import Duty, Person, duties_of_person
from portal.core.i18n import day_name
from portal.core.jobs import Job
from portal.core.mail import Letter, own_address
from portal.core.outbox import WaitingLetter, Writer, ask_for_letter
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
    duties = _duties(staff, today()) if staff is not None and staff.active else []
    if not duties:
        return None
    subject = _("%(portal)s: yang menunggu Anda", portal=current_app.extensions["portal"].city.portal_name)
    return Letter(subject, "\n\n".join(map(_paragraph, duties)) + "\n")


def _people_with_duties(day: datetime.date) -> Iterator[Staff]:
    for staff in take_turns_for_digest(day=day):
        if _duties(staff, day):
            yield staff


def _duties(staff: Staff, day: datetime.date) -> list[Duty]:
    return duties_of_person(Person(staff.email, grants_of(staff, day)), day)


def _paragraph(duty: Duty) -> str:
    due = _(" (sampai %(day)s)", day=day_name(duty.due)) if duty.due else ""
    return f"{duty.text}{due}\n{own_address()}{duty.href}"


LETTERS: dict[str, Writer] = {DIGEST: digest_letter}
JOBS = (Job("pages-digest", digest, minute="5"),)
