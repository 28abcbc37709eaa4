"""Forms of the codes' desk and of queue machines, and the shapes of what machines send."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from wtforms import HiddenField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are those of WTForms 3.2
from wtforms.validators import InputRequired, Length, NumberRange

from portal.catalogue.models import Service, Unit
from portal.core.desk_forms import DeskForm, TextsForm
from portal.domain.visits import MOST_AT_ONCE, MOST_VISITS

MAX_NAME = 80
_NEEDED = InputRequired()


class MintForm(DeskForm):
    """How many codes of which service; `ticket` names the batch, so that a form sent twice mints once."""

    service = SelectField(choices=[], validators=[_NEEDED])
    count = IntegerField(validators=[_NEEDED, NumberRange(1, MOST_AT_ONCE)])
    ticket = HiddenField()

    def offer(self, services: Iterable[Service]) -> None:
        """The services to choose from."""
        self.service.choices = [SelectChoice(one.slug, one.name) for one in services]


class VisitsForm(TextsForm):
    """How many visits a unit had in a month."""

    visits = IntegerField(validators=[_NEEDED, NumberRange(0, MOST_VISITS)])


class MachineForm(DeskForm):
    """A machine: whose, and where it stands."""

    unit = SelectField(choices=[], validators=[_NEEDED])
    name = StringField(validators=[_NEEDED, Length(max=MAX_NAME)])

    def offer(self, units: Iterable[Unit]) -> None:
        """The units to choose from."""
        self.unit.choices = [SelectChoice(one.slug, one.name) for one in units]


class CodeBody(BaseModel):
    """What a machine asks for: a code of a service."""

    model_config = ConfigDict(extra="forbid", strict=True)

    service: Annotated[str, Field(max_length=200)]


class VisitsBody(BaseModel):
    """What a machine tells: how many numbers it gave out in a month, `2026-09`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    month: Annotated[str, Field(max_length=7)]
    visits: int
