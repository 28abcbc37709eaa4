"""A draft waits for whoever began it, until it is published or thrown away."""

from __future__ import annotations

import datetime

from flask import url_for
from flask_babel import gettext as _

from portal.core.duties import Duties, Duty, Person
from portal.domain.permissions import Deed, may
from portal.surveys.queries import drafts_of
from portal.surveys.services import hand_over_drafts


def _of_person(person: Person, _day: datetime.date) -> list[Duty]:
    if not may(person.grants, Deed.CHANGE_SETTINGS):
        return []
    keys = [f"{row.code}@{row.version}" for row in drafts_of(person.email)]
    return [
        Duty(_("Draf kuesioner %(key)s belum diterbitkan", key=key), url_for("surveys.version", key=key))
        for key in keys
    ]


DUTIES = Duties(of_person=_of_person, hand_over=hand_over_drafts)
