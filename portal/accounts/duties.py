"""What accounts bring to the workplace: the tools of administration, and requests for a second administrator."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.accounts.queries.administration import requests_that_wait_for
from portal.core.duties import Duties, Duty, Person
from portal.core.tools import Tool
from portal.domain.permissions import Deed, may


def _of_person(person: Person, _day: datetime.date) -> Sequence[Duty]:
    if not may(person.grants, Deed.MANAGE_ACCOUNTS):
        return ()
    waiting = requests_that_wait_for(person.email)
    if not waiting:
        return ()
    text = _("%(waiting)s permintaan tentang akun menunggu administrator kedua", waiting=waiting)
    return (Duty(text, url_for("account_requests.waiting"), is_shared=True),)


DUTIES = Duties(of_person=_of_person)
TOOLS = (
    Tool(
        "audit.deeds",
        Deed.READ_OWN_DEEDS,
        _l("Catatan perbuatan"),
        _l("Siapa berbuat apa dan kapan; setiap orang melihat sejauh haknya."),
    ),
    Tool(
        "account_admin.accounts",
        Deed.MANAGE_ACCOUNTS,
        _l("Akun petugas"),
        _l("Mengundang, mengubah peran, menutup, dan menyetujui permintaan administrator lain."),
    ),
)
