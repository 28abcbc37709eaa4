"""What may be said beside the numbers of a period: a note that explains them, or a correction that mends them."""

from __future__ import annotations

from enum import StrEnum

from portal.domain.errors import InvalidInput
from portal.domain.texts import check_needed

MAX_NOTICE = 300


class NoticeKind(StrEnum):
    """A withdrawn note disappears; a withdrawn correction stays listed as withdrawn."""

    NOTE = "note"
    CORRECTION = "correction"


def notice_texts(text: str, english: str) -> tuple[str, str | None]:
    """Both texts of a notice on one line each; English is optional, and None where there is none.

    InvalidInput names `text` (`missing` too) and `english`.
    """
    indonesian, translated = (" ".join(given.split()) for given in (text, english))
    errors = [*check_needed("text", indonesian, MAX_NOTICE)]
    errors += check_needed("english", translated, MAX_NOTICE) if translated else []
    if errors:
        raise InvalidInput(errors)
    return indonesian, translated or None


def withdrawal_reason(reason: str) -> str:
    """Why a notice is withdrawn, on one line; InvalidInput names `reason`."""
    said = " ".join(reason.split())
    errors = [*check_needed("reason", said, MAX_NOTICE)]
    if errors:
        raise InvalidInput(errors)
    return said
