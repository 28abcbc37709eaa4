"""How many ratings without a visit code are taken as they are, and from when on something is asked for.

Shared addresses are normal: a mobile carrier, an office or a village shows the portal one address. So an address alone
never turns anybody away. Over a soft step comes proof of work, which costs an honest phone some seconds and a script
its speed; without it a rating is taken and held for people to look at.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

DEVICE_STEP = 20
"""Ratings of one device in a day. A family with one phone rates a few services; the tablet at a counter rates more,
and solves a proof for each without anybody noticing."""

NEWCOMERS_STEP = 300
"""Ratings in an hour from one network by devices not seen that day. Two hundred phones of a village that all come in
one hour stay below; who throws the cookie away each time, to seem new, soon does not."""

NETWORK_STEP = 1500
"""Ratings in an hour from one network by all its devices: a thousand in the busiest hour, and half of it in reserve.
Without it, whoever gathers cookies could spend each of them twenty times."""

FLOOD = "1200 per minute"
"""Requests of one network that are refused beyond: 72 times the busiest hour of a village. Not a limit on ratings but
a shield of the server."""

HOUR = 3600
DAY = 24 * HOUR
HOUSEHOLD_BITS = 56
"""Of an IPv6 address: whoever has the rest of it, 2^72 addresses, would else be as many networks as they like."""
PROOF_SECONDS = 600
"""How long a challenge of the proof of work is good."""


@dataclass(frozen=True)
class Counts:
    """Of a sender, this rating included: in a day by its device (None: not seen before), in an hour by its network."""

    device: int | None
    newcomers: int
    network: int


def is_over(counts: Counts) -> bool:
    """Whether the soft step is passed, so that a proof of work is asked for."""
    own = counts.newcomers > NEWCOMERS_STEP if counts.device is None else counts.device > DEVICE_STEP
    return own or counts.network > NETWORK_STEP


def network_of(address: str) -> str:
    """The network that an address stands for: itself, of IPv6 the first 56 bits, which one household is given."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((int(parsed), HOUSEHOLD_BITS), strict=False))
