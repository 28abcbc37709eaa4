"""Text on its way to the press: what has no shape becomes a box, what steers or hides goes, long words may break."""

from __future__ import annotations

from portal.press import printable
from tests.reports.conftest import HOSTILE


def test_text_is_made_fit_to_print() -> None:
    assert printable("a\x00b\nc\u202ed\u2066e") == "a b cde"
    assert printable("Café – 84,2 % × ½") == "Café – 84,2 % × ½"
    assert printable("👋") == "□"
    assert printable(HOSTILE * 50).count("\u200b") >= 50
    assert max(map(len, printable("x" * 10_000).split("\u200b"))) <= 30
