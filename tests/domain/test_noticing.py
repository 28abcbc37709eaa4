"""What is noticed of one rating, and what honest people do every day that is not."""

from __future__ import annotations

import pytest

from portal.domain.noticing import TOO_FAST_SECONDS, comment_sign, is_too_fast

LONG = "Petugas loket tiga sangat membantu dan antrean cepat sekali"


@pytest.mark.parametrize(
    ("seconds", "answers", "noticed"),
    [
        (1, [4] * 9, True),
        (TOO_FAST_SECONDS - 1, [1] * 5, True),
        (TOO_FAST_SECONDS, [4] * 9, False),
        (1, [4] * 8 + [3], False),
        (60, [4] * 9, False),
    ],
)
def test_only_fast_and_straight_together_is_noticed(seconds: float, answers: list[int], noticed: bool) -> None:
    assert is_too_fast(seconds=seconds, answers=answers) is noticed


@pytest.mark.parametrize("same", [LONG.upper(), f"  {LONG}!!", LONG.replace(" ", "\n"), LONG.replace("e", "ｅ")])
def test_case_blanks_and_signs_do_not_make_another_comment(same: str) -> None:
    assert comment_sign(same) == comment_sign(LONG) != ""


@pytest.mark.parametrize("short", ["", "Bagus", "Terima kasih, pelayanan cepat dan ramah", "👍" * 60, ". " * 80])
def test_what_people_say_alike_every_day_is_not_compared(short: str) -> None:
    assert comment_sign(short) == ""


def test_another_word_is_another_comment() -> None:
    assert comment_sign(LONG) != comment_sign(LONG.replace("tiga", "dua"))
