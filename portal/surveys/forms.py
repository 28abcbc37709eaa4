"""What an administrator types into a draft: only shaped here. `domain.drafts` decides; its codes get words here."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import Optional

from portal.core.desk_forms import DeskForm, TextsForm

_FAULTS: Mapping[str, LazyString] = {
    "bad_code": _l("Kode unsur: 3 sampai 30 huruf kecil a–z atau garis bawah. Contoh: keamanan"),
    "reserved_code": _l("Kata ini sudah dipakai formulir untuk hal lain. Pilih kode yang lain."),
    "code_taken": _l("Unsur dengan kode ini sudah ditanyakan dalam draf ini."),
}


class DraftForm(TextsForm):
    """Texts of a draft, and the version of edit that the form was shown with."""

    faults = _FAULTS


class TitleForm(DraftForm):
    """The title in both languages."""

    names = ("title_id", "title_en")
    title_id = StringField()
    title_en = StringField()


class ElementForm(DraftForm):
    """One element in both languages."""

    names = (
        *("name_id", "name_en", "text_id", "text_en", "choice_1_id", "choice_1_en", "choice_2_id", "choice_2_en"),
        *("choice_3_id", "choice_3_en", "choice_4_id", "choice_4_en"),
    )
    name_id = StringField()
    name_en = StringField()
    text_id = TextAreaField()
    text_en = TextAreaField()
    choice_1_id = StringField()
    choice_1_en = StringField()
    choice_2_id = StringField()
    choice_2_en = StringField()
    choice_3_id = StringField()
    choice_3_en = StringField()
    choice_4_id = StringField()
    choice_4_en = StringField()
    about_staff = BooleanField()


class AddElementForm(DraftForm):
    """The code of an element that is to be asked as well."""

    names = ("code",)
    code = StringField()


class StepForm(DeskForm):
    """A step with a draft as it was shown: publish it, throw it away, take an element out."""

    version = IntegerField(validators=[Optional()])
