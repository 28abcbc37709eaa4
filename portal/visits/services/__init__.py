"""Writes of visit codes: minted at the desk, by a machine or a command, redeemed once, revoked, counted."""

from portal.visits.services.counting import count_codes, set_visits
from portal.visits.services.machines import Enrolled, enrol, hand_out, revoke_machine
from portal.visits.services.minting import mint, mint_at_desk, revoke_batch
from portal.visits.services.redeeming import redeem

__all__ = [
    "Enrolled",
    "count_codes",
    "enrol",
    "hand_out",
    "mint",
    "mint_at_desk",
    "redeem",
    "revoke_batch",
    "revoke_machine",
    "set_visits",
]
