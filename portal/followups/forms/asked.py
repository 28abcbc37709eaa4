"""What the address of the tracker asks for, and the form in which a citizen says whether a promise was kept."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.catalogue.models import Unit
from portal.catalogue.queries import unit_by_slug
from portal.core.messages import field_message
from portal.domain.errors import FieldError, InvalidInput, MalformedRequest
from portal.domain.promises import Stand, Status
from portal.followups.forms.tokens import VoiceToken
from portal.followups.queries import Chosen
from portal.surveys.queries import element_names

LIST = {"lang", "unit", "element", "state"}


@dataclass(frozen=True)
class Asked:
    """The filter of the tracker, as the address says it."""

    unit: Unit | None
    element: str | None
    status: Status | None

    @property
    def chosen(self) -> Chosen:
        """The same for the query."""
        return Chosen(self.unit.id if self.unit else None, self.element, self.status)

    @property
    def arguments(self) -> dict[str, str]:
        """The same for an address."""
        pairs = {"unit": self.unit.slug if self.unit else None, "element": self.element, "state": self.status}
        return {name: str(value) for name, value in pairs.items() if value}


def asked_of(args: Mapping[str, str]) -> Asked:
    """Empty means everything. NotFound `unknown_unit`; MalformedRequest for an element or a state that is none."""
    unit, element, state = (args.get(name, "") for name in ("unit", "element", "state"))
    wrong = [FieldError("element", "unknown_element")] if element and element not in element_names() else []
    wrong += [FieldError("state", "unknown_value")] if state and state not in set(Status) else []
    if wrong:
        raise MalformedRequest("bad_request", wrong)
    return Asked(unit_by_slug(unit) if unit else None, element or None, Status(state) if state else None)


def stand_of(said: str, token: VoiceToken | None, at: datetime.datetime) -> tuple[Stand, VoiceToken]:
    """What the form says, and its token.

    InvalidInput for `token` (`foreign`, `stale`), code `stale_form`, or for `stand` (`missing`, `unknown_value`).
    """
    if token is None or token.is_stale(at):
        raise InvalidInput([FieldError("token", "foreign" if token is None else "stale")], code="stale_form")
    if said not in set(Stand):
        raise InvalidInput([FieldError("stand", "unknown_value" if said else "missing")])
    return Stand(said), token


def voice_words(error: InvalidInput) -> list[str]:
    """What is wrong with the form of a voice, in words."""
    words = {
        "missing": _("Pilih salah satu: sudah ditepati atau belum."),
        "foreign": _("Formulir ini bukan untuk janji ini. Silakan kirim sekali lagi."),
        "stale": _("Formulir ini sudah kedaluwarsa. Silakan kirim sekali lagi."),
        "key_reused": _("Formulir ini sudah dipakai. Kirim sekali lagi hanya bila ini suara baru."),
    }
    return [words.get(wrong.code) or field_message(wrong) for wrong in error.errors]
