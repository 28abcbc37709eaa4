"""What somebody types before a leave: to whom the own roles are lent, and for which days."""

from __future__ import annotations

import datetime

from flask_babel import gettext as _
from wtforms import Field, StringField, ValidationError

from portal.accounts.forms.administration import RefusableForm


class LoanForm(RefusableForm):
    """A colleague's address and two days, as a date field of a browser sends them."""

    borrower = StringField()
    since = StringField()
    until = StringField()

    def validate_since(self, field: Field) -> None:
        """A day of the calendar."""
        self._check(field)

    def validate_until(self, field: Field) -> None:
        """A day of the calendar."""
        self._check(field)

    @property
    def days(self) -> tuple[datetime.date, datetime.date]:
        """First and last day; they were checked."""
        return datetime.date.fromisoformat(self.since.data or ""), datetime.date.fromisoformat(self.until.data or "")

    def _check(self, field: Field) -> None:
        try:
            datetime.date.fromisoformat(field.data or "")
        except ValueError:
            raise ValidationError(_("Isi sebuah tanggal.")) from None
