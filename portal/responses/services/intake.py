"""The one door for ratings: `submit`. It checks, redeems the code and keeps everything in one transaction."""

from __future__ import annotations

import datetime
import hashlib
import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from portal.catalogue.models import Service
from portal.catalogue.queries import service_by_slug
from portal.core.extensions import db
from portal.core.secrets import keyed_hash
from portal.domain.commitments import NO_COMMENT, comment_commitment
from portal.domain.errors import FieldError, InvalidInput, NotFound
from portal.domain.noticing import SAME_COMMENTS, comment_sign
from portal.domain.periods import month_of
from portal.domain.questionnaire import Channel, Source, check_answers, pack
from portal.domain.respondents import Respondent, check_respondent
from portal.domain.signals import Reason, packed
from portal.domain.texts import MAX_COMMENT, check_text, without_turns
from portal.responses.models import Comment, IntakeKey, Mark, RespondentAttributes, Response
from portal.responses.queries import asked_of, commitment_of, hashed_key, receipt_of, visited_on
from portal.surveys.queries import PublishedSurvey, current_survey, survey_by_key
from portal.visits.services import redeem


@dataclass(frozen=True)
class Rating:
    """A rating as it arrives, not yet checked: the content of the API's body."""

    service: str
    answers: Mapping[str, object]
    survey: str = ""
    comment: str = ""
    visit_code: str = ""
    respondent: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """The content of a rating that may be kept."""

    survey: PublishedSurvey
    answers: dict[str, int]
    respondent: Respondent


@dataclass(frozen=True)
class Kept:
    """What the citizen gets: the receipt and the commitment that a ticket signs. `is_new` is False for a replay."""

    receipt: str
    commitment: bytes
    is_new: bool


def submit(
    *,
    rating: Rating,
    key: str,
    nonce: str,
    source: Source,
    day: datetime.date,
    signals: Collection[Reason] = (),
) -> Kept:
    """Keep a rating once. `key` and `nonce` are the citizen's secrets, hex or UUID text; `day` is the city's.

    `signals`: what was noticed of it; the answer to the citizen is the same with and without.
    The same key with the same content gives the same receipt. Raises NotFound for an unknown service and InvalidInput
    that names each wrong field; then nothing is kept.
    """
    service = service_by_slug(rating.service)
    response_id = secrets.token_bytes(16)
    earlier = _claim_key(service, key, _fingerprint(rating), response_id)
    if earlier is not None:
        return earlier
    visited = _visited(service, rating, day)
    checked = checked_rating(rating, service, visited.year)
    survey = checked.survey
    channel = Channel.OPEN
    if rating.visit_code.strip():
        redeem(code=rating.visit_code, service=service, day=day)
        channel = Channel.VERIFIED
    response = _store(
        service=service,
        response_id=response_id,
        survey=survey,
        channel=channel,
        source=source,
        month=month_of(visited),
        ratings=pack(checked.answers, survey.questionnaire.codes),
        nonce=nonce,
        comment=without_turns(rating.comment).strip(),
    )
    _store_respondent(response, checked.respondent)
    _mark(response, day, signals, comment_sign(rating.comment))
    commitment = commitment_of(response, service.unit.slug, service.slug)
    return Kept(receipt_of(service.unit_id, response_id), commitment, is_new=True)


def _visited(service: Service, rating: Rating, day: datetime.date) -> datetime.date:
    """As `visited_on`; NotFound where nothing can be kept, InvalidInput where that takes a code and there is none."""
    visited = visited_on(service, day)
    if visited is None:
        raise NotFound("closed_service")
    if visited != day and not rating.visit_code.strip():
        raise InvalidInput([FieldError("visit_code", "needed")])
    return visited


def _mark(response: Response, day: datetime.date, signals: Collection[Reason], sign: str) -> None:
    """Let the rating wait, with what was noticed; `sign` of its comment, empty where there is nothing to compare."""
    hashed = keyed_hash("comment", f"{response.unit_id} {sign}".encode()) if sign else None
    alike = select(func.count()).select_from(Mark).where(Mark.unit_id == response.unit_id, Mark.comment_hash == hashed)
    is_copied = hashed is not None and (db.session.scalar(alike) or 0) >= SAME_COMMENTS - 1
    values = {
        "unit_id": response.unit_id,
        "response_id": response.id,
        "listed": False,
        "day": day,
        "signals": packed({*signals, Reason.SAME_COMMENT} if is_copied else signals),
        "comment_hash": hashed,
    }
    db.session.execute(insert(Mark).values(values))


