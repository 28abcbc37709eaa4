"""Many ratings at once: what an imported file and the sample city bring. The same rows as `submit` makes, in bulk."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select

from portal.catalogue.models import Service
from portal.core.extensions import db
from portal.core.secrets import keyed_hash
from portal.domain.commitments import NO_COMMENT, comment_commitment
from portal.domain.entries import import_entry
from portal.domain.errors import Refused
from portal.domain.periods import month_of
from portal.domain.questionnaire import Channel, Source, pack
from portal.domain.respondents import Respondent
from portal.domain.signals import Reason, packed
from portal.ledger.services import append
from portal.responses.models import Comment, ImportedFile, Mark, RespondentAttributes, Response
from portal.surveys.queries import PublishedSurvey

CHUNK = 2000


@dataclass(frozen=True)
class ImportedRating:
    """One good line of an imported file."""

    answers: dict[str, int]
    comment: str
    respondent: Respondent


@dataclass(frozen=True)
class BulkRating:
    """One rating of a bulk, checked already. `ratings` is packed.

    `day` and `signals` are what its mark knows while it waits; imports know neither.
    """

    unit_id: int
    service_id: int
    survey_id: int
    channel: Channel
    source: Source
    month: str
    ratings: str
    comment: str = ""
    respondent: Respondent = Respondent()
    day: datetime.date | None = None
    signals: tuple[Reason, ...] = ()


def import_file(
    *,
    service: Service,
    survey: PublishedSurvey,
    ratings: Sequence[ImportedRating],
    data: bytes,
    day: datetime.date,
    again: bool,
) -> int:
    """Keep the good lines of a file as open ratings of the month of `day`. Raises Refused for a file taken before."""
    salt = secrets.token_bytes(32)
    _remember_file(service, data, salt, again=again)
    append(import_entry(file_hash=hashlib.sha256(data).digest(), salt=salt, n=len(ratings)))
    store_bulk(
        BulkRating(
            unit_id=service.unit_id,
            service_id=service.id,
            survey_id=survey.id,
            channel=Channel.OPEN,
            source=Source.IMPORT,
            month=month_of(day),
            ratings=pack(rating.answers, survey.questionnaire.codes),
            comment=rating.comment,
            respondent=rating.respondent,
        )
        for rating in ratings
    )
    return len(ratings)


def _remember_file(service: Service, data: bytes, salt: bytes, *, again: bool) -> None:
    file_hash = keyed_hash("imported-file", data)
    times = db.session.scalar(
        select(func.count()).where(
            ImportedFile.unit_id == service.unit_id,
            ImportedFile.service_id == service.id,
            ImportedFile.file_hash == file_hash,
        )
    )
    if times and not again:
        raise Refused("file_imported_before")
    db.session.add(
        ImportedFile(
            unit_id=service.unit_id,
            service_id=service.id,
            file_hash=file_hash,
            number=(times or 0) + 1,
            salt=salt,
        )
    )


def store_bulk(ratings: Iterable[BulkRating]) -> None:
    """Add ratings with what belongs to them, in chunks. Nobody holds their nonces: nobody can erase in their name."""
    chunk: list[BulkRating] = []
    for rating in ratings:
        chunk.append(rating)
        if len(chunk) == CHUNK:
            _store_chunk(chunk)
            chunk = []
    if chunk:
        _store_chunk(chunk)


def _store_chunk(chunk: list[BulkRating]) -> None:
    responses: list[dict[str, Any]] = []
    comments: list[dict[str, Any]] = []
    respondents: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    for rating in chunk:
        owner = {"unit_id": rating.unit_id, "response_id": secrets.token_bytes(16)}
        comment_salt = secrets.token_bytes(16)
        responses.append(_row(rating, owner["response_id"], comment_salt))
        marks.append({**owner, "listed": False, "day": rating.day, "signals": packed(rating.signals)})
        if rating.comment:
            comments.append({**owner, "salt": comment_salt, "text": rating.comment})
        if not rating.respondent.is_blank:
            respondents.append({**owner, **vars(rating.respondent)})
    for table, rows in ((Response, responses), (Comment, comments), (RespondentAttributes, respondents), (Mark, marks)):
        if rows:
            db.session.execute(insert(table), rows)


def _row(rating: BulkRating, response_id: Any, comment_salt: bytes) -> dict[str, Any]:
    return {
        "unit_id": rating.unit_id,
        "id": response_id,
        "service_id": rating.service_id,
        "survey_id": rating.survey_id,
        "channel": rating.channel.value,
        "source": rating.source.value,
        "month": rating.month,
        "ratings": rating.ratings,
        "choices": None,
        "salt": secrets.token_bytes(16),
        "nonce_hash": secrets.token_bytes(32),
        "comment_commitment": comment_commitment(comment_salt, rating.comment) if rating.comment else NO_COMMENT,
    }
