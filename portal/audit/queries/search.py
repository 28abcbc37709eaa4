"""What somebody may read of the record of deeds: found by words and days, a page at a time, or all for a file."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Select, func, select

from portal.audit.models import AuditEntry
from portal.core.extensions import db
from portal.domain.errors import NotFound

PAGE = 25
OF_TEXTS = "text."
"""Actions about withheld texts begin so; only the auditor reads them."""
OF_CLUSTERS = "cluster."
"""Actions about held ratings begin so, their subject is `<unit>/<number>`; nobody of the unit reads them."""


class Reach(StrEnum):
    """How much of the record somebody reads."""

    OWN = "own"
    WITHOUT_TEXTS = "without_texts"
    ALL = "all"


@dataclass(frozen=True)
class Search:
    """What is asked for; an empty word or None stands for all. Times are UTC, `until` is not included."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    since: datetime.datetime | None = None
    until: datetime.datetime | None = None


@dataclass(frozen=True)
class Reader:
    """Who reads (an address), how much, and the units (slugs) of whose held ratings nothing."""

    email: str
    reach: Reach
    closed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DeedsPage:
    """One page of deeds, newest first, counted from 1, and how many there are in all."""

    deeds: Sequence[AuditEntry]
    total: int
    page: int

    @property
    def is_last(self) -> bool:
        return self.page * PAGE >= self.total


def deeds_page(search: Search, *, reader: Reader, page: int) -> DeedsPage:
    """The deeds that a reader may see of those asked for."""
    query = _query(search, reader)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = query.order_by(AuditEntry.number.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return DeedsPage(db.session.scalars(rows).all(), total, page)


def deed(number: int, *, reader: Reader) -> AuditEntry:
    """One deed, if the reader may see it; else NotFound, as for one that is not there."""
    found = db.session.scalar(_query(Search(), reader).where(AuditEntry.number == number))
    if found is None:
        raise NotFound("not_found")
    return found


def all_deeds() -> Iterator[AuditEntry]:
    """The whole record in its order, read as it is used."""
    with db.session.scalars(select(AuditEntry).order_by(AuditEntry.number).execution_options(yield_per=500)) as rows:
        yield from rows


def _query(search: Search, reader: Reader) -> Select[AuditEntry]:
    query = _readable(reader)
    for column, word in ((AuditEntry.actor, search.actor), (AuditEntry.subject, search.subject)):
        if word:
            query = query.where(func.lower(column).contains(word.lower(), autoescape=True))
    if search.action:
        query = query.where(AuditEntry.action.startswith(search.action, autoescape=True))
    if search.since is not None:
        query = query.where(AuditEntry.at >= search.since)
    return query.where(AuditEntry.at < search.until) if search.until is not None else query


def _readable(reader: Reader) -> Select[AuditEntry]:
    query = select(AuditEntry)
    if reader.reach is Reach.OWN:
        query = query.where(AuditEntry.actor == reader.email)
    if reader.reach is not Reach.ALL:
        query = query.where(~AuditEntry.action.startswith(OF_TEXTS))
    for unit in sorted(reader.closed):
        of_unit = AuditEntry.subject.startswith(f"{unit}/", autoescape=True)
        query = query.where(~(AuditEntry.action.startswith(OF_CLUSTERS) & of_unit))
    return query
