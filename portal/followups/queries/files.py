"""Reads of the pictures that show how far a promise is."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from portal.core.extensions import db
from portal.domain.errors import NotFound
from portal.domain.promises import State
from portal.followups.models import Promise, PromiseFile


def files_of(promise: Promise) -> Sequence[PromiseFile]:
    """The pictures of a promise in their order, removed ones too, without their bytes."""
    query = select(PromiseFile).where(PromiseFile.promise_id == promise.id).order_by(PromiseFile.id)
    return db.session.scalars(query).all()


def file_of(promise: Promise, number: int) -> PromiseFile:
    """A picture of this promise; raises NotFound for one that is removed, or of another promise."""
    query = select(PromiseFile).where(PromiseFile.promise_id == promise.id, PromiseFile.removed_on.is_(None))
    file = db.session.scalar(query.where(PromiseFile.id == number)) if 0 < number < 2**31 else None
    if file is None:
        raise NotFound
    return file


def picture_of(promise: Promise, number: int) -> bytes:
    """The JPEG of a picture; raises as `file_of`."""
    file_of(promise, number)
    query = select(PromiseFile).where(PromiseFile.id == number).options(undefer(PromiseFile.data))
    return db.session.scalars(query.execution_options(populate_existing=True)).one().data or b""


def round_of_evidence(promise: Promise) -> int:
    """The round that a picture added now belongs to: the one that is done, or the one that is being worked for."""
    return promise.round if promise.state == State.DONE else promise.round + 1


def count_files(promise: Promise, round_: int) -> int:
    """How many pictures of a round are shown."""
    shown = (PromiseFile.promise_id == promise.id, PromiseFile.round == round_, PromiseFile.removed_on.is_(None))
    return db.session.scalar(select(func.count()).select_from(PromiseFile).where(*shown)) or 0
