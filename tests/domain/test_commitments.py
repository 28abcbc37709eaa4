"""Commitments as bytes, against hashes made here by hand."""

import hashlib
import hmac
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.commitments import (
    NO_COMMENT,
    answer_commitment,
    canonical,
    comment_commitment,
    element_salt,
    leaf_hash,
    list_hash,
    receipt_commitment,
    ticket_text,
)

SALT = bytes(range(16))
RECEIPT: dict[str, Any] = {
    "salt": SALT,
    "nonce_hash": b"n" * 32,
    "unit": "disdukcapil",
    "service": "ktp-el",
    "channel": "open",
    "month": "2026-09",
    "ratings": "344443334",
    "comment": NO_COMMENT,
}

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_canonical_json_is_sorted_without_spaces_and_in_utf_8():
    assert canonical({"b": [1, True, None], "a": "é – /"}) == '{"a":"é – /","b":[1,true,null]}'.encode()


@pytest.mark.parametrize("value", [1.0, Decimal(1), b"x", (1,), {1}, date(2026, 9, 1)])
def test_what_has_no_one_spelling_is_refused(value):
    for payload in (value, [value], {"a": [{"b": value}]}):
        with pytest.raises(TypeError):
            canonical(payload)


def test_keys_are_text():
    with pytest.raises(TypeError):
        canonical({1: "a"})


@given(plain)
def test_canonical_json_says_what_was_put_in(payload):
    assert json.loads(canonical(payload)) == payload


@given(st.dictionaries(st.text(), st.integers()))
def test_the_order_of_keys_does_not_matter(payload):
    assert canonical(payload) == canonical(dict(reversed(payload.items())))


def test_a_receipt_commitment_can_be_made_again_by_hand():
    text = (
        '{"channel":"open","comment":"","for":"receipt/v1","month":"2026-09","nonce":"' + "6e" * 32
        + '","ratings":"344443334","salt":"000102030405060708090a0b0c0d0e0f","service":"ktp-el","unit":"disdukcapil"}'
    )  # fmt: skip
    assert receipt_commitment(**RECEIPT) == hashlib.sha256(text.encode()).digest()


@pytest.mark.parametrize("field", list(RECEIPT))
def test_every_part_of_a_rating_changes_its_commitment(field):
    changed = "x" if isinstance(RECEIPT[field], str) else b"x" * 32
    assert receipt_commitment(**RECEIPT | {field: changed}) != receipt_commitment(**RECEIPT)


def test_a_comment_is_bound_with_its_salt():
    commitment = comment_commitment(SALT, "antre lama")
    assert len(commitment) == 32
    assert commitment != comment_commitment(SALT[::-1], "antre lama")
    assert commitment != comment_commitment(SALT, "antre  lama")
    assert comment_commitment(SALT, "") != NO_COMMENT


def test_an_elements_salt_is_a_keyed_hash_of_block_and_element():
    message = b'{"block":"0102","element":"waktu","for":"element/v1"}'
    assert element_salt(SALT, b"\x01\x02", "waktu") == hmac.new(SALT, message, hashlib.sha256).digest()


def test_salts_of_other_elements_blocks_and_responses_differ():
    salts = {
        element_salt(salt, block, element)
        for salt in (SALT, SALT[::-1])
        for block in (b"\x01", b"\x02")
        for element in ("waktu", "biaya")
    }
    assert len(salts) == 8


def test_an_answer_is_bound_with_its_salt():
    salt = b"s" * 32
    assert answer_commitment(salt, 4) == hashlib.sha256(b"answer/v1\x00" + salt + b"\x04").digest()
    assert len({answer_commitment(salt, value) for value in range(5)}) == 5


@pytest.mark.parametrize(("salt", "value"), [(b"s" * 32, 5), (b"s" * 32, -1), (b"s" * 31, 4)])
def test_an_answer_beyond_the_form_is_refused(salt, value):
    with pytest.raises(ValueError, match="answer"):
        answer_commitment(salt, value)


@given(st.lists(st.binary(min_size=32, max_size=32)), st.randoms(use_true_random=False))
def test_the_order_of_a_list_says_nothing(commitments, rng):
    shuffled = commitments[:]
    rng.shuffle(shuffled)
    assert list_hash(shuffled) == list_hash(commitments)
    assert list_hash(commitments) == hashlib.sha256(b"".join(sorted(commitments))).digest()


def test_a_leaf_is_hashed_as_rfc_6962_says():
    # The hash of an empty leaf, from the test vectors of the Certificate Transparency project.
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


def test_a_ticket_is_lines_that_end_with_a_new_line():
    text = ticket_text("0123ABCD", b"\xab\xcd", date(2026, 9, 30))
    assert text == "suara-sorong ticket v1\n0123ABCD\nabcd\n2026-09-30\n"


@pytest.mark.parametrize("receipt", ["", "a b", "a\nb", "a\x7f", "é"])
def test_a_receipt_cannot_break_a_tickets_lines(receipt):
    with pytest.raises(ValueError, match="receipt"):
        ticket_text(receipt, b"", date(2026, 9, 30))
