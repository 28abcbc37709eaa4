"""What comes in about periods and notices, and the words for what is refused."""

from portal.publication.forms.notices import NoticeForm, NoticePreview, WithdrawForm
from portal.publication.forms.words import (
    MONTH_WORDS,
    closing_effects,
    publishing_effects,
    refusal,
    run_result,
    run_title,
)

__all__ = [
    "MONTH_WORDS",
    "NoticeForm",
    "NoticePreview",
    "WithdrawForm",
    "closing_effects",
    "publishing_effects",
    "refusal",
    "run_result",
    "run_title",
]
