"""What is filled in about training: a course of the catalogue, a unit's plan, and its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are those of WTForms 3.2
from wtforms.validators import InputRequired, Length, NumberRange

from portal.core.desk_forms import DeskForm, TextsForm
from portal.domain.promises import MAX_CAUSE, MAX_OWNER, BudgetSource, Kind, PromiseFacts
from portal.domain.training import (
    MAX_CERTIFICATE,
    MAX_COMPETENCES,
    MAX_NAME,
    MAX_PROVIDER,
    MAX_SEATS,
    CourseFacts,
    Headcount,
)
from portal.followups.models import Course
from portal.followups.words import SOURCE_WORDS, element_name

_NEEDED = InputRequired()
_AMOUNT = re.compile(r"-?[0-9]{1,16}")
_COUNT = NumberRange(0, MAX_SEATS)
_SOURCES = [SelectChoice(source.value, SOURCE_WORDS[source]) for source in BudgetSource]
FAULTS: Mapping[str, LazyString] = {
    "negative": _l("Tidak dapat kurang dari nol."),
    "too_much": _l("Terlalu besar. Periksa jumlah nolnya."),
    "more_than_seats": _l("Lebih banyak daripada tempat yang ada pada pelatihan ini."),
    "more_than_staff": _l("Lebih banyak daripada pegawai unit ini."),
    "more_than_enrolled": _l("Yang selesai tidak dapat lebih banyak daripada yang terdaftar."),
    "more_than_finished": _l("Yang bersertifikat tidak dapat lebih banyak daripada yang selesai."),
    "not_served": _l("Pelatihan ini tidak melayani unsur itu."),
    "in_the_past": _l("Hari ini sudah lewat. Pilih hari ini atau sesudahnya."),
    "before_start": _l("Hari selesai mendahului hari mulai."),
    "too_far": _l("Terlalu jauh di depan."),
    "source_missing": _l("Sebut dari mana anggarannya."),
}


def amount_of(text: str | None) -> str:
    """Rupiah as people write them (25.000.000, Rp25.000.000), as digits alone; empty for nothing."""
    typed = (text or "").strip()
    return re.sub(r"^(-?)\s*Rp\.?\s*", r"\1", typed, flags=re.IGNORECASE).replace(".", "").replace(" ", "")


def written_amount(amount: int) -> str:
    """The same the other way."""
    return f"{amount:,}".replace(",", ".")


def _check_amount(_form: DeskForm, field: Field) -> None:
    if not _AMOUNT.fullmatch(amount_of(field.data)):
        raise ValidationError(_("Isikan rupiah utuh, misalnya 25.000.000."))


class CourseForm(TextsForm):
    """A course of the catalogue."""

    names: ClassVar[Sequence[str]] = ("name", "provider", "university", "certificate", "competences")
    faults: ClassVar[Mapping[str, LazyString]] = FAULTS
    name = StringField(validators=[_NEEDED, Length(max=MAX_NAME)])
    provider = StringField(validators=[_NEEDED, Length(max=MAX_PROVIDER)])
    university = StringField(validators=[Length(max=MAX_PROVIDER)])
    certificate = StringField(validators=[Length(max=MAX_CERTIFICATE)])
    competences = TextAreaField(validators=[_NEEDED, Length(max=MAX_COMPETENCES)])
    elements = SelectMultipleField(choices=[], validators=[_NEEDED])
    cost = StringField(validators=[_NEEDED, Length(max=40), _check_amount])
    funding = SelectField(choices=_SOURCES)
    seats = IntegerField(validators=[_NEEDED, NumberRange(1, MAX_SEATS)])

    def offer(self, codes: Iterable[str]) -> None:
        """These elements."""
        self.elements.choices = [SelectChoice(code, element_name(code)) for code in codes]

    @property
    def facts(self) -> CourseFacts:
        """What it says, once the form is valid."""
        return CourseFacts(
            name=_line(self.name.data),
            provider=_line(self.provider.data),
            university=_line(self.university.data),
            certificate=_line(self.certificate.data),
            competences=(self.competences.data or "").replace("\r\n", "\n").strip(),
            elements=tuple(self.elements.data or ()),
            cost=int(amount_of(self.cost.data)),
            funding=BudgetSource(self.funding.data),
            seats=self.seats.data or 0,
        )


def course_filled_in(course: Course) -> dict[str, object]:
    """What the form shows of a course that is there."""
    facts = course.facts
    values = {**vars(facts), "elements": list(facts.elements), "funding": facts.funding.value}
    return {**values, "cost": written_amount(facts.cost), "version": course.version}


class PlanForm(TextsForm):
    """A unit's plan to send staff to a course."""

    names: ClassVar[Sequence[str]] = ("cause", "owner")
    faults: ClassVar[Mapping[str, LazyString]] = FAULTS
    element = SelectField(choices=[], validators=[_NEEDED])
    cause = TextAreaField(validators=[_NEEDED, Length(max=MAX_CAUSE)])
    owner = StringField(validators=[_NEEDED, Length(max=MAX_OWNER)])
    starts_on = DateField(validators=[_NEEDED])
    due_on = DateField(validators=[_NEEDED])
    enrolled = IntegerField(validators=[_NEEDED, NumberRange(1, MAX_SEATS)])
    budget = StringField(validators=[_NEEDED, Length(max=40), _check_amount])
    budget_source = SelectField(choices=_SOURCES)

    def offer(self, codes: Iterable[str]) -> None:
        """These elements."""
        self.element.choices = [SelectChoice(code, element_name(code)) for code in codes]

    def facts(self, course: Course) -> PromiseFacts:
        """The promise that it makes, once the form is valid; it never says how many people."""
        assert self.starts_on.data is not None
        assert self.due_on.data is not None
        return PromiseFacts(
            element=self.element.data,
            cause=(self.cause.data or "").replace("\r\n", "\n").strip(),
            kind=Kind.TRAINING,
            action=action_of(course),
            owner=_line(self.owner.data),
            starts_on=self.starts_on.data,
            due_on=self.due_on.data,
            budget=int(amount_of(self.budget.data)),
            budget_source=BudgetSource(self.budget_source.data),
        )


class CountForm(TextsForm):
    """How many staff of a unit, and what was spent."""

    faults: ClassVar[Mapping[str, LazyString]] = FAULTS
    enrolled = IntegerField(validators=[_NEEDED, _COUNT])
    finished = IntegerField(validators=[_NEEDED, _COUNT])
    certified = IntegerField(validators=[_NEEDED, _COUNT])
    spent = StringField(validators=[_NEEDED, Length(max=40), _check_amount])

    @property
    def count(self) -> Headcount:
        """The people, once the form is valid."""
        return Headcount(self.enrolled.data or 0, self.finished.data or 0, self.certified.data or 0)

    @property
    def rupiah(self) -> int:
        """What was spent, once the form is valid."""
        return int(amount_of(self.spent.data))


def action_of(course: Course) -> str:
    """What a plan promises, in the words of all promises: Indonesian."""
    return f"Pelatihan «{course.name}» oleh {course.provider}"


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
