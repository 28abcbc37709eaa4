"""From which line somebody speaks."""

from __future__ import annotations

import pytest

from portal.domain.networks import network_of


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2ff::1", "2001:db8:1:200::/56"),
        ("2001:db8:1:200:a:b:c:d", "2001:db8:1:200::/56"),
        ("2001:db8:1:300::1", "2001:db8:1:300::/56"),
        ("unix:", "unix:"),
        ("", ""),
    ],
)
def test_an_address_tells_the_line_and_no_more(address: str, line: str) -> None:
    assert network_of(address) == line
