"""The worker's round with the outbox: write each letter in its reader's language, send it, forget it."""

from __future__ import annotations

import structlog
from flask import current_app

from portal.core.clock import now
from portal.core.database import transaction
from portal.core.i18n import in_language
from portal.core.jobs import Job
from portal.core.mail import Letter, own_address, send
from portal.core.outbox import WaitingLetter, Writer, due_letters, forget_letter, postpone_letter


def send_letters() -> None:
    """Send what is due. A letter may go out twice if the worker dies between sending and forgetting; none is lost."""
    with transaction():
        due = list(due_letters(now()))
    for row in due:
        _send(row)


def _send(row: WaitingLetter) -> None:
    try:
        letter = _written(row)
        if letter is not None:
            send(row.recipient, letter)
    except Exception as error:  # noqa: BLE001 # a letter that cannot be written must not hold up the others
        with transaction():
            kept = postpone_letter(row, at=now())
        structlog.get_logger().warning("letter not sent", kind=row.kind, given_up=not kept, exc_info=error)
        return
    with transaction():
        forget_letter(row)


def _written(row: WaitingLetter) -> Letter | None:
    writers: dict[str, Writer] = current_app.extensions["portal"].letters
    with current_app.test_request_context(base_url=own_address()), in_language(row.lang), transaction():
        return writers[row.kind](row, now())


JOBS = (Job("core-post", send_letters, minute="*"),)
