"""Two forms: sign in, and choose a password. The words of their fields stand in the templates."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_security import LoginForm
from flask_security.utils import validate_redirect_url
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, PasswordField, SubmitField, ValidationError
from wtforms.validators import InputRequired, Length

from portal.domain.emails import MAX_EMAIL, tidy_email
from portal.domain.passwords import MAXIMUM_LENGTH, MINIMUM_LENGTH, password_fault

_FAULTS = {
    "too_short": _l("Terlalu pendek: paling sedikit %(minimum)s huruf.", minimum=MINIMUM_LENGTH),
    "too_long": _l("Terlalu panjang: paling banyak %(maximum)s huruf.", maximum=MAXIMUM_LENGTH),
    "bad_character": _l("Ada huruf yang tidak dapat disimpan (karakter kendali)."),
    "too_simple": _l("Terlalu mudah ditebak: jangan alamat e-mail Anda, jangan huruf yang itu-itu saja."),
}


class SignInForm(LoginForm):
    """Flask-Security's form in our rules; "remember me" is left out on purpose: office desktops are shared."""

    email = EmailField(validators=[InputRequired(), Length(max=MAX_EMAIL)])
    password = PasswordField(validators=[InputRequired(), Length(max=MAXIMUM_LENGTH)])
    submit = SubmitField()
    remember = None  # type: ignore[assignment]

    def validate_email(self, field: Field) -> None:
        """One spelling; what is no address cannot be an account."""
        field.data = tidy_email(field.data)
        if field.data is None:
            raise ValidationError

    def validate_password(self, field: Field) -> None:
        """No account has a password that cannot be stored."""
        if "\x00" in field.data:
            raise ValidationError

    def validate_next(self, field: Field) -> None:
        """A foreign address to go on to is dropped, not complained about."""
        if field.data and not validate_redirect_url(field.data):
            field.data = ""


class SetUpForm(FlaskForm):
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
