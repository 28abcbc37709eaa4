"""The citizen's form: one radio group for each element asked, all optional, made from the questionnaire.

It only shapes. Whether the answers will do is decided in the domain; `add_errors` brings its verdict to the fields.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext as _
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSelect, GovTextArea, GovTextInput
from wtforms import Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are those of WTForms 3.2
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta

from portal.domain.errors import FieldError
from portal.domain.questionnaire import ANSWERS, Question, Questionnaire
from portal.domain.respondents import ATTRIBUTES
from portal.responses.forms.respondent_words import respondent_words

COMMENT_LENGTH = 1000
"""Letters that the form offers; the door itself takes more (`domain.texts.MAX_COMMENT`)."""
SUBMIT_ID = "kirim"
"""The submit button's id: errors that belong to no field lead there."""


class _SaysError:
    """GOV.UK's widgets put an English "Error:" before a message, for those who hear the page; this one speaks ours."""

    def map_gov_params(self, field: Field, **kwargs: Any) -> dict[str, Any]:
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)  # type: ignore[misc]
        if "errorMessage" in params:
            params["errorMessage"]["visuallyHiddenText"] = _("Kesalahan")
        return params


class _Radios(_SaysError, GovRadioInput):  # type: ignore[misc]
    pass


class _Select(_SaysError, GovSelect):  # type: ignore[misc]
    pass


class _TextArea(_SaysError, GovTextArea):  # type: ignore[misc]
    pass


class _TextInput(_SaysError, GovTextInput):  # type: ignore[misc]
    pass


class _Meta(DefaultMeta):
    """No CSRF field: the view verifies the signed token of the form itself."""

    csrf = False


class RateForm(BaseForm):
    """The fields of one questionnaire; `summary` lists the errors as (address within the page, words)."""

    comment_length = COMMENT_LENGTH

    def __init__(self, questionnaire: Questionnaire, asked: Sequence[str], lang: str) -> None:
        questions = [question for question in questionnaire.questions if question.code in asked]
        super().__init__(_fields(questions, lang), meta=_Meta())
        self.codes = tuple(question.code for question in questions)
        self.summary: list[dict[str, str]] = []

    @property
    def questions(self) -> list[Field]:
        """The radio groups, in the order of the questionnaire."""
        return [self[code] for code in self.codes]

    @property
    def about_respondent(self) -> list[Field]:
        """The four optional fields about the respondent."""
        return [self[name] for name in ATTRIBUTES]

    @property
    def is_respondent_open(self) -> bool:
        """Whether the folded block must be open, because something was told or is wrong there."""
        return any(field.data or field.errors for field in self.about_respondent)


def build_rate_form(
    questionnaire: Questionnaire, asked: Sequence[str], lang: str, formdata: Any | None = None
) -> RateForm:
    """The form for the elements asked, with what was entered (a MultiDict) kept."""
    form = RateForm(questionnaire, asked, lang)
    form.process(formdata)
    return form


def answers_of(form: RateForm) -> dict[str, object]:
    """Answers by element code, blanks left out; 1 to 4 as integers, anything else as it was sent, to be refused."""
    return {code: _answer(form[code]) for code in form.codes if any(form[code].raw_data or ())}


def respondent_of(form: RateForm) -> dict[str, str]:
    """What was told about the respondent, by attribute; blanks left out."""
    return {field.name: field.data for field in form.about_respondent if field.data}


def add_errors(form: RateForm, errors: Sequence[FieldError], message: Callable[[FieldError], str]) -> None:
    """Put errors of the domain beside their fields, and all of them into the summary."""
    for error in errors:
        text = message(error)
        name = error.field.removeprefix("respondent.")
        if name in form:
            form[name].errors = [*form[name].errors, text]
        form.summary.append({"text": text, "href": f"#{_target(form, name)}"})


def _target(form: RateForm, name: str) -> str:
    if name in form:
        return str(form[name].id)
    if name == "answers":
        return next((code for code in form.codes if not form[code].data), SUBMIT_ID)
    return SUBMIT_ID


def _answer(field: Field) -> object:
    sent = list(field.raw_data or ())
    if len(sent) == 1 and sent[0] in {str(answer) for answer in ANSWERS}:
        return int(sent[0])
    return sent[0] if len(sent) == 1 else sent


def _fields(questions: Sequence[Question], lang: str) -> dict[str, Any]:
    total = len(questions)
    groups = {question.code: _group(question, number, total, lang) for number, question in enumerate(questions, 1)}
    return groups | _free_fields() | {name: _attribute(name) for name in ATTRIBUTES}


def _group(question: Question, number: int, total: int, lang: str) -> Any:
    return RadioField(
        question.text.text(lang),
        description=_(
            "%(number)d dari %(total)d · %(element)s", number=number, total=total, element=question.name.text(lang)
        ),
        choices=[
            SelectChoice(str(answer), choice.text(lang))
            for answer, choice in zip(ANSWERS, question.choices, strict=True)
        ],
        validate_choice=False,
        widget=_Radios(),
    )


def _free_fields() -> dict[str, Any]:
    return {
        "comment": TextAreaField(
            _("Ada yang ingin Anda sampaikan?"),
            description=_("Boleh dikosongkan. Jangan menulis nama, NIK, atau nomor telepon siapa pun."),
            widget=_TextArea(),
        ),
        "visit_code": StringField(
            _("Kode kunjungan"),
            description=_("Bila Anda menerima kode dari loket, tulis di sini agar penilaian ini terverifikasi."),
            widget=_TextInput(),
        ),
    }


def _attribute(name: str) -> Any:
    words = respondent_words()[name]
    return SelectField(
        words[""],
        choices=[SelectChoice("", _("Tidak menjawab"))]
        + [SelectChoice(code, words[code]) for code in ATTRIBUTES[name]],
        validate_choice=False,
        widget=_Select(),
    )
