"""Files as answers: named for what they hold, kept on the reader's machine, and "later" where the press is busy."""

from __future__ import annotations

from flask import Response

from portal.core.errors import error_answer
from portal.reports.documents import File
from portal.reports.press import Busy

AGAIN_AFTER = "3"
"""Seconds."""


def sent(file: File) -> Response:
    """The file, to be saved."""
    answer = Response(file.body, content_type=file.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=file.name)
    return answer


def busy(_error: Busy) -> Response:
    """Too many documents at once: later."""
    answer = error_answer(503, "too_many_requests")
    answer.headers["Retry-After"] = AGAIN_AFTER
    return answer
