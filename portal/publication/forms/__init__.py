"""What comes in about periods and notices, and the words for what is refused."""

from portal.publication.forms.words import (
    MONTH_WORDS,
    closing_effects,
    publishing_effects,
    refusal,
    run_result,
    run_title,
)

__all__ = ["MONTH_WORDS", "closing_effects", "publishing_effects", "refusal", "run_result", "run_title"]
