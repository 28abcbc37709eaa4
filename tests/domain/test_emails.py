"""One spelling an address."""

import pytest

from portal.domain.emails import tidy_email


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("kepala@sorongkota.go.id", "kepala@sorongkota.go.id"),
        ("  Kepala@SorongKota.go.id\n", "kepala@sorongkota.go.id"),
        ("a.b+c@contoh.example", "a.b+c@contoh.example"),
        ("admin@localhost", "admin@localhost"),
        (f"{'a' * 243}@contoh.test", None),
        (f"{'a' * 242}@contoh.test", f"{'a' * 242}@contoh.test"),
    ],
)
def test_an_address_is_written_in_one_way(typed, kept):
    assert tidy_email(typed) == kept


@pytest.mark.parametrize(
    "text",
    ["", "@", "a@", "@b", "a b@c.d", "a@b..c", "a@b@c", "a\x00@b.c", "а@contoh.example", "a@contoh.example, b@c.d"],
)
def test_what_is_no_address_is_none(text):
    assert tidy_email(text) is None
