"""Forms of the administrator's desk for units and services."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are those of WTForms 3.2
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from portal.catalogue.forms.words import KIND_WORDS
from portal.catalogue.models import Service, Unit
from portal.catalogue.services import ServiceFacts, UnitFacts
from portal.core.desk_forms import DeskForm
from portal.domain.texts import MAX_SLUG, has_words

MANY = 999_999_999
_NEEDED = DataRequired()
_COUNT = NumberRange(0, MANY)


def _named(text: str | None) -> str | None:
    """Nothing where no word is said, be it by blanks without width."""
    return text if text is None or has_words(text) else ""


def _units(units: Iterable[Unit]) -> list[SelectChoice]:
    """None of them, or one by name."""
    return [SelectChoice("", "–"), *(SelectChoice(unit.slug, unit.name) for unit in units)]


def _years(year: int) -> list[SelectChoice]:
    """This year or the next."""
    return [SelectChoice(str(one)) for one in (year, year + 1)]


class CatalogueForm(DeskForm):
    """What all have: the version that was shown, and whether this is the first look or the deed."""

    version = HiddenField()
    step = HiddenField(default="preview")

    @property
    def shown_version(self) -> int | None:
        """The version that the form was shown with; None for none or nonsense."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    @property
    def is_deed(self) -> bool:
        """Whether the effect was shown before and is now wanted."""
        return bool(self.step.data == "do")


class UnitForm(CatalogueForm):
    """A unit's facts, and from which year they hold."""

    slug = StringField(validators=[Length(max=MAX_SLUG)])
    name = StringField(filters=[_named], validators=[_NEEDED, Length(max=200)])
    kind = SelectField(choices=[SelectChoice(code, words) for code, words in KIND_WORDS.items()])
    distrik = StringField(validators=[Length(max=80)])
    parent = SelectField(choices=[])
    staff = IntegerField(validators=[Optional(), _COUNT])
    from_year = SelectField(choices=[], coerce=int)

    def offer(self, units: Sequence[Unit], year: int) -> None:
        """What can be chosen: parents among these units, and this year or the next."""
        self.parent.choices = _units(units)
        self.from_year.choices = _years(year)

    @property
    def facts(self) -> UnitFacts:
        """What was said."""
        name, distrik = (self.name.data or "").strip(), (self.distrik.data or "").strip()
        return UnitFacts(name, self.kind.data, distrik, self.parent.data or "", self.staff.data)


class ServiceForm(CatalogueForm):
    """A service's facts, and from which year they hold."""

    slug = StringField(validators=[Length(max=MAX_SLUG)])
    name = StringField(filters=[_named], validators=[_NEEDED, Length(max=200)])
    users = IntegerField(validators=[Optional(), _COUNT])
    from_year = SelectField(choices=[], coerce=int)

    def offer(self, year: int) -> None:
        """This year or the next."""
        self.from_year.choices = _years(year)

    @property
    def facts(self) -> ServiceFacts:
        """What was said."""
        return ServiceFacts((self.name.data or "").strip(), self.users.data)


class EndForm(CatalogueForm):
    """The successor of a unit that closes; empty for none."""

    successor = SelectField(choices=[])

    def offer(self, units: Sequence[Unit], but: Unit) -> None:
        """Units that may take over."""
        self.successor.choices = _units(unit for unit in units if unit.slug != but.slug)


class MergeForm(CatalogueForm):
    """The other units that join, and the one in which all go on."""

    units = SelectMultipleField(choices=[])
    into = SelectField(choices=[])

    def offer(self, units: Sequence[Unit], but: Unit) -> None:
        """Units that may join, and those that may take over."""
        named = [SelectChoice(unit.slug, unit.name) for unit in units if unit.slug != but.slug]
        self.units.choices, self.into.choices = named, named


class SplitForm(CatalogueForm):
    """For each service of a unit, the unit in which it goes on, as `slug of service:slug of unit`."""

    targets = SelectMultipleField(choices=[])

    def offer(self, services: Sequence[Service], units: Sequence[Unit], but: Unit) -> None:
        """Each service in each unit that may take it."""
        others = [unit for unit in units if unit.slug != but.slug]
        pairs = [SelectChoice(f"{service.slug}:{unit.slug}") for service in services for unit in others]
        self.targets.choices = [SelectChoice(""), *pairs]

    @property
    def chosen(self) -> dict[str, str]:
        """The unit's slug by the service's."""
        return dict(pair.split(":", 1) for pair in self.targets.data or [] if pair)


class ServiceEndForm(CatalogueForm):
    """The service that takes a closing one's place; empty for none."""

    successor = StringField(validators=[Length(max=MAX_SLUG)])


class FileForm(DeskForm):
    """A catalogue file: first looked at, then, sent again as text, done."""

    file = FileField()
    text = HiddenField(validators=[Length(max=100_000)])
