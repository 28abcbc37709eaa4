"""One number that grows whenever a public page may look different: the heart of every page's ETag."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Base, serialise
from portal.core.extensions import db


class PublicRevision(Base):
    """A table of one row."""

    __tablename__ = "public_revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


def public_revision() -> int:
    """The present number; 0 before anything was published."""
    return db.session.scalar(select(PublicRevision.number)) or 0


def bump_public_revision() -> None:
    """Say that public pages may have changed; called inside the transaction that changes them."""
    serialise("public-revision")
    row = db.session.get(PublicRevision, 1)
    if row is None:
        db.session.add(PublicRevision(id=1, number=1))
    else:
        row.number += 1
    db.session.flush()
