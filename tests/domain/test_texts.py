"""What people write: words where words are needed, and nothing in it that turns the words beside it round."""

from __future__ import annotations

import pytest

from portal.domain.texts import check_needed, has_words, without_turns

NO_WORDS = ["\u200b\u200d", "\u202e", "\u3164\uffa0\u115f\u1160", "🙂", "–", "\u2060\u00ad"]


@pytest.mark.parametrize("text", NO_WORDS)
def test_what_shows_no_letter_and_no_digit_has_no_words(text: str) -> None:
    assert not has_words(text)
    assert [fault.code for fault in check_needed("text", text, 100)] == ["no_words"]


@pytest.mark.parametrize("text", ["a", "7", "شكرا", "가", "\u200bya"])
def test_one_letter_or_digit_of_any_script_is_enough(text: str) -> None:
    assert has_words(text)
    assert not [*check_needed("text", text, 100)]


def test_what_is_needed_is_named_as_missing_too_long_or_odd() -> None:
    assert [fault.code for fault in check_needed("text", " \n", 100)] == ["missing"]
    assert [fault.code for fault in check_needed("text", "aa\0", 2)] == ["too_long", "bad_character"]


def test_controls_of_direction_go_and_everything_else_stays() -> None:
    turns = "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
    assert without_turns(f"a{turns}b") == "ab"
    rest = "baris\nsatu\tdua \u200e\u200f\u200d👩\u200d🌾 \u2065\u2029"
    assert without_turns(rest) == rest
