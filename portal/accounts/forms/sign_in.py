"""What staff type: the sign-in, a new password, a code. The words of their fields stand in the templates."""

from __future__ import annotations

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from portal.core.desk_forms import DeskForm
from portal.domain.emails import MAX_EMAIL, tidy_email
from portal.domain.passwords import MAXIMUM_LENGTH, MINIMUM_LENGTH, password_fault
from portal.domain.urls import is_own_path

_FAULTS = {
    "too_short": _l("Terlalu pendek: paling sedikit %(minimum)s huruf.", minimum=MINIMUM_LENGTH),
    "too_long": _l("Terlalu panjang: paling banyak %(maximum)s huruf.", maximum=MAXIMUM_LENGTH),
    "bad_character": _l("Ada huruf yang tidak dapat disimpan (karakter kendali)."),
    "too_simple": _l("Terlalu mudah ditebak: jangan alamat e-mail Anda, jangan huruf yang itu-itu saja."),
    "too_common": _l("Terlalu mudah ditebak: kata sandi ini termasuk yang paling sering dipakai orang."),
}


class SignInForm(DeskForm):
    """Address and password; "remember me" is left out on purpose: office desktops are shared."""

    email = StringField(validators=[InputRequired(), Length(max=MAX_EMAIL)])
    password = PasswordField(validators=[InputRequired(), Length(max=MAXIMUM_LENGTH)])
    next = HiddenField()

    def __init__(self) -> None:
        super().__init__()
        if not self.is_submitted():
            self.next.data = request.args.get("next", "")

    @property
    def address(self) -> str:
        """The address in its one spelling; what is no address stays as it is, and is nobody's."""
        typed = (self.email.data or "").strip().lower()[:MAX_EMAIL].replace("\x00", "")
        return tidy_email(typed) or typed

    @property
    def goes_on(self) -> str | None:
        """The own page to go on to; a foreign address is dropped, not complained about."""
        return self.next.data if self.next.data and is_own_path(self.next.data) else None


class ForgotForm(DeskForm):
    """The address of whoever forgot the password."""

    email = StringField(validators=[InputRequired(), Length(max=MAX_EMAIL)])

    @property
    def address(self) -> str:
        """As of the sign-in."""
        typed = (self.email.data or "").strip().lower()[:MAX_EMAIL].replace("\x00", "")
        return tidy_email(typed) or typed


class CodeForm(DeskForm):
    """A code of the authenticator app, or a recovery code."""

    code = StringField(validators=[InputRequired(), Length(max=40)])


class PasskeyForm(DeskForm):
    """What the browser's passkey answered, as JSON text; and, for a new one, what its owner calls it."""

    answer = HiddenField(validators=[InputRequired(), Length(max=20_000)])
    name = StringField(validators=[Length(max=60)])


class NewPasswordForm(DeskForm):
    """A new password, given once: the field can be shown, and another link is quickly made."""

    password = PasswordField()

    def __init__(self, email: str) -> None:
        super().__init__()
        self._email = email

    def validate_password(self, field: Field) -> None:
        """The rule of `domain.passwords`, in words; an empty one is too short."""
        fault = password_fault(field.data or "", self._email)
        if fault is not None:
            raise ValidationError(str(_FAULTS[fault]))


class ChangePasswordForm(NewPasswordForm):
    """The same by somebody who is signed in, and shows that by the present password."""

    current = PasswordField(validators=[InputRequired(), Length(max=MAXIMUM_LENGTH)])


class ConfirmedForm(DeskForm):
    """A step that must not be taken by whoever finds an open desk: it asks for the present password."""

    current = PasswordField(validators=[InputRequired(), Length(max=MAXIMUM_LENGTH)])
    passkey = HiddenField()
