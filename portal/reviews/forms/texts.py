"""Texts of a review: self-assessment, messages and reasons, arguments, a remark beside a signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are those of WTForms 3.2

from portal.core.desk_forms import TextsForm
from portal.domain.reviews import Argument
from portal.reviews.forms.words import PREDICATE_WORDS
from portal.reviews.models import Review
from portal.reviews.services import FIELDS

_FAULTS: Mapping[str, LazyString] = {
    "too_short": _l("Terlalu singkat untuk sebuah argumen: paling sedikit %(minimum)s kata."),
}


class WordsForm(TextsForm):
    """One text: a message, a reply, a reason."""

    names = ("text",)
    text = TextAreaField()


class SignForm(TextsForm):
    """A signature, with a remark where the signer has one; `version` is the revision that was read."""

    names = ("remark",)
    remark = TextAreaField()


class ArgumentForm(TextsForm):
    """A predicate and what stands for it."""

    names = ("predicate", "on_results", "on_behaviour", "on_missing", "summary")
    faults = _FAULTS
    predicate = SelectField(
        choices=[
            SelectChoice("", _l("Pilih predikat")),
            *(SelectChoice(code, words) for code, words in PREDICATE_WORDS.items()),
        ],
        validate_choice=False,
    )
    on_results = TextAreaField()
    on_behaviour = TextAreaField()
    on_missing = TextAreaField()
    summary = TextAreaField()

    @property
    def argument(self) -> Argument:
        """What was typed."""
        return Argument(**self.sent)


class AssessmentForm(TextsForm):
    """The unit's self-assessment; its fields for each element are those of the review, see `assessment_form`."""

    names = ("overview",)
    overview = TextAreaField()


def assessment_form(review: Review, shown: bool = False) -> AssessmentForm:
    """The form of this review: `overview`, and `<element>-<field>` of each weak element.

    `shown`: filled with what is stored, else with what was sent.
    """
    names = [f"{answer.element}-{name}" for answer in review.answers for name in FIELDS]
    fields: dict[str, Any] = {name: TextAreaField() for name in names}
    form_class = type("AssessmentForm", (AssessmentForm,), {"names": ("overview", *names), **fields})
    if not shown:
        form: AssessmentForm = form_class()
        return form
    stored: dict[str, Any] = {
        f"{answer.element}-{name}": getattr(answer, name) for answer in review.answers for name in FIELDS
    }
    filled: AssessmentForm = form_class(
        formdata=None, data={"overview": review.overview, "version": review.revision, **stored}
    )
    return filled
