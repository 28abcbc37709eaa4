"""One number that grows whenever a public page may look different: what kept pages and their ETags hang on."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import structlog
from flask import current_app
from sqlalchemy import CheckConstraint, Engine, event, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Base, serialise
from portal.core.extensions import db


class PublicRevision(Base):
    """A table of one row."""

    __tablename__ = "public_revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


@dataclass(frozen=True)
class PublicState:
    """All that a public page may depend on beside its address: what is published, and the day it is in the city."""

    revision: int
    day: date


class KnownState:
    """What this process knows of the public state. One request a second asks the database; the others never wait.

    A database that does not answer leaves the last known state in place, and with it the pages kept for it.
    """

    PAUSE = 1.0
    """Seconds between two questions: so long may a publication of another process go unseen."""

    def __init__(self, read: Callable[[], PublicState], clock: Callable[[], float] = time.monotonic) -> None:
        self._read = read
        self._clock = clock
        self._asking = threading.Lock()
        self._state: PublicState | None = None
        self._due = -math.inf
        self._forgotten = 0

    def now(self) -> PublicState | None:
        """The state as known; None as long as the database has never answered."""
        if self._clock() >= self._due and self._asking.acquire(timeout=0 if self._state else self.PAUSE):
            try:
                self._ask()
            finally:
                self._asking.release()
        return self._state

    def is_last(self, state: PublicState) -> bool:
        """Whether nothing newer than this is known; asks nobody."""
        return state == self._state

    def forget(self) -> None:
        """Ask again at the next request: something was published in this process."""
        self._forgotten += 1
        self._due = -math.inf

    def _ask(self) -> None:
        started, forgotten = self._clock(), self._forgotten
        if started < self._due:
            return
        try:
            self._state = self._read()
        except SQLAlchemyError as error:
            structlog.get_logger().warning("public revision unknown", error=type(error).__name__)
        if forgotten == self._forgotten:
            self._due = started + self.PAUSE


def read_public_revision(engine: Engine) -> int:
    """The number in the database; 0 before anything was published."""
    with engine.connect() as connection:
        return connection.scalar(select(PublicRevision.number)) or 0


def bump_public_revision() -> None:
    """Say that public pages may have changed; called inside the transaction that changes them."""
    serialise("public-revision")
    row = db.session.get(PublicRevision, 1)
    if row is None:
        db.session.add(PublicRevision(id=1, number=1))
    else:
        row.number += 1
    db.session.flush()
    known: KnownState = current_app.extensions["portal"].pages.known
    event.listen(db.session(), "after_commit", lambda _session: known.forget(), once=True)
