"""What can be noticed of one rating as it arrives, from plain values; never whether its answers are good."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

TOO_FAST_SECONDS = 10
"""Between the making of a form and its arrival. Nine taps with scrolling between take longer, reading takes a minute;
and a slow network only adds to it."""
TELLING_LETTERS = 40
"""Of a comment without blanks. "Pelayanan cepat dan ramah" is what honest people write in the same words every day."""
SAME_COMMENTS = 3
"""The third of the same words is noticed; the two before stay as they are."""


def is_too_fast(*, seconds: float, answers: Collection[int]) -> bool:
    """Whether a form came sooner than anybody fills it in, and with one answer throughout (blanks left out)."""
    return seconds < TOO_FAST_SECONDS and len(set(answers)) == 1


def comment_sign(comment: str) -> str:
    """What two comments share that are the same but for case, blanks and punctuation; empty where they are short."""
    plain = unicodedata.normalize("NFKC", comment).casefold()
    letters = "".join(character for character in plain if character.isalnum())
    return letters if len(letters) >= TELLING_LETTERS else ""
