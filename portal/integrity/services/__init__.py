"""Writes of integrity: holding ratings in clusters, and deciding them."""

from portal.integrity.services.counting import count_days, forget_counters
from portal.integrity.services.deciding import approve, propose, reject, withdraw
from portal.integrity.services.holding import hold, hold_suspects
from portal.integrity.services.monitoring import watch_unit
from portal.integrity.services.undecided import Undecided, count_undecided

__all__ = [
    "Undecided",
    "approve",
    "count_days",
    "count_undecided",
    "forget_counters",
    "hold",
    "hold_suspects",
    "propose",
    "reject",
    "watch_unit",
    "withdraw",
]
