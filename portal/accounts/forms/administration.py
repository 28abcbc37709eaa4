"""What administrators type about the accounts of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput

from portal.accounts.services.administration import Particulars
from portal.accounts.words import FIELD_OF, ROLES, reason
from portal.core.desk_forms import DeskForm
from portal.domain.errors import Refused
from portal.domain.permissions import Role

LANGUAGES = {"id": "Indonesia", "en": "English"}


class RefusableForm(DeskForm):
    """A form that shows beside the field concerned why the services refused it."""

    def refuse(self, refusal: Refused) -> None:
        """Put the reason where it belongs; above the form where it concerns no field of it."""
        name = FIELD_OF.get(refusal.code, "")
        if name in self._fields:
            self._fields[name].errors = [reason(refusal)]
        else:
            self.form_errors = [reason(refusal)]


class AccountForm(RefusableForm):
    """Address, roles, unit and language of an account; `version` as the form was shown."""

    email = StringField()
    roles = SelectMultipleField(option_widget=CheckboxInput())
    unit = SelectField()
    lang = SelectField(default="id")
    version = IntegerField(validators=[Optional()])

    def __init__(self, units: Mapping[str, str], stored: Particulars | None = None) -> None:
        """`units`: names by slug; `stored`: what the fields hold before anybody types."""
        data = None if stored is None else stored.as_record() | {"unit": stored.unit or ""}
        super().__init__(data=data)
        self.roles.choices = _choices({role.value: str(word) for role, word in ROLES.items()})
        self.unit.choices = _choices({"": _("tanpa unit"), **units})
        self.lang.choices = _choices(LANGUAGES)

    @property
    def particulars(self) -> Particulars:
        """What was typed; the choices were checked."""
        roles = frozenset(map(Role, self.roles.data or ()))
        return Particulars(self.email.data or "", roles, self.unit.data or None, self.lang.data)


class ClosingForm(RefusableForm):
    """Who goes on with the work of a leaver, or that nobody needs to."""

    successor = StringField()
    leave_open = BooleanField()
    version = IntegerField(validators=[Optional()])


class DecisionForm(DeskForm):
    """A decision about a request; `version`: of the account as it was shown."""

    version = IntegerField(validators=[Optional()])


def _choices(words: Mapping[str, str]) -> Any:
    """Words by value, as WTForms takes them; its type stubs know only an older way, which it warns about."""
    return dict(words)
