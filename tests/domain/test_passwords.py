"""What a password must be."""

import pytest

from portal.domain.passwords import password_fault

EMAIL = "penilai.sorong@contoh.example"


@pytest.mark.parametrize("password", ["perahu-doom!", "a b c d e f g", "ＰＥＲＡＨＵ-doom-laut", "abcde" * 25])
def test_a_long_one_will_do_whatever_its_letters(password):
    assert password_fault(password, EMAIL) is None


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("", "too_short"),
        ("elevenlette", "too_short"),
        ("abcde" * 26, "too_long"),
        ("aaaaaaaaaaaaaaaa", "too_simple"),
        ("abcdabcdabcdabcd", "too_simple"),
        ("Penilai.Sorong@contoh.example", "too_simple"),
        ("penilai.sorong", "too_simple"),
        ("perahu\x00pulau-doom", "bad_character"),
        ("perahu\ud800pulau-doom", "bad_character"),
    ],
)
def test_what_is_wrong_is_named(password, fault):
    assert password_fault(password, EMAIL) == fault
