"""From which line somebody speaks: as far as an address tells one household from another, and no farther."""

from __future__ import annotations

import ipaddress

HOUSEHOLD_BITS = 56
"""What of an IPv6 address a line is given as its own: whoever has one has 2^72 addresses, and speaks from one line."""


def network_of(address: str) -> str:
    """An IPv4 address as it is, of an IPv6 address the part that its line shares; what is no address, unchanged."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), HOUSEHOLD_BITS), strict=False))
