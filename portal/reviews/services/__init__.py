"""Writes of reviews: opening a cycle, the steps of a review, signing and appeal."""

from portal.reviews.services.cycles import CycleFacts, check_facts, open_cycle
from portal.reviews.services.leavers import hand_over_reviews
from portal.reviews.services.signing import appeal, correct, is_signed_whole, sign, sign_alone, uphold
from portal.reviews.services.steps import (
    FIELDS,
    Actor,
    argue,
    close_dialogue,
    pass_over,
    reply,
    return_assessment,
    save_assessment,
    send_assessment,
    take_back,
    write,
)

__all__ = [
    "FIELDS",
    "Actor",
    "CycleFacts",
    "appeal",
    "argue",
    "check_facts",
    "close_dialogue",
    "correct",
    "hand_over_reviews",
    "is_signed_whole",
    "open_cycle",
    "pass_over",
    "reply",
    "return_assessment",
    "save_assessment",
    "send_assessment",
    "sign",
    "sign_alone",
    "take_back",
    "uphold",
    "write",
]
