"""Whom a request comes from, as far as limits may know: a network, and a device for one day."""

from __future__ import annotations

from flask import request

from portal.domain.limits import network_of


def sender_network() -> str:
    """The network that the request came from; counted under a keyed hash, never kept as it is."""
    return network_of(request.remote_addr or "")
