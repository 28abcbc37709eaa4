"""A proposal: what becomes of a cluster, for a reason out of the closed list; a note stays on record."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are those of WTForms 3.2
from wtforms.validators import InputRequired, Length

from portal.core.desk_forms import DeskForm
from portal.domain.holding import GROUNDS, LEADS_TO, Ground, Outcome
from portal.domain.integrity import State
from portal.integrity.forms.words import GROUND_WORDS, OUTCOME_WORDS

MAX_NOTE = 1000
_CHOICES = {
    f"{outcome.value}:{ground.value}": (outcome, ground) for outcome, grounds in GROUNDS.items() for ground in grounds
}
"""Outcome and ground are one choice, so that they cannot contradict one another."""


class ProposalForm(DeskForm):
    """What is proposed; `seen` is how many ratings the cluster had when it was read."""

    choice = SelectField(validators=[InputRequired()])
    note = TextAreaField(validators=[Length(max=MAX_NOTE)])
    seen = IntegerField(validators=[InputRequired()])

    def offer(self, state: State) -> None:
        """Offer what would change something."""
        self.choice.choices = [SelectChoice("", _l("Pilih usul dan alasannya"))] + [
            SelectChoice(code, f"{OUTCOME_WORDS[outcome]}: {GROUND_WORDS[ground]}")
            for code, (outcome, ground) in _CHOICES.items()
            if LEADS_TO[outcome] is not state
        ]

    @property
    def chosen(self) -> tuple[Outcome, Ground]:
        """Outcome and ground; after the form was found valid."""
        return _CHOICES[self.choice.data]


class DecisionForm(DeskForm):
    """A decision about the proposal of that number."""

    proposal = IntegerField(validators=[InputRequired()])
