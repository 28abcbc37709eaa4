"""Codes as people copy them by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.codes import (
    CHECK_SYMBOLS,
    SYMBOLS,
    check_symbol,
    code_from_bytes,
    decode_base32,
    encode_base32,
    format_code,
    normalise,
    normalise_short,
    short_code,
)

codes = st.binary(min_size=7, max_size=16).map(code_from_bytes)


@pytest.mark.parametrize(
    ("random", "code"),
    [
        (bytes(7), "00000000000"),
        (b"\xff" * 7, "ZZZZZZZZZZ" + CHECK_SYMBOLS[(2**50 - 1) % 37]),
        ((1 << 6).to_bytes(7, "big"), "00000000011"),
        ((36 << 6).to_bytes(7, "big"), "0000000014U"),
    ],
)
def test_fifty_bits_make_ten_symbols_and_a_check(random, code):
    assert code_from_bytes(random) == code
    assert normalise(code) == code


def test_six_bytes_are_too_few():
    with pytest.raises(ValueError, match="seven"):
        code_from_bytes(b"\x01" * 6)


def test_a_code_is_printed_in_groups():
    assert format_code("0000000014U") == "00000-00014-U"
    with pytest.raises(ValueError, match="ten symbols"):
        format_code("0000000014")


@pytest.mark.parametrize("typed", ["00000-00014-u", " ooooo ooo14 U ", "OOOOO-OOO14-U\n", "0000000oi4u", "00000000l4u"])
def test_what_looks_alike_is_forgiven(typed):
    assert normalise(typed) == "0000000014U"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0000000014",
        "0000000014UU",
        "0000000014T",
        "000000001UU",
        "0000000014ß",
        "０000000014U",
        "00000_0014U",
        "-" * 11,
    ],
)
def test_anything_else_is_no_code(typed):
    assert normalise(typed) is None


@given(codes, st.integers(0, 9), st.sampled_from(SYMBOLS))
def test_one_wrong_symbol_is_always_found(code, place, symbol):
    wrong = code[:place] + symbol + code[place + 1 :]
    assert (normalise(wrong) == wrong) is (wrong == code)


@given(codes, st.integers(0, 8))
def test_two_neighbours_swapped_are_always_found(code, place):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (normalise(swapped) == swapped) is (swapped == code)


@given(codes)
def test_a_printed_code_is_read_back(code):
    assert normalise(format_code(code).lower()) == code
    assert check_symbol(code[:10]) == code[10]


@given(st.text())
def test_no_text_breaks_reading(text):
    assert normalise(text) is None or len(text) >= 11
    decode_base32(text)


@given(st.binary(max_size=40))
def test_bytes_come_back_from_base32(data):
    text = encode_base32(data)
    assert set(text) <= set(SYMBOLS)
    assert decode_base32(text) == data == decode_base32(text.lower())


def test_sixteen_bytes_make_26_symbols_as_crockford_writes_them():
    assert encode_base32(b"\xff" * 16) == "Z" * 25 + "W"
    assert encode_base32(b"f") == "CR"


@pytest.mark.parametrize("text", ["C", "CS", "CRR", "C!", "CU", "ç0"])
def test_what_encoding_never_gives_is_not_decoded(text):
    assert decode_base32(text) is None


@pytest.mark.parametrize(
    ("random", "code"), [(bytes(4), "000000"), (b"\xff" * 4, "ZZZZZZ"), ((37 << 2).to_bytes(4, "big"), "000015")]
)
def test_thirty_bits_make_the_six_symbols_of_a_place(random, code):
    assert short_code(random) == code
    assert normalise_short(f" {code[:3]}-{code[3:]}".lower()) == code


def test_three_bytes_are_too_few_for_a_place():
    with pytest.raises(ValueError, match="four"):
        short_code(bytes(3))


@pytest.mark.parametrize("text", ["", "00000", "0000000", "00000U", "00000*", "00000ſ"])
def test_what_is_no_code_of_a_place_is_not_read(text):
    assert normalise_short(text) is None
