"""The form that opens a cycle: which closed period, which units, by when, and what evidence is asked for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are those of WTForms 3.2
from wtforms.validators import InputRequired, Length, Optional

from portal.catalogue.models import Unit
from portal.core.desk_forms import DeskForm
from portal.core.i18n import period_name
from portal.core.messages import field_message
from portal.domain.errors import FieldError
from portal.domain.periods import Period, parse_period
from portal.domain.reviews import MAX_TITLE, Deadlines, Required
from portal.reviews.forms.words import REQUIRED_WORDS
from portal.reviews.services import CycleFacts

_NEEDED = InputRequired()
_FAULTS: Mapping[str, LazyString] = {
    "not_closed": _l("Periode ini belum ditutup seluruhnya; angkanya masih bergerak."),
    "day_over": _l("Hari ini sudah lewat. Isikan hari ini atau sesudahnya."),
    "too_late": _l("Terlalu jauh: paling lambat dua tahun dari sekarang."),
    "before_last_step": _l(
        "Hari ini mendahului langkah sebelumnya. Urutannya: penilaian diri, dialog, jawab, tanda tangan."
    ),
}


class CycleForm(DeskForm):
    """What a reviewer asks for."""

    title = StringField(validators=[_NEEDED, Length(max=2 * MAX_TITLE)])
    period = SelectField(choices=[])
    assess_by = DateField(validators=[_NEEDED])
    dialogue_by = DateField(validators=[_NEEDED])
    reply_by = DateField(validators=[_NEEDED])
    sign_by = DateField(validators=[_NEEDED])
    required = SelectMultipleField(choices=[SelectChoice(one.value, REQUIRED_WORDS[one.value]) for one in Required])
    units = SelectMultipleField(choices=[])
    counted = IntegerField(validators=[Optional()])
    """How many units somebody was told that it covers."""

    def offer(self, periods: Iterable[Period], units: Iterable[Unit]) -> None:
        """The periods and units that can be chosen."""
        self.period.choices = [SelectChoice(period.text, period_name(period.text)) for period in periods]
        self.units.choices = [SelectChoice(unit.slug, unit.name) for unit in units]

    @property
    def facts(self) -> CycleFacts:
        """What was asked for, once the form is valid."""
        days = [self[name].data or datetime.date.min for name in ("assess_by", "dialogue_by", "reply_by", "sign_by")]
        return CycleFacts(
            title=self.title.data or "",
            period=parse_period(self.period.data),
            deadlines=Deadlines(*days),
            required=tuple(self.required.data or ()),
        )

    def add_errors(self, errors: Sequence[FieldError]) -> None:
        """Put errors of the domain beside their fields, in words."""
        for error in errors:
            words = _FAULTS.get(error.code)
            field = self[error.field]
            field.errors = [*field.errors, str(words) if words else field_message(error)]
