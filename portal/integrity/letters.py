"""The letter to auditors: in a unit more stays held than the clock may let in."""

from __future__ import annotations

import datetime

from flask import current_app, url_for
from flask_babel import gettext as _

from portal.catalogue.queries import unit_by_slug
from portal.core.mail import Letter
from portal.core.outbox import WaitingLetter, Writer

FLOOD = "integrity.flood"


def flood_letter(waiting: WaitingLetter, _at: datetime.datetime) -> Letter:
    """Which unit it is, and where it can be seen; no numbers, as they change."""
    unit = unit_by_slug(str(waiting.values["unit"]))
    portal = current_app.extensions["portal"].city.portal_name
    subject = _("%(portal)s: banyak penilaian tetap ditahan", portal=portal)
    text = _(
        "%(unit)s: lebih dari 20 %% penilaian sebulan ditahan, dan tujuh hari lewat tanpa keputusan. "
        "Penilaian itu tidak dihitung dengan sendirinya; ia tetap ditahan, dan publik melihat jumlahnya, "
        "sampai dua petugas integritas memutus.\n\n%(link)s\n",
        unit=unit.name,
        link=url_for("held.of_unit", unit=unit.slug, _external=True),
    )
    return Letter(subject, text)


LETTERS: dict[str, Writer] = {FLOOD: flood_letter}
