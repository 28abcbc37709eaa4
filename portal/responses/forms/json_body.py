"""The JSON body of a rating, read strictly: a duplicate key, an unknown field or a wrong type is named."""

from __future__ import annotations

import re
import uuid
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from portal.core.json_bodies import read_json
from portal.core.proofs import MAX_LENGTH as MAX_PROOF
from portal.domain.errors import FieldError, InvalidInput, MalformedRequest
from portal.responses.services import Rating

_NONCE = re.compile(r"(?:[0-9a-fA-F]{2}){16,64}")
_Short = Annotated[str, Field(max_length=200)]


class RatingBody(BaseModel):
    """Shape of the body of `POST /api/v1/ratings`; the domain checks answers, respondent and comment."""

    model_config = ConfigDict(extra="forbid", strict=True)

    service: _Short
    answers: dict[str, Any]
    survey: _Short | None = None
    comment: str | None = None
    visit_code: _Short | None = None
    nonce: _Short | None = None
    proof: Annotated[str, Field(max_length=MAX_PROOF)] | None = None
    respondent: dict[str, Any] | None = None

    def rating(self) -> Rating:
        """The rating in this body."""
        return Rating(
            service=self.service,
            answers=self.answers,
            survey=self.survey or "",
            comment=self.comment or "",
            visit_code=self.visit_code or "",
            respondent=self.respondent or {},
        )


def read_body(data: bytes) -> RatingBody:
    """The body; raises MalformedRequest if it is no JSON, InvalidInput if it is the wrong JSON."""
    body = read_json(RatingBody, data)
    if body.nonce and not _NONCE.fullmatch(body.nonce):
        raise InvalidInput([FieldError("nonce", "bad_nonce")])
    return body


def read_key(given: str | None) -> str:
    """The idempotency key, a UUID in its usual form; raises MalformedRequest."""
    if not given:
        raise MalformedRequest("key_missing", [FieldError("Idempotency-Key", "missing")])
    try:
        return str(uuid.UUID(given))
    except ValueError as error:
        raise MalformedRequest("bad_request", [FieldError("Idempotency-Key", "bad_key")]) from error
