"""Evidence: pictures added to a promise, and taken away again where they show what they should not."""

from __future__ import annotations

import datetime

from portal.core.extensions import db
from portal.core.revision import bump_public_revision
from portal.domain.errors import FieldError, InvalidInput, Refused
from portal.domain.persons import person_faults
from portal.domain.promises import MAX_CAPTION, MAX_FILES, State, note_faults
from portal.followups.models import Promise, PromiseFile
from portal.followups.pictures import MEDIA_TYPE, Picture
from portal.followups.queries import count_files, round_of_evidence
from portal.followups.services.promises import lock

_LONGEST_NAME = 120


def add_file(*, promise: Promise, picture: Picture, name: str, caption: str, day: datetime.date) -> PromiseFile:
    """Publish a picture with its promise. `name`: of the file as it was sent.

    Raises InvalidInput for `caption` and for `file` (`too_many_files`), Refused `out_of_turn` once it is withdrawn.
    """
    lock(promise)
    if promise.state == State.WITHDRAWN:
        raise Refused("out_of_turn", state=promise.state)
    wrong = [*note_faults("caption", caption, MAX_CAPTION), *person_faults("caption", caption)]
    number = round_of_evidence(promise)
    if count_files(promise, number) >= MAX_FILES:
        wrong.append(FieldError("file", "too_many_files"))
    if wrong:
        raise InvalidInput(wrong)
    file = PromiseFile(
        promise_id=promise.id,
        round=number,
        name="".join(letter for letter in name if letter.isprintable())[:_LONGEST_NAME],
        caption=" ".join(caption.split()),
        media_type=MEDIA_TYPE,
        data=picture.data,
        width=picture.width,
        height=picture.height,
        made_on=day,
    )
    db.session.add(file)
    db.session.flush()
    bump_public_revision()
    return file


def remove_file(*, file: PromiseFile, reason: str, day: datetime.date) -> PromiseFile:
    """Delete a picture's bytes for good; its caption stays, with the reason. Raises InvalidInput for `reason`."""
    wrong = [*note_faults("reason", reason), *person_faults("reason", reason)]
    if wrong:
        raise InvalidInput(wrong)
    file.data, file.removed_on, file.removed_reason = None, day, " ".join(reason.split())
    db.session.flush()
    bump_public_revision()
    return file
