"""What a notice may say."""

import pytest

from portal.domain.errors import InvalidInput
from portal.domain.notices import MAX_NOTICE, notice_texts


def test_a_notice_is_one_line_and_english_is_optional():
    assert notice_texts("  kantor tutup,\n banjir ", "") == ("kantor tutup, banjir", None)
    assert notice_texts("banjir", " flood ") == ("banjir", "flood")


def test_the_longest_notice_is_taken():
    assert notice_texts("x" * MAX_NOTICE, "y" * MAX_NOTICE) == ("x" * MAX_NOTICE, "y" * MAX_NOTICE)


@pytest.mark.parametrize(
    ("text", "english", "errors"),
    [
        ("", "", [("text", "missing")]),
        (" \n", "flood", [("text", "missing")]),
        ("x" * (MAX_NOTICE + 1), "", [("text", "too_long")]),
        ("banjir", "y" * (MAX_NOTICE + 1), [("english", "too_long")]),
        ("a\x00b", "\ud800", [("text", "bad_character"), ("english", "bad_character")]),
    ],
)
def test_what_is_wrong_is_named(text, english, errors):
    with pytest.raises(InvalidInput) as caught:
        notice_texts(text, english)
    assert [(e.field, e.code) for e in caught.value.errors] == errors
