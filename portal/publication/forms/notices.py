"""Forms for what is said beside the numbers: a new notice, and why one is withdrawn."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are those of WTForms 3.2
from wtforms.validators import InputRequired, Length

from portal.catalogue.models import Unit
from portal.core.desk_forms import DeskForm
from portal.core.messages import PAGES, field_message
from portal.domain.errors import InvalidInput, MalformedRequest
from portal.domain.notices import MAX_NOTICE, NoticeKind, notice_texts
from portal.domain.periods import Period, parse_period
from portal.publication.forms.words import CITY_WORDS, KIND_WORDS

_NEEDED, _TEXT = InputRequired(), Length(max=2 * MAX_NOTICE)
"""Blanks at the ends and doubled ones do not count; the domain measures what is left."""


@dataclass(frozen=True)
class NoticePreview:
    """A notice as it would stand beside the numbers, for the template that shows notices."""

    unit: Unit | None
    period: str
    kind: str
    text: str
    english: str | None
    made_on: datetime.date
    withdrawn_on: datetime.date | None = None
    withdrawn_reason: str | None = None


class NoticeForm(DeskForm):
    """What is said of whom and when. It is shown first as the public will see it, then published."""

    unit = SelectField(choices=[])
    period = StringField(validators=[_NEEDED, Length(max=7)])
    kind = SelectField(choices=[SelectChoice(kind.value, words) for kind, words in KIND_WORDS.items()])
    text = TextAreaField(validators=[_NEEDED, _TEXT])
    english = TextAreaField(validators=[_TEXT])
    step = HiddenField(default="preview")

    def offer(self, units: Iterable[Unit]) -> None:
        """The whole city, or one of these units."""
        self.unit.choices = [SelectChoice("", CITY_WORDS), *(SelectChoice(unit.slug, unit.name) for unit in units)]

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """The fields, then what the domain says of the period and the texts."""
        if not super().validate(extra_validators):
            return False
        wrong = [*self._wrong_period(), *self._wrong_texts()]
        for field, message in wrong:
            self[field].errors = [message]
        return not wrong

    @property
    def about(self) -> Period:
        """The period, once the form is valid."""
        return parse_period(self.period.data or "")

    def preview(self, unit: Unit | None, day: datetime.date) -> NoticePreview:
        """The notice as it would stand there, once the form is valid."""
        text, english = notice_texts(self.text.data or "", self.english.data or "")
        return NoticePreview(unit, self.about.text, NoticeKind(self.kind.data).value, text, english, day)

    def _wrong_period(self) -> list[tuple[str, str]]:
        try:
            parse_period(self.period.data or "")
        except MalformedRequest:
            return [("period", str(PAGES["bad_period"]))]
        return []

    def _wrong_texts(self) -> list[tuple[str, str]]:
        try:
            notice_texts(self.text.data or "", self.english.data or "")
        except InvalidInput as error:
            return [(wrong.field, field_message(wrong)) for wrong in error.errors]
        return []


class WithdrawForm(DeskForm):
    """Why a notice is withdrawn; the public reads it too."""

    reason = StringField(validators=[_NEEDED, _TEXT])
