"""What a review waits for, told to whose turn it is."""

from __future__ import annotations

import datetime

from flask import url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.core.duties import Duties, Duty, Person
from portal.domain.permissions import Deed, may, units_open_to
from portal.domain.workflow import Action, allowed_actions
from portal.reviews.models import Review
from portal.reviews.queries import due_of, open_reviews, parties_of, standing_of
from portal.reviews.services import hand_over_reviews

_WORDS: tuple[tuple[Action, LazyString], ...] = (
    (Action.SEND_ASSESSMENT, _l("%(unit)s: menulis penilaian diri untuk %(title)s")),
    (Action.CLOSE_DIALOGUE, _l("%(unit)s: dialog untuk %(title)s")),
    (Action.WRITE, _l("%(unit)s: dialog untuk %(title)s")),
    (Action.REPLY, _l("%(unit)s: memakai hak jawab untuk %(title)s")),
    (Action.ARGUE, _l("%(unit)s: menyusun predikat untuk %(title)s")),
    (Action.SIGN, _l("%(unit)s: menandatangani %(title)s")),
    (Action.UPHOLD, _l("%(unit)s: memutus keberatan atas %(title)s")),
    (Action.PASS_OVER, _l("%(unit)s: batas waktu unit lewat untuk %(title)s")),
)
"""The step that is told, the first that somebody may take; a save or a withdrawal is no duty."""


def _of_person(person: Person, day: datetime.date) -> list[Duty]:
    units = units_open_to(person.grants, Deed.READ_REVIEWS)
    if (units is not None and not units) or not _takes_part(person):
        return []
    return [duty for review in open_reviews(units) if (duty := _duty(review, person, day)) is not None]


def _takes_part(person: Person) -> bool:
    """An auditor reads reviews and has no step in them."""
    return any(may([grant], Deed.READ_REVIEWS, grant.unit) and grant.role != "auditor" for grant in person.grants)


def _duty(review: Review, person: Person, day: datetime.date) -> Duty | None:
    allowed = allowed_actions(standing_of(review, day), parties_of(review, person.email, person.grants))
    words = next((words for action, words in _WORDS if action in allowed), None)
    if words is None:
        return None
    text = str(words) % {"unit": review.unit.name, "title": review.cycle.title}
    href = url_for("reviews.one", unit=review.unit.slug, cycle=review.cycle_id)
    return Duty(text, href, due_of(review), key=f"{review.version} {review.state}")


def _of_unit(unit: str) -> list[Duty]:
    """A unit is not closed in the midst of its review."""
    return [
        Duty(
            _("Penilaian kinerja dalam %(title)s belum selesai", title=review.cycle.title),
            url_for("reviews.one", unit=unit, cycle=review.cycle_id),
        )
        for review in open_reviews([unit])
    ]


DUTIES = Duties(of_person=_of_person, of_unit=_of_unit, hand_over=hand_over_reviews)
