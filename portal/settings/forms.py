"""What an administrator types into a setting: only shaped here. `domain.settings` decides; its codes get words here."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are those of WTForms 3.2
from wtforms.validators import Optional

from portal.core.desk_forms import DeskForm, TextsForm
from portal.domain.settings import ANNOUNCEMENT, CONTACT, DIGEST_HOUR, LAST_HOUR

_FAULTS: Mapping[str, LazyString] = {
    "bad_email": _l("Bukan alamat e-mail. Contoh: kontak@kota.example"),
    "bad_phone": _l("Bukan nomor telepon: angka, spasi, tanda hubung dan kurung saja. Contoh: 0951 321 456"),
    "both_languages": _l("Isi dalam kedua bahasa; atau kosongkan keduanya untuk mengakhiri pengumuman."),
    "bad_day": _l("Isi hari terakhir pengumuman. Contoh: 2026-12-31"),
    "day_over": _l("Hari terakhir itu sudah lewat. Pilih hari ini atau sesudahnya."),
    "bad_hour": _l("Pilih jam 0 sampai 23."),
}

_MOST = 2**31 - 1


class SettingForm(TextsForm):
    """The fields of one setting, and the version that the form was shown with."""

    faults = _FAULTS


class ContactForm(SettingForm):
    """E-mail and telephone of the office."""

    names = ("email", "phone")
    email = StringField()
    phone = StringField()


class AnnouncementForm(SettingForm):
    """One sentence in both languages and its last day."""

    names = ("indonesian", "english", "until")
    indonesian = StringField()
    english = StringField()
    until = StringField()


class DigestHourForm(SettingForm):
    """An hour of the day."""

    names = (DIGEST_HOUR,)
    digest_hour = SelectField(
        choices=[SelectChoice(str(hour), f"{hour:02}.00") for hour in range(LAST_HOUR + 1)], validate_choice=False
    )


class RestoreForm(DeskForm):
    """Which change of the record is taken back, and the version that the button was shown with."""

    number = IntegerField()
    version = IntegerField(validators=[Optional()])

    @property
    def entry(self) -> int:
        """The number; 0, which is no entry's, for what cannot be one."""
        number = self.number.data or 0
        return number if 0 < number <= _MOST else 0


FORMS: Mapping[str, type[SettingForm]] = {
    CONTACT: ContactForm,
    ANNOUNCEMENT: AnnouncementForm,
    DIGEST_HOUR: DigestHourForm,
}
