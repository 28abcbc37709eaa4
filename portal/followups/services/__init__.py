"""Writes of followups: promises, their steps, evidence and voices."""

from portal.followups.services.promises import change_promise, make_promise
from portal.followups.services.steps import finish, reopen, start, withdraw

__all__ = ["change_promise", "finish", "make_promise", "reopen", "start", "withdraw"]
