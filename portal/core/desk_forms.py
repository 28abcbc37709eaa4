"""The base of staff forms: what WTForms says of a wrong field, in our two languages (it knows no Indonesian)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, IntegerField, PasswordField, StringField
from wtforms.validators import Optional, ValidationError

from portal.core.messages import field_message
from portal.domain.errors import FieldError
from portal.domain.texts import check_text, has_words, without_turns

_WORDS: dict[str, LazyString] = {
    "This field is required.": _l("Isian ini wajib ada."),
    "Not a valid integer value.": _l("Isikan bilangan bulat."),
    "Not a valid date value.": _l("Isikan tanggal."),
    "Not a valid choice.": _l("Pilihan ini tidak dikenal."),
    "Invalid Choice: could not coerce.": _l("Pilihan ini tidak dikenal."),
    "Number must be at least %(min)s.": _l("Paling sedikit %(min)s."),
    "Number must be at most %(max)s.": _l("Paling banyak %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l("Isikan bilangan dari %(min)s sampai %(max)s."),
    "Field cannot be longer than %(max)d characters.": _l("Terlalu panjang: paling banyak %(max)d huruf."),
    "Field must be between %(min)d and %(max)d characters long.": _l("Isikan %(min)d sampai %(max)d huruf."),
    "'%(value)s' is not a valid choice for this field.": _l("Pilihan «%(value)s» tidak dikenal."),
    "'%(value)s' are not valid choices for this field.": _l("Pilihan «%(value)s» tidak dikenal."),
}


class _Words:
    """What WTForms asks for the words of a message, as of `gettext`."""

    def gettext(self, text: str) -> str:
        """Our words, unformatted; WTForms' own for a message that none of our forms can cause."""
        words = _WORDS.get(text)
        return text if words is None else str(words)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Indonesian has one form, and the limits of our fields are never one."""
        return self.gettext(plural if n != 1 or plural in _WORDS else singular)


def _without_turns(typed: Any) -> Any:
    return without_turns(typed) if isinstance(typed, str) else typed


class DeskForm(FlaskForm):
    """A form that staff fill in."""

    class Meta(FlaskForm.Meta):
        """WTForms' place for such settings."""

        def get_translations(self, _form: object) -> Any:
            """Our words."""
            return _Words()

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """A field as it is, but texts that people read keep no control of direction."""
            field = super().bind_field(form, unbound_field, options)
            if isinstance(field, StringField) and not isinstance(field, PasswordField):
                field.filters = [_without_turns, *field.filters]
            return field


def readable(_form: object, field: Field) -> None:
    """A validator: nothing in a text that a database cannot keep or a screen cannot show."""
    text = field.data or ""
    for error in check_text(field.name, text, len(text)):
        raise ValidationError(field_message(error))


def worded(_form: object, field: Field) -> None:
    """A validator: a letter or a digit at least, as blanks name nothing."""
    if not has_words(field.data or ""):
        raise ValidationError(field_message(FieldError(field.name, "no_words")))


class TextsForm(DeskForm):
    """Texts that the domain checks, and the version that the form was shown with."""

    names: ClassVar[Sequence[str]] = ()
    faults: ClassVar[Mapping[str, LazyString]] = {}
    """Words for what the domain calls wrong, where those of `core.messages` do not fit."""
    version = IntegerField(validators=[Optional()])

    @property
    def sent(self) -> dict[str, str]:
        """What was typed, by field."""
        return {name: self[name].data or "" for name in self.names}

    def add_errors(self, errors: Sequence[FieldError]) -> None:
        """Put errors of the domain beside their fields, in words."""
        for error in errors:
            words = self.faults.get(error.code)
            self[error.field].errors = [*self[error.field].errors, str(words) if words else field_message(error)]