def _claim_key(service: Service, key: str, fingerprint: bytes, response_id: bytes) -> Kept | None:
    """Take the key for this rating, or find the rating that has it. Two at once: the second waits for the first."""
    insert_or_not = insert_sqlite if db.engine.dialect.name == "sqlite" else insert_postgresql
    hashed = hashed_key(key)
    claimed = db.session.scalar(
        insert_or_not(IntakeKey)
        .values(
            unit_id=service.unit_id,
            service_id=service.id,
            key=hashed,
            fingerprint=fingerprint,
            response_id=response_id,
        )
        .on_conflict_do_nothing()
        .returning(IntakeKey.key)
    )
    if claimed is not None:
        return None
    known = db.session.get_one(IntakeKey, (service.unit_id, service.id, hashed))
    if known.fingerprint != fingerprint:
        raise InvalidInput([FieldError("Idempotency-Key", "key_reused")], code="key_reused")
    response = db.session.get_one(Response, (service.unit_id, known.response_id))
    commitment = commitment_of(response, service.unit.slug, service.slug)
    return Kept(receipt_of(service.unit_id, response.id), commitment, is_new=False)


def _fingerprint(rating: Rating) -> bytes:
    content = {
        "service": rating.service,
        "survey": rating.survey,
        "answers": {code: value for code, value in rating.answers.items() if value is not None},
        "comment": rating.comment.strip(),
        "visit_code": rating.visit_code.strip(),
        "respondent": {name: value for name, value in rating.respondent.items() if value},
    }
    return keyed_hash("fingerprint", json.dumps(content, sort_keys=True).encode())


def _survey(key: str) -> PublishedSurvey:
    survey = survey_by_key(key) if key else current_survey()
    if survey is None:
        raise InvalidInput([FieldError("survey", "unknown_survey")])
    return survey


def checked_rating(rating: Rating, service: Service, year: int) -> Checked:
    """The content of a rating of this service, or InvalidInput with every wrong field at once."""
    survey = _survey(rating.survey)
    asked = asked_of(service, survey, year)
    errors: list[FieldError] = list(check_text("comment", rating.comment, MAX_COMMENT))
    answers: dict[str, int] = {}
    respondent = Respondent()
    try:
        answers = check_answers(rating.answers, asked, survey.questionnaire.codes)
    except InvalidInput as error:
        errors.extend(error.errors)
    try:
        respondent = check_respondent(rating.respondent)
    except InvalidInput as error:
        errors.extend(error.errors)
    if errors:
        raise InvalidInput(errors)
    return Checked(survey, answers, respondent)


def _store(
    *,
    service: Service,
    response_id: bytes,
    survey: PublishedSurvey,
    channel: Channel,
    source: Source,
    month: str,
    ratings: str,
    nonce: str,
    comment: str,
) -> Response:
    comment_salt = secrets.token_bytes(16)
    values = {
        "unit_id": service.unit_id,
        "id": response_id,
        "service_id": service.id,
        "survey_id": survey.id,
        "channel": channel.value,
        "source": source.value,
        "month": month,
        "ratings": ratings,
        "choices": None,
        "salt": secrets.token_bytes(16),
        "nonce_hash": nonce_hash(nonce),
        "comment_commitment": comment_commitment(comment_salt, comment) if comment else NO_COMMENT,
    }
    db.session.execute(insert(Response).values(values))
    if comment:
        db.session.execute(
            insert(Comment).values(unit_id=service.unit_id, response_id=response_id, salt=comment_salt, text=comment)
        )
    return Response(**values)


def _store_respondent(response: Response, respondent: Respondent) -> None:
    if respondent.is_blank:
        return
    db.session.execute(
        insert(RespondentAttributes).values(
            unit_id=response.unit_id,
            response_id=response.id,
            sex=respondent.sex,
            age_band=respondent.age_band,
            education=respondent.education,
            occupation=respondent.occupation,
        )
    )


def nonce_hash(nonce: str) -> bytes:
    """What is kept of the citizen's nonce."""
    return hashlib.sha256(bytes.fromhex(nonce)).digest()
