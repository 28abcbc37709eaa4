"""Writes of what is published: the steps of a release, releases asked for, the roll-up, notices beside the numbers."""

from portal.publication.services.notices import add_notice, said_in, withdraw_notice
from portal.publication.services.rebuild import Difference, differences, rebuild
from portal.publication.services.release import CLOSING_DAY, list_intake, month_to_close, publish, release_unit
from portal.publication.services.runs import (
    TakenRun,
    ask_run,
    cancel_run,
    check_closing,
    finish_run,
    report_progress,
    take_run,
)

__all__ = [
    "CLOSING_DAY",
    "Difference",
    "TakenRun",
    "add_notice",
    "ask_run",
    "cancel_run",
    "check_closing",
    "differences",
    "finish_run",
    "list_intake",
    "month_to_close",
    "publish",
    "rebuild",
    "release_unit",
    "report_progress",
    "said_in",
    "take_run",
    "withdraw_notice",
]
