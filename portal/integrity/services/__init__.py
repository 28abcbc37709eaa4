"""Writes of integrity: holding ratings in clusters, and deciding them."""

from portal.integrity.services.holding import hold, hold_suspects

__all__ = ["hold", "hold_suspects"]
