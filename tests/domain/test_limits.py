"""From when on something is asked for, and which addresses count as one."""

from __future__ import annotations

import pytest

from portal.domain.limits import DEVICE_STEP, NETWORK_STEP, NEWCOMERS_STEP, Counts, is_over, network_of


@pytest.mark.parametrize(
    ("counts", "over"),
    [
        (Counts(device=1, newcomers=0, network=1), False),
        (Counts(device=DEVICE_STEP, newcomers=0, network=NETWORK_STEP), False),
        (Counts(device=DEVICE_STEP + 1, newcomers=0, network=1), True),
        (Counts(device=1, newcomers=0, network=NETWORK_STEP + 1), True),
        (Counts(device=1, newcomers=NEWCOMERS_STEP + 1, network=301), False),
        (Counts(device=None, newcomers=NEWCOMERS_STEP, network=NEWCOMERS_STEP), False),
        (Counts(device=None, newcomers=NEWCOMERS_STEP + 1, network=301), True),
        (Counts(device=None, newcomers=1, network=NETWORK_STEP + 1), True),
    ],
)
def test_the_step_is_that_of_the_device_or_of_newcomers_and_always_that_of_the_network(
    counts: Counts, over: bool
) -> None:
    assert is_over(counts) is over


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2ff:3:4:5:6", "2001:db8:1:200::/56"),
        ("2001:db8:1:200::1", "2001:db8:1:200::/56"),
        ("2001:db8:1:300::1", "2001:db8:1:300::/56"),
        ("fe80::1%eth0", "fe80::/56"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_a_household_is_one_network(address: str, network: str) -> None:
    assert network_of(address) == network
