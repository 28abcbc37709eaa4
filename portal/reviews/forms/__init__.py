"""What reviewers, managers and heads type into a review."""

from portal.reviews.forms.cycle import CycleForm
from portal.reviews.forms.texts import ArgumentForm, AssessmentForm, SignForm, WordsForm, assessment_form
from portal.reviews.forms.words import (
    ACTION_WORDS,
    PREDICATE_WORDS,
    REQUIRED_WORDS,
    STATE_WORDS,
    field_words,
    refusal_words,
)

__all__ = [
    "ACTION_WORDS",
    "PREDICATE_WORDS",
    "REQUIRED_WORDS",
    "STATE_WORDS",
    "ArgumentForm",
    "AssessmentForm",
    "CycleForm",
    "SignForm",
    "WordsForm",
    "assessment_form",
    "field_words",
    "refusal_words",
]
