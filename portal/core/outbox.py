"""Letters that wait to be sent: asked for in the transaction of a deed, written and sent by the worker afterwards.

So nothing is sent of what was rolled back, and nothing is lost while the mail server is away. A row holds no secret: a
one-time link is made when its letter is written.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, DateTime, String, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Base, as_utc
from portal.core.extensions import db
from portal.core.mail import Letter

GIVEN_UP_AFTER = datetime.timedelta(days=3)
_LONGEST_PAUSE = datetime.timedelta(hours=1)
_AT_ONCE = 50


class WaitingLetter(Base):
    """One letter that was asked for."""

    __tablename__ = "outbox"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(254))
    lang: Mapped[str] = mapped_column(String(2))
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True), index=True)


Writer = Callable[[WaitingLetter, datetime.datetime], Letter | None]
"""What waits, and the time → the letter in the language that is set; None where there is nothing to say any more."""


def ask_for_letter(
    *, kind: str, recipient: str, lang: str, at: datetime.datetime, values: Mapping[str, Any] | None = None
) -> None:
    """Let a letter of that kind be written and sent soon; one without values that waits already is not doubled."""
    waiting = select(WaitingLetter.id).where(WaitingLetter.kind == kind, WaitingLetter.recipient == recipient)
    if values is None and db.session.scalar(waiting.limit(1)) is not None:
        return
    row = WaitingLetter(
        kind=kind, recipient=recipient, lang=lang, values=dict(values or {}), made_at=at, next_try_at=at, tries=0
    )
    db.session.add(row)
    db.session.flush()


def due_letters(at: datetime.datetime) -> Sequence[WaitingLetter]:
    """What should be sent by now, oldest first, not too many at once."""
    query = select(WaitingLetter).where(WaitingLetter.next_try_at <= at).order_by(WaitingLetter.id).limit(_AT_ONCE)
    return db.session.scalars(query).all()


def forget_letter(row: WaitingLetter) -> None:
    """It was sent, or there was nothing to say."""
    db.session.delete(db.session.get_one(WaitingLetter, row.id))
    db.session.flush()


def postpone_letter(row: WaitingLetter, *, at: datetime.datetime) -> bool:
    """It could not be sent: again after a pause that grows; False where it is given up, and forgotten."""
    kept = db.session.get_one(WaitingLetter, row.id)
    if at - as_utc(kept.made_at) > GIVEN_UP_AFTER:
        forget_letter(kept)
        return False
    kept.tries += 1
    kept.next_try_at = at + min(datetime.timedelta(minutes=2.0 ** min(kept.tries, 10)), _LONGEST_PAUSE)
    db.session.flush()
    return True
