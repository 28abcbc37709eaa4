"""Writes of followups: promises, their steps, evidence and voices."""

from portal.followups.services.files import add_file, remove_file
from portal.followups.services.handing import decline, offer, take
from portal.followups.services.promises import change_promise, make_promise
from portal.followups.services.steps import finish, reopen, start, withdraw
from portal.followups.services.voices import add_voice

__all__ = [
    "add_file",
    "add_voice",
    "change_promise",
    "decline",
    "finish",
    "make_promise",
    "offer",
    "remove_file",
    "reopen",
    "start",
    "take",
    "withdraw",
]
